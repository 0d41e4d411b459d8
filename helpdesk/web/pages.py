"""The blueprints of the web side, in one list."""

from flask import Blueprint

from helpdesk.web import demo, health, mailbox
from helpdesk.web.officer.routes import BLUEPRINTS as OFFICER
from helpdesk.web.public import public

BLUEPRINTS: tuple[Blueprint, ...] = (
    health.blueprint,
    demo.blueprint,
    mailbox.blueprint,
    public,
    *OFFICER,
)
