"""create_app: the only place where settings, clock, catalogue and doors are put together.

Its parts are imported when it is called: what needs no application, such as the rules of
`flask sla`, does not wait two seconds for all of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpdesk import clock as wall

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from helpdesk.clock import Clock
    from helpdesk.config import Settings
    from helpdesk.domain.catalogue import Catalogue
    from helpdesk.usecases.effects import Talk
    from helpdesk.usecases.rulebook import Rulebook

UPLOAD_LIMIT = 220 * 1024 * 1024  # ten files of 20 MB, and the rest of the form
FORM_LIMIT = 1024 * 1024


def create_app(
    settings: Settings | None = None, clock: Clock = wall.now, catalogue: Catalogue | None = None
) -> Flask:
    """The application, ready for a web server, the worker, the bot or a command.

    `catalogue` is another bureau's, for tests. Raises `SettingsError` or `CatalogueError`, each
    naming what is wrong and where; a current year without holidays stops the start.
    """
    from flask import Flask

    from helpdesk.catalogue.loader import load_catalogue
    from helpdesk.config import load_settings
    from helpdesk.usecases.rulebook import Rulebook, derive_key
    from helpdesk.web.templating import PageEnvironment

    settings = settings or load_settings()
    catalogue = catalogue or load_catalogue()
    app = Flask(
        __name__, instance_path=str(settings.instance_path),
        static_folder=None, static_url_path="/static",  # web/static_files.py serves them
    )
    app.jinja_environment = PageEnvironment
    app.config.update(_flask_settings(settings))
    app.extensions.update(
        settings=settings,
        clock=clock,
        rulebook=Rulebook(
            catalogue,
            derive_key(settings.secret_key, "status-link"),
            {"lkpp": settings.lkpp_email, "telkom": settings.telkom_email},
            caps=settings.caps,
        ),
    )
    _add_database(app)
    _check_this_year(app, clock)
    _add_guide(app, settings.instance_path)
    _add_doors(app, settings)
    return app


def _check_this_year(app: Flask, clock: Clock) -> None:
    """The year may stand in a file, or in a revision saved since: only then is the database asked.
    """
    from helpdesk.catalogue.years import check_year
    from helpdesk.current import book_at_start
    from helpdesk.db import db

    book: Rulebook = app.extensions["rulebook"]
    year = book.calendar.local_date(clock()).year
    if year not in book.catalogue.calendar_years:
        with app.app_context():
            book = book_at_start(app)
            db.engine.dispose()  # a web server may fork now; no connection goes along
    check_year(book.catalogue, year)


def _add_guide(app: Flask, instance: Path) -> None:
    """The guide is trained or read from its cache at first use: most commands never need it."""
    from helpdesk.guide.live import LiveGuide
    from helpdesk.guide.rehearsals import Rehearsals
    from helpdesk.talk import build_talk

    guide = LiveGuide(app, instance / "faq")
    app.extensions["rehearsals"] = Rehearsals(app, guide)

    def talk() -> Talk:
        book: Rulebook = app.extensions["rulebook"]
        return build_talk(guide.library(), book.catalogue)

    app.extensions.update(guide=guide, library=guide.library, talk=talk)


def _flask_settings(settings: Settings) -> dict[str, object]:
    waiting = {} if settings.sqlite_file is None else {"connect_args": {"timeout": 15}}
    return {
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": {
            "pool_pre_ping": True,
            "hide_parameters": True,  # an error's text goes to the log; what people wrote does not
            **waiting,
        },
        "MAX_CONTENT_LENGTH": UPLOAD_LIMIT,
        "MAX_FORM_MEMORY_SIZE": FORM_LIMIT,
        # No other site of the same domain can set a cookie of this prefix.
        "SESSION_COOKIE_NAME": "__Host-session" if settings.is_https else "session",
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": settings.is_https,
        "BOOTSTRAP_SERVE_LOCAL": True,
        # Our pages send no Referer, which the strict check over HTTPS would ask for; and whoever
        # types for more than an hour keeps what they typed.
        "WTF_CSRF_SSL_STRICT": False,
        "WTF_CSRF_TIME_LIMIT": None,
    }


def _add_database(app: Flask) -> None:
    from flask_migrate import Migrate

    import helpdesk.models
    import helpdesk.usecases.search_index  # noqa: F401  the session keeps the index from now on
    from helpdesk.config import ROOT
    from helpdesk.db import db, prepare_sqlite
    from helpdesk.models.ticket_text import include_object

    db.init_app(app)
    Migrate().init_app(
        app, db, directory=str(ROOT / "migrations"), render_as_batch=True, compare_type=True,
        compare_server_default=True, include_object=include_object,
    )
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            prepare_sqlite(db.engine)


def _add_doors(app: Flask, settings: Settings) -> None:
    from werkzeug.middleware.proxy_fix import ProxyFix

    from helpdesk import api, cli, web

    cli.add_commands(app)
    web.add_web(app, settings)
    api.add_api(app)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=count, x_proto=count, x_host=count
        )
