"""Door 1, the web: headers, sessions, errors, and the blueprints put on the application."""

from typing import Any

from flask import Flask, current_app, g, request
from flask_bootstrap import Bootstrap5
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_talisman import Talisman
from flask_wtf import CSRFProtect

from helpdesk.config import Settings
from helpdesk.current import current_book
from helpdesk.db import begin_reading
from helpdesk.web import errors, session
from helpdesk.web.door import book, catalogue, now, settings
from helpdesk.web.headers import finish_answers
from helpdesk.web.incoming import Incoming
from helpdesk.web.labels import install_filters
from helpdesk.web.pulse import add_live
from helpdesk.web.static_files import FILES, add_static_files
from helpdesk.web.templating import form_inputs
from helpdesk.wording.opening import opening_line

CSP = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}

# Answered without the database, so that they work when it does not.
WITHOUT_DATABASE = FILES | {"health.alive", "health.ready"}

csrf = CSRFProtect()
# Where files come in; every other form is small, and so is what is read of it.
UPLOADING = frozenset({
    "public.say", "public.send_report", "public.reply", "officer.send", "officer.enter",
})
LARGEST_FORM = 2 * 1024 * 1024  # bytes

# Counts per process: run one web process with threads, or give a shared storage (operations.md).
limiter = Limiter(get_remote_address, storage_uri="memory://")


def add_web(app: Flask, settings_: Settings) -> None:
    """Put the web side on the application."""
    app.request_class = Incoming
    add_static_files(app)
    Bootstrap5(app)
    # Size and rate are looked at before CSRF, which reads the whole body for its token.
    app.before_request(_cap)
    limiter.init_app(app)
    csrf.init_app(app)
    Talisman(
        app, content_security_policy=CSP, force_https=False,
        strict_transport_security=settings_.is_https,
        referrer_policy="no-referrer", session_cookie_secure=False,
        session_cookie_http_only=True,
    )
    finish_answers(app)
    add_live(app)
    install_filters(app, app.extensions["rulebook"].catalogue.bureau.zone)
    app.before_request(_begin)
    app.context_processor(_globals)
    app.add_template_global(form_inputs)
    errors.add_handlers(app)
    _add_blueprints(app)


def _cap() -> None:
    if request.endpoint not in UPLOADING:
        request.max_content_length = LARGEST_FORM


def _begin() -> None:
    """Readers take no write lock; who is signed in is looked up at most once."""
    g.officer = None
    if request.endpoint in WITHOUT_DATABASE:
        return
    current_book(current_app)
    if request.method in ("GET", "HEAD"):
        begin_reading()
    session.load()


def _globals() -> dict[str, Any]:
    return {
        "bureau": catalogue().bureau,
        "catalogue": catalogue(),
        "demo": settings().demo,
        "settings": settings(),
        "current_officer": g.get("officer"),
        "opening_line": opening_line(catalogue(), now()),
        "book": book(),
    }


def _add_blueprints(app: Flask) -> None:
    from helpdesk.web.pages import BLUEPRINTS

    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
