"""Who is signed in: a server-side session behind a signed cookie."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from flask import g, redirect, request, session, url_for

from helpdesk.usecases.officers import officer_of_session
from helpdesk.web.door import now

V = TypeVar("V", bound=Callable[..., Any])
KEY = "officer_session"


def load() -> None:
    """Find the officer of the cookie, if any."""
    secret = session.get(KEY)
    if secret:
        g.officer = officer_of_session(secret, now=now())
        if g.officer is None:
            session.pop(KEY, None)


def sign_in(secret: str) -> None:
    """Begin a signed-in session; everything an earlier one held is dropped."""
    session.clear()
    session[KEY] = secret


def officer_required(view: V) -> V:
    """Send those not signed in to /masuk, and back afterwards."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if g.get("officer") is None:
            target = request.full_path.rstrip("?") if request.method == "GET" else None
            return redirect(url_for("login.show", next=target))
        return view(*args, **kwargs)

    guarded.officer_required = True  # type: ignore[attr-defined]
    return cast(V, guarded)


def safe_next(target: str | None) -> str | None:
    """`target` if it is a path of this site; anything else, backslashes included, is dropped.

    Control characters too: a browser leaves them out and reads another address, and no header
    takes a line's end.
    """
    if not target or "\\" in target or not target.isprintable():
        return None
    if not target.startswith("/") or target.startswith("//"):
        return None
    parts = urlsplit(target)
    return target if not parts.scheme and not parts.netloc else None
