"""How an act on a ticket is answered: back to the ticket, or the page again with what was typed."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.db import begin_reading, db
from helpdesk.domain.roles import Actor
from helpdesk.errors import (
    DuplicateRequest,
    HelpdeskError,
    IllegalMove,
    InvalidInput,
    StaleTicket,
)
from helpdesk.queries.reading import read_ticket, ticket_seen_by
from helpdesk.web.door import acting, catalogue, now
from helpdesk.web.errors import status_of
from helpdesk.web.officer.forms import Posted
from helpdesk.web.officer.views_ticket import Again, ticket_page

# (form, who, when) → the words that tell it is done, or None for the standing ones.
Move = Callable[[Posted, Actor, datetime], Any]
Shown = Callable[[str, Again | None], str]  # the page a form stands on, perhaps with a refusal
SHOWN = (InvalidInput, IllegalMove, StaleTicket, DuplicateRequest)


def act(
    number: str, form_name: str, done: str, move: Move, *, to: str = "officer.ticket",
    show: Shown | None = None,
) -> ResponseReturnValue:
    """Carry out `move`; what the rules refuse is told on the page it came from, the input kept."""
    form = Posted(request.form, form_name)
    try:
        move(form, acting(), now())
    except SHOWN as error:
        return refused(number, form, error, show)
    if done:
        flash(done, "ok")
    target = url_for(to) if to == "officer.queue" else url_for(to, number=number)
    return redirect(target, 303)


def refused(
    number: str, form: Posted, error: HelpdeskError, show: Shown | None = None
) -> ResponseReturnValue:
    """The page (the ticket's, unless told) with the refusal on top and the form as posted."""
    db.session.rollback()
    begin_reading()
    errors = form.errors_of(error) if isinstance(error, InvalidInput) else {}
    again = Again(
        form=form.prefix, message=error.message, errors=errors, kept=form.kept(),
        files=tuple(g.get("kept_files", ())),
        ticked=tuple(form.values.getlist(form.key("attachments"))),
        seen=form.seen if isinstance(error, StaleTicket) else None,
    )
    return (show or page)(number, again), status_of(error)


def page(number: str, again: Again | None = None) -> str:
    """The ticket's page; `again` when a form on it was refused."""
    actor, at = acting(), now()
    reading = read_ticket(ticket_seen_by(number, actor), catalogue(), at)
    return render_template(
        "officer/ticket.html", **ticket_page(reading, actor, again or Again())
    )
