"""The guest book from the counter's side: open it on a machine, call the next one, be done."""

from typing import Any

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from helpdesk.db import begin_reading, db
from helpdesk.domain.roles import Action
from helpdesk.domain.visits import Outcome, Purpose
from helpdesk.errors import IllegalMove
from helpdesk.models import Visit
from helpdesk.queries.visits import came_and_served, waiting_guests
from helpdesk.usecases.officers import log_out
from helpdesk.usecases.visits import call_guest, end_visit
from helpdesk.web.door import acting, catalogue, now
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.public.guest_book import open_kiosk
from helpdesk.web.session import KEY
from helpdesk.wording.time import hour_minute
from helpdesk.wording.visits import PURPOSES, waited


@desk.get("/loket/tamu")
@permitted(Action.RECEIVE_FILE)
def guests() -> ResponseReturnValue:
    """Who waits, as a part of the counter's page that asks for itself again."""
    part = request.headers.get("X-Requested-With") == "fetch"
    return render_template("officer/guests.html", part=part, **guests_view())


def guests_view() -> dict[str, Any]:
    """Today's visitors who wait or are being served, and the day's count."""
    today = catalogue().calendar.local_date(now())
    came, served = came_and_served(today)
    rows = [_line(visit, by) for visit, by in waiting_guests(today)]
    return {"guests": rows, "came": came, "served": served}


def _line(visit: Visit, by: str | None) -> dict[str, Any]:
    service = catalogue().services.get(visit.service or "")
    minutes = int((now() - visit.arrived_at).total_seconds() // 60)
    return {
        "id": visit.id, "turn": visit.turn, "name": visit.name or "Tamu", "company": visit.company,
        "purpose": service.name if service else PURPOSES[Purpose(visit.purpose)],
        "number": visit.number, "waited": waited(minutes), "by": by,
        "arrived": hour_minute(visit.arrived_at, catalogue().bureau.zone),
    }


@desk.post("/loket/buku-tamu")
@permitted(Action.RECEIVE_FILE)
def open_guest_book() -> ResponseReturnValue:
    """Sign out here and leave the guest book on the screen."""
    log_out(session[KEY], now=now())
    open_kiosk(now())
    return redirect(url_for("public.guest_book"), 303)


@desk.post("/loket/tamu/<row:visit_id>/panggil")
@permitted(Action.RECEIVE_FILE)
def call(visit_id: int) -> ResponseReturnValue:
    """Take a visitor on: to their ticket, or to a new one with what they wrote."""
    try:
        visit = call_guest(visit_id, actor=acting(), now=now())
    except IllegalMove as late:
        return _told(late)
    if visit.number:
        return redirect(url_for("officer.counter", cari=visit.number), 303)
    return redirect(url_for("officer.entry", tamu=visit.id), 303)


@desk.post("/loket/tamu/<row:visit_id>/selesai")
@permitted(Action.RECEIVE_FILE)
def guest_served(visit_id: int) -> ResponseReturnValue:
    """Served without a ticket, or on a ticket that was there."""
    return _end(visit_id, Outcome.SERVED)


@desk.post("/loket/tamu/<row:visit_id>/pergi")
@permitted(Action.RECEIVE_FILE)
def guest_left(visit_id: int) -> ResponseReturnValue:
    """Called and not there."""
    return _end(visit_id, Outcome.LEFT)


def _end(visit_id: int, outcome: Outcome) -> ResponseReturnValue:
    try:
        end_visit(visit_id, outcome, actor=acting(), now=now())
    except IllegalMove as late:
        return _told(late)
    return redirect(url_for("officer.counter"), 303)


def _told(late: IllegalMove) -> ResponseReturnValue:
    db.session.rollback()
    begin_reading()
    flash(late.message, "error")
    return redirect(url_for("officer.counter"), 303)
