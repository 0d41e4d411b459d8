"""Logging in and out."""

from flask import (
    Blueprint,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue

from helpdesk.errors import NotAllowed
from helpdesk.models import Officer
from helpdesk.usecases.officers import log_in, log_out
from helpdesk.web.door import now
from helpdesk.web.officer.blueprint import home_of
from helpdesk.web.officer.passwords import passwords
from helpdesk.web.session import KEY, safe_next, sign_in

login = Blueprint("login", __name__)


@login.get("/masuk")
def show() -> ResponseReturnValue:
    """The form; whoever is signed in goes on."""
    if g.officer is not None:
        return redirect(_goal(g.officer))
    return _form()


@login.post("/masuk")
def enter() -> ResponseReturnValue:
    """A new session for the right password; one text for every wrong one."""
    email = request.form.get("email", "").replace("\x00", "")[:200]
    try:
        found, secret = log_in(
            passwords(), email, request.form.get("password", "")[:200],
            source=request.remote_addr or "", now=now(),
        )
    except NotAllowed as refusal:
        return _form(email, refusal.message), 403
    _end_earlier()
    goal = _goal(found)
    sign_in(secret)
    return redirect(goal, 303)


@login.post("/keluar")
def leave() -> ResponseReturnValue:
    """End the session on the server, not only in the browser."""
    _end_earlier()
    session.clear()
    flash("Anda sudah keluar.", "ok")
    return redirect(url_for("login.show"), 303)


def _end_earlier() -> None:
    if session.get(KEY):
        log_out(session[KEY], now=now())


def _goal(officer: Officer) -> str:
    target = safe_next(request.values.get("next"))
    return target or url_for(home_of(officer.actor.roles))


def _form(email: str = "", error: str | None = None) -> str:
    target = safe_next(request.values.get("next"))
    return render_template(
        "officer/login.html", email=email, error=error, target=target,
        demo_login=current_app.extensions["settings"].demo,
    )
