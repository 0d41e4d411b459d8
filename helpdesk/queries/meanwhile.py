"""What happened to an officer's tickets while the officer did not work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from helpdesk.db import db
from helpdesk.domain.events import EventType
from helpdesk.domain.roles import Actor
from helpdesk.models import Officer, Ticket, TicketEvent
from helpdesk.queries.absences import REMEMBERED
from helpdesk.queries.inbox import visible

TOLD = (
    EventType.REQUESTER_WROTE, EventType.REPLIED, EventType.ASSIGNED, EventType.TRIAGED,
    EventType.FORWARDED, EventType.RESOLVED, EventType.REJECTED, EventType.REFERRED,
    EventType.CLOSED, EventType.REOPENED, EventType.WITHDRAWN,
)


@dataclass(frozen=True)
class Happened:
    """How often one kind of thing was done to one ticket, and by whom; "" for no officer."""

    number: str
    subject: str
    type: EventType
    by: str
    times: int
    last: datetime


def meanwhile(actor: Actor, begin: datetime, end: datetime) -> Sequence[Happened]:
    """Of tickets that are the officer's, or were before, the newest ticket first.

    Of the newest `REMEMBERED` events of the office only, so that it costs the same in any year.
    """
    newest = sa.select(sa.func.max(TicketEvent.id)).scalar_subquery()
    given = aliased(TicketEvent)
    had = sa.select(given.id).where(
        given.ticket_id == Ticket.id, given.type == EventType.ASSIGNED.value, given.at < end,
        given.data["officer"].as_integer() == actor.id,
    ).exists()
    who = sa.func.coalesce(Officer.name, "")
    last = sa.func.max(TicketEvent.at).label("last")
    query = sa.select(
        Ticket.number, Ticket.subject, TicketEvent.type, who, sa.func.count(), last
    ).join(Ticket, Ticket.id == TicketEvent.ticket_id).outerjoin(
        Officer, TicketEvent.actor == sa.literal("officer:") + sa.cast(Officer.id, sa.Text)
    ).where(
        TicketEvent.id > newest - REMEMBERED, TicketEvent.at >= begin, TicketEvent.at < end,
        TicketEvent.type.in_([each.value for each in TOLD]), TicketEvent.actor != str(actor),
        sa.or_(Ticket.assignee_id == actor.id, had), visible(actor),
    ).group_by(Ticket.number, Ticket.subject, TicketEvent.type, who)
    return [
        Happened(number, subject or "", EventType(type_), by, times, at)
        for number, subject, type_, by, times, at in db.session.execute(query.order_by(last.desc()))
    ]
