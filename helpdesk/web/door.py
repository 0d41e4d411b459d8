"""What every view needs of the application: rulebook, catalogue, time, the officer who acts."""

from datetime import datetime
from pathlib import Path
from typing import cast

from flask import current_app, g

from faq.library import Library
from helpdesk.config import Settings
from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.roles import Action, Actor, authorize
from helpdesk.models import Officer
from helpdesk.storage import FileStore
from helpdesk.usecases.effects import Talk
from helpdesk.usecases.rulebook import Rulebook


def book() -> Rulebook:
    """The rulebook every use case is handed."""
    return cast(Rulebook, current_app.extensions["rulebook"])


def catalogue() -> Catalogue:
    """What the bureau publishes."""
    return book().catalogue


def settings() -> Settings:
    """The installation's settings."""
    return cast(Settings, current_app.extensions["settings"])


def now() -> datetime:
    """The present instant, UTC; a view reads it once."""
    return cast(datetime, current_app.extensions["clock"]())


def talk() -> Talk:
    """The conversation's context; made at first use."""
    return cast(Talk, current_app.extensions["talk"]())


def library() -> Library:
    """The guide; read or trained at first use."""
    return cast(Library, current_app.extensions["library"]())


def files() -> FileStore:
    """Where uploads lie."""
    return FileStore(Path(settings().instance_path) / "files")


def officer() -> Officer:
    """The officer signed in; only inside views that require one."""
    return cast(Officer, g.officer)


def acting(action: Action | None = None) -> Actor:
    """The officer as an actor, checked for `action` if one is given."""
    actor = officer().actor
    if action is not None:
        authorize(actor, action)
    return actor
