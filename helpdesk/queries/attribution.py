"""Missed deadlines that an incident at LKPP or Telkom accounts for; the verdict is not touched."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.clock_spans import ClockKind
from helpdesk.domain.incident import ELSEWHERE, Cause, accounts_for
from helpdesk.domain.roles import Actor
from helpdesk.domain.ticket import OPEN
from helpdesk.models import Incident, Ticket, TicketClock
from helpdesk.queries.inbox import visible
from helpdesk.queries.incidents import course_of

# The incident a ticket belongs to: as its parent or as one of its reports.
OF_TICKET = Incident.ticket_id == sa.func.coalesce(Ticket.parent_id, Ticket.id)


def cause_of(clock: TicketClock, incident: Incident | None) -> Cause | None:
    """Whose incident accounts for the miss of this clock, if one does."""
    if incident is None:
        return None
    course = course_of(incident)
    return course.cause if accounts_for(course, ClockKind(clock.kind), clock.due_at) else None


def late_elsewhere(actor: Actor, now: datetime) -> Mapping[int, Cause]:
    """Open tickets whose resolution is overdue on account of an incident, by id."""
    query = (
        sa.select(TicketClock, Incident).join(Ticket, Ticket.id == TicketClock.ticket_id)
        .join(Incident, OF_TICKET)
        .where(
            visible(actor), Ticket.status.in_([status.value for status in OPEN]),
            Incident.cause.in_([cause.value for cause in ELSEWHERE]),
            TicketClock.kind == ClockKind.RESOLUTION.value, TicketClock.due_at < now,
            TicketClock.stopped_at.is_(None), TicketClock.ended_at.is_(None),
        )
    )
    found = {clock.ticket_id: cause_of(clock, i) for clock, i in db.session.execute(query)}
    return {ticket_id: cause for ticket_id, cause in found.items() if cause is not None}
