"""The blueprints of the web side, in one list."""

from flask import Blueprint

from helpdesk.web import health, mailbox
from helpdesk.web.public import public

BLUEPRINTS: tuple[Blueprint, ...] = (
    health.blueprint,
    mailbox.blueprint,
    public,
)
