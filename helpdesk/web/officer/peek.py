"""/petugas/tiket/N/intip: a ticket in a glance, without leaving the queue."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from helpdesk.domain.roles import Action
from helpdesk.queries.reading import read_ticket, ticket_seen_by
from helpdesk.queries.related import officer_names
from helpdesk.web.door import acting, catalogue, now
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.views_queue import ticket_lines
from helpdesk.web.officer.views_ticket import conversation
from helpdesk.wording.next_act import next_act

LAST = 3  # messages; who needs more opens the ticket


@desk.get("/tiket/<ticket:number>/intip")
@permitted(Action.VIEW_TICKET)
def peek(number: str) -> ResponseReturnValue:
    """Dates, the next act, the last words."""
    actor = acting()
    reading = read_ticket(ticket_seen_by(number, actor), catalogue(), now())
    said = conversation(reading, actor, officer_names())
    return render_template(
        "officer/peek.html", ticket=reading.ticket, status=reading.standing.status,
        line=ticket_lines([reading.ticket], actor, catalogue(), reading.now)[0],
        next_act=next_act(reading), messages=said[-LAST:], earlier=max(0, len(said) - LAST),
        part=request.headers.get("X-Requested-With") == "fetch",
    )
