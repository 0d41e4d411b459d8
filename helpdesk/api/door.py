"""What every address of the API needs: the application's things, blueprints, and a limit."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar, cast

from flask import current_app, request
from flask_smorest import Blueprint
from werkzeug.exceptions import UnsupportedMediaType

from helpdesk.api import errors
from helpdesk.config import Settings
from helpdesk.usecases.rulebook import Rulebook

V = TypeVar("V", bound=Callable[..., Any])
LARGEST_BODY = 512 * 1024  # bytes; a text of 20,000 characters in its longest encoding fits


def blueprint_of(name: str, description: str) -> Blueprint:
    """A blueprint whose errors are problems."""
    blueprint = Blueprint(f"api_{name}", __name__, description=description)
    errors.add_handlers(blueprint)
    return blueprint


def described(*steps: Callable[[Any], Any]) -> Callable[[V], V]:
    """flask-smorest's decorators, the outermost first, put on a view whose type stays known."""

    def decorate(view: V) -> V:
        made: Any = view
        for step in reversed(steps):
            made = step(made)
        return cast(V, made)

    return decorate


def only_json() -> None:
    """Before a request: what carries another type than JSON is refused as such."""
    if request.method == "POST" and not request.is_json:
        raise UnsupportedMediaType


def book() -> Rulebook:
    """The rulebook every use case is handed."""
    return cast(Rulebook, current_app.extensions["rulebook"])


def settings() -> Settings:
    """The installation's settings."""
    return cast(Settings, current_app.extensions["settings"])


def now() -> datetime:
    """The present instant, UTC."""
    return cast(datetime, current_app.extensions["clock"]())


def limited(rate: str) -> Callable[[V], V]:
    """At most `rate` ("10 per minute; 60 per hour") from one address."""

    def decorate(view: V) -> V:
        @wraps(view)
        def counted(*args: Any, **kwargs: Any) -> Any:
            limiter = next(iter(current_app.extensions["limiter"]))
            with limiter.limit(rate):
                return view(*args, **kwargs)

        return cast(V, counted)

    return decorate
