"""Outages under way that the public may know of: no text, no name, only that and since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from helpdesk.db import db
from helpdesk.domain.ticket import OPEN, Kind, Status
from helpdesk.models import Ticket

# A report that no officer has looked at is not yet an outage: anyone may write one.
_CONFIRMED = [status.value for status in OPEN - {Status.NEW}]
MOST = 5


@dataclass(frozen=True)
class Outage:
    """One outage; `reports` counts it and what was joined to it."""

    since: datetime
    waits_for_provider: bool
    reports: int


def running_outages() -> Sequence[Outage]:
    """Open, triaged, unsealed outages, newest first."""
    child = aliased(Ticket)
    joined = sa.select(sa.func.count(child.id)).where(child.parent_id == Ticket.id)
    query = (
        sa.select(Ticket.received_at, Ticket.status, joined.scalar_subquery())
        .where(
            Ticket.kind == Kind.OUTAGE.value, Ticket.status.in_(_CONFIRMED),
            Ticket.sealed.is_(False), Ticket.parent_id.is_(None),
        )
        .order_by(Ticket.received_at.desc())
        .limit(MOST)
    )
    return [
        Outage(since, status == Status.WAITING_EXTERNAL.value, 1 + count)
        for since, status, count in db.session.execute(query)
    ]
