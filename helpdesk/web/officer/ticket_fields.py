"""/petugas/tiket/<number>/kolom: the columns that the ticket's service has of its own."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.db import begin_reading, release
from helpdesk.domain.roles import Action
from helpdesk.errors import InvalidInput, StaleTicket
from helpdesk.queries.reading import ticket_seen_by
from helpdesk.usecases.fields import fill_fields
from helpdesk.web.door import acting, book, now
from helpdesk.web.errors import status_of
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.forms import Posted
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.views_fields import fields_view


@desk.get("/tiket/<ticket:number>/kolom")
@permitted(Action.FILL_FIELDS)
def ticket_fields(number: str) -> ResponseReturnValue:
    """The columns to fill in on a page of their own."""
    return _page(number, None, {})


@desk.post("/tiket/<ticket:number>/kolom")
@permitted(Action.FILL_FIELDS)
def fill_ticket_fields(number: str) -> ResponseReturnValue:
    """Keep what was typed; what is refused stands on the page with the reason."""
    form = Posted(request.form)
    typed = {
        name.removeprefix("kolom-"): form.text(name)
        for name in form.values if name.startswith("kolom-")
    }
    try:
        fill_fields(book(), number, typed, actor=acting(), now=now(), version=form.version)
    except (InvalidInput, StaleTicket) as refused:
        release()
        begin_reading()
        told = refused.fields if isinstance(refused, InvalidInput) else {}
        errors = {f"kolom-{code}": reason for code, reason in told.items()}
        if not errors:
            flash(refused.message, "error")
        return _page(number, typed, errors), status_of(refused)
    flash("Kolom layanan disimpan.", "ok")
    return redirect(url_for("officer.ticket", number=number), 303)


def _page(number: str, kept: Mapping[str, str] | None, errors: Mapping[str, str]) -> str:
    ticket = ticket_seen_by(number, acting())
    return render_template(
        "officer/ticket_fields.html", ticket=ticket, errors=errors,
        fields=fields_view(ticket, acting(), kept),
    )
