"""Open tickets that missed a deadline: what the weekly digest is about."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.sla import ClockState
from helpdesk.domain.ticket import OPEN
from helpdesk.models import Ticket, TicketClock


def missed_open(now: datetime) -> Sequence[Ticket]:
    """Every open ticket of which a clock has been missed, stopped since or not, oldest first.

    The stored state may be older than `now`: a clock that still ran then counts by its deadline.
    """
    running = (ClockState.RUNNING.value, ClockState.HELD.value)
    missed = sa.or_(
        TicketClock.state == ClockState.MISSED.value,
        sa.and_(TicketClock.state.in_(running), TicketClock.due_at < now),
    )
    query = sa.select(Ticket).where(
        Ticket.status.in_([status.value for status in OPEN]),
        sa.exists().where(TicketClock.ticket_id == Ticket.id, missed),
    )
    return db.session.scalars(query.order_by(Ticket.received_at, Ticket.id)).unique().all()
