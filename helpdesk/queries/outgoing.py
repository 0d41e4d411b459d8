"""What waits to be sent, and what could not be: for the page of outgoing notices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.roles import Actor
from helpdesk.models import OutboxItem, Setting, Ticket
from helpdesk.queries.inbox import visible

MOST = 100


@dataclass(frozen=True)
class Outgoing:
    """A row and the number of its ticket, if it speaks of one."""

    item: OutboxItem
    number: str | None


def outgoing(actor: Actor) -> tuple[Sequence[Outgoing], Mapping[str, int]]:
    """Rows that failed or were given up, newest first, and the counts of every state.

    Notices of sealed tickets are left out, and not counted, for whoever may not see the ticket.
    """
    known = sa.or_(OutboxItem.ticket_id.is_(None), visible(actor))
    joined = sa.join(OutboxItem, Ticket, OutboxItem.ticket_id == Ticket.id, isouter=True)
    rows = db.session.execute(
        sa.select(OutboxItem, Ticket.number).select_from(joined)
        .where(known, OutboxItem.state.in_(("failed", "dead")))
        .order_by(OutboxItem.id.desc()).limit(MOST)
    )
    counts = db.session.execute(
        sa.select(OutboxItem.state, sa.func.count(OutboxItem.id)).select_from(joined)
        .where(known).group_by(OutboxItem.state)
    )
    found = [Outgoing(item, number) for item, number in rows]
    return found, {state: int(count) for state, count in counts}


def setting_of(name: str) -> Setting | None:
    """A decision made in the UI, or None."""
    return db.session.get(Setting, name)
