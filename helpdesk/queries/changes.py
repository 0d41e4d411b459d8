"""What has changed since one last looked: which tickets, never what stands in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.roles import Actor
from helpdesk.models import Ticket, TicketEvent
from helpdesk.queries.inbox import visible

# PostgreSQL hands out ids before it commits: an event may appear below the newest one. So the last
# ones are looked at anew each time, and whoever listens drops those already told.
OVERLAP = 200
_last = sa.select(TicketEvent.id).order_by(TicketEvent.id.desc()).limit(OVERLAP).subquery()
_NEWEST = sa.select(
    sa.func.coalesce(sa.func.max(_last.c.id), 0), sa.func.coalesce(sa.func.sum(_last.c.id), 0)
)


@dataclass(frozen=True)
class Change:
    """One event of a ticket that the listener may see."""

    id: int
    number: str
    type: str
    actor: str
    at: datetime


def newest() -> tuple[int, int]:
    """A value that differs as soon as an event is added anywhere; cheap at any number of events."""
    row = db.session.execute(_NEWEST).one()
    return int(row[0]), int(row[1])


def changes_since(actor: Actor, after: int) -> Sequence[Change]:
    """The events after id `after` in order, and again those shortly before; at most `OVERLAP`."""
    query = (
        sa.select(TicketEvent.id, Ticket.number, TicketEvent.type, TicketEvent.actor,
                  TicketEvent.at)
        .join(Ticket, Ticket.id == TicketEvent.ticket_id)
        .where(TicketEvent.id > after - OVERLAP, visible(actor))
        .order_by(TicketEvent.id.desc()).limit(OVERLAP)
    )
    return [Change(*row) for row in reversed(db.session.execute(query).all())]
