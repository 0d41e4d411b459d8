"""Quick entry: one screen from what someone says to a number with a receipt to print."""

import secrets
from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.db import begin_reading, db
from helpdesk.domain.roles import Action, Actor
from helpdesk.domain.roles import permitted as permits
from helpdesk.errors import DuplicateRequest, HelpdeskError, InvalidInput
from helpdesk.models import Visit
from helpdesk.queries.visits import guest
from helpdesk.usecases.register import register_ticket
from helpdesk.usecases.visits import join_ticket
from helpdesk.web.door import acting, book, catalogue, now
from helpdesk.web.errors import status_of
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.entry_form import new_ticket, sent_at, source_key
from helpdesk.web.officer.forms import Posted
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.views_entry import entry_page, from_guest
from helpdesk.wording.time import datetime_long


@desk.get("/tiket/baru")
@permitted(Action.CREATE_TICKET)
def entry() -> ResponseReturnValue:
    """The empty form, with a token that makes its ticket once; or what a guest wrote already."""
    visitor = _guest(request.args.get("tamu", ""), acting())
    page = entry_page(secrets.token_urlsafe(16), from_guest(visitor) if visitor else None)
    return render_template("officer/entry.html", **page)


def _guest(typed: str, actor: Actor) -> Visit | None:
    """A visitor who waits, for those who serve the counter."""
    is_id = typed.isascii() and typed.isdigit() and len(typed) < 10
    return guest(int(typed)) if is_id and permits(actor, Action.RECEIVE_FILE) else None


@desk.post("/tiket/baru")
@permitted(Action.CREATE_TICKET)
def enter() -> ResponseReturnValue:
    """Register and show the receipt; the same form sent twice shows the first one's."""
    form, actor, at = Posted(request.form), acting(), now()
    try:
        number = _register(form, actor, at)
    except DuplicateRequest as earlier:
        flash("Formulir ini sudah tersimpan sebelumnya; ini tanda terimanya.", "info")
        number = earlier.reference or ""
    except (InvalidInput, HelpdeskError) as error:
        return _again(form, error)
    sent = sent_at(form)
    if sent is not None:
        told = datetime_long(sent, catalogue().bureau.zone)
        flash(f"Waktu pengirim pada chat yang ditempel dipakai: {told}.", "info")
    return redirect(url_for("officer.receipt", number=number, baru=1), 303)


def _register(form: Posted, actor: Actor, at: datetime) -> str:
    new = new_ticket(form, actor, at)
    ticket = register_ticket(book(), new, actor=actor, now=at, source_key=source_key(form))
    visitor = _guest(form.text("tamu"), actor)
    if visitor is not None:
        join_ticket(visitor.id, ticket, actor=actor, now=at)
    return ticket.number


def _again(form: Posted, error: HelpdeskError) -> ResponseReturnValue:
    db.session.rollback()
    begin_reading()
    errors: dict[str, Any] = form.errors_of(error) if isinstance(error, InvalidInput) else {}
    page = entry_page(form.text("token"), form.kept(), errors or {"text": error.message})
    return render_template("officer/entry.html", **page), status_of(error)
