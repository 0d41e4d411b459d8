"""Door 1, the web: headers, sessions, errors, and the blueprints put on the application."""

from typing import Any

from flask import Flask, g, request
from flask_bootstrap import Bootstrap5
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_talisman import Talisman
from flask_wtf import CSRFProtect

from helpdesk.config import Settings
from helpdesk.db import begin_reading
from helpdesk.web import errors, session
from helpdesk.web.door import book, catalogue, now, settings
from helpdesk.web.labels import install_filters
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
WITHOUT_DATABASE = frozenset({"static", "bootstrap.static", "health.alive", "health.ready"})

csrf = CSRFProtect()
# Counts per process: run one web process with threads, or give a shared storage (operations.md).
limiter = Limiter(get_remote_address, storage_uri="memory://")


def add_web(app: Flask, settings_: Settings) -> None:
    """Put the web side on the application."""
    Bootstrap5(app)
    csrf.init_app(app)
    limiter.init_app(app)
    Talisman(
        app, content_security_policy=CSP, force_https=False,
        strict_transport_security=settings_.base_url.startswith("https://"),
        referrer_policy="no-referrer", session_cookie_secure=False,
        session_cookie_http_only=True,
    )
    install_filters(app, app.extensions["rulebook"].catalogue.bureau.zone)
    app.before_request(_begin)
    app.context_processor(_globals)
    errors.add_handlers(app)
    _add_blueprints(app)


def _begin() -> None:
    """Readers take no write lock; who is signed in is looked up at most once."""
    g.officer = None
    if request.endpoint in WITHOUT_DATABASE:
        return
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
