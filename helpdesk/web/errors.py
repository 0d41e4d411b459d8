"""Errors of the domain and of HTTP, once translated to pages in plain Indonesian."""

import logging

from flask import Flask, Response, current_app, has_request_context, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from helpdesk.db import db
from helpdesk.errors import (
    CatalogueError,
    DuplicateRequest,
    HelpdeskError,
    IllegalMove,
    InvalidInput,
    NotAllowed,
    NotFound,
    StaleTicket,
)

STATUS: dict[type[HelpdeskError], int] = {
    NotFound: 404,
    NotAllowed: 403,
    IllegalMove: 409,
    StaleTicket: 409,
    DuplicateRequest: 409,
    InvalidInput: 400,
    CatalogueError: 503,
    HelpdeskError: 400,
}
PAGES = (400, 403, 404, 409, 413, 429, 500, 503)


def status_of(error: HelpdeskError) -> int:
    """The HTTP status of a domain error."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def add_handlers(app: Flask) -> None:
    """One translation for the whole web side; the API has its own (api/errors.py)."""
    app.register_error_handler(HelpdeskError, _domain)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(500, _crash)
    app.logger.addFilter(_without_address)


def _without_address(record: logging.LogRecord) -> bool:
    """Flask logs the address of what broke; that of a ticket is its key, so the route is logged."""
    if has_request_context() and len(request.path) > 1:
        rule = request.url_rule.rule if request.url_rule else "(unknown)"
        record.msg = record.getMessage().replace(request.path, rule)
        record.args = ()
    return True


def page(status: int, message: str | None = None) -> tuple[str, int]:
    """The error page of a status; 404 always says the same, so that it tells nothing."""
    shown = status if status in PAGES else 400 if status < 500 else 500
    return render_template(f"errors/{shown}.html", message=message), status


def _domain(error: HelpdeskError) -> tuple[str, int] | Response:
    db.session.rollback()
    status = status_of(error)
    return page(status, None if status == 404 else error.message)


def _csrf(error: CSRFError) -> tuple[str, int]:
    return page(400, "Halaman ini sudah terlalu lama terbuka. Muat ulang, lalu kirim kembali.")


def _http(error: HTTPException) -> tuple[str, int] | HTTPException | Response:
    if error.code is None or error.code < 400:
        return error
    if request.path.startswith("/api/"):
        answer: Response = current_app.extensions["api_problem"](error)
        return answer
    return page(error.code)


def _crash(error: Exception) -> tuple[str, int]:
    db.session.rollback()
    return page(500)
