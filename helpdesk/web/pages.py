"""The blueprints of the web side, in one list."""

from flask import Blueprint

from helpdesk.web import health

BLUEPRINTS: tuple[Blueprint, ...] = (
    health.blueprint,
)
