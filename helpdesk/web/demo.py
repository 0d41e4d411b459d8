"""/demo: one press to be any officer of the example office, and a tour; absent without DEMO."""

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from helpdesk.demo.tour import demo_officer, tour
from helpdesk.usecases.officers import log_out, open_session
from helpdesk.web.door import book, now, settings
from helpdesk.web.session import KEY, safe_next, sign_in

blueprint = Blueprint("demo", __name__)
QUEUE = "/petugas/"


@blueprint.before_request
def _only_in_demo() -> None:
    if not settings().demo:
        abort(404)


@blueprint.get("/demo")
def show() -> str:
    """Roles, tour, links."""
    return render_template("demo/demo.html", tour=tour(book()), queue=QUEUE)


@blueprint.post("/demo/masuk")
def enter() -> Response:
    """Become an officer of the demo; real accounts are never opened this way."""
    chosen = request.form.get("petugas", type=int)
    officer = demo_officer(chosen) if chosen is not None and 0 < chosen < 2**31 else None
    if officer is None:
        return redirect(url_for("demo.show"), 303)
    if session.get(KEY):
        log_out(session[KEY], now=now())
    sign_in(open_session(officer.id, now=now()))
    return redirect(safe_next(request.form.get("tujuan")) or QUEUE, 303)
