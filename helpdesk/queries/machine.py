"""How far the machine is: who does which job, what is due and not yet done, and what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from helpdesk.db import begin_reading, db
from helpdesk.domain.revisions import PLANNED
from helpdesk.models import Lease, OutboxItem, Revision, Ticket

_WAITING = ("pending", "sending", "failed")
_DEAD = "dead"
_GATHERED = "gathered"


@dataclass(frozen=True)
class Backlog:
    """What is due and not done: how many, and since when the oldest; none is (0, None)."""

    count: int
    since: datetime | None


@dataclass(frozen=True)
class Machine:
    """The state of the jobs at one instant. `next_number` is None for a sealed ticket."""

    leases: Mapping[str, Lease]
    steps: Backlog
    mails: Backlog
    next_step: datetime | None
    next_number: str | None
    gathered: int
    dead: int
    unapplied: Sequence[Revision]


def machine_at(now: datetime) -> Machine:
    """One look at everything, by indexes alone."""
    leases = {lease.name: lease for lease in db.session.scalars(sa.select(Lease))}
    first = db.session.execute(
        sa.select(Ticket.next_check_at, Ticket.number, sa.or_(Ticket.sealed, Ticket.restricted))
        .where(Ticket.next_check_at.is_not(None))
        .order_by(Ticket.next_check_at, Ticket.id).limit(1)
    ).one_or_none()
    at, number, sealed = first if first is not None else (None, None, False)
    revisions = sa.select(Revision).where(
        Revision.applied_at.is_(None), Revision.policy != PLANNED
    ).order_by(Revision.id)
    return Machine(
        leases=leases,
        steps=_backlog(Ticket.next_check_at, Ticket.id, Ticket.next_check_at <= now),
        mails=_backlog(
            OutboxItem.not_before, OutboxItem.id, OutboxItem.state.in_(_WAITING),
            OutboxItem.not_before <= now,
        ),
        next_step=at, next_number=None if sealed else number,
        gathered=_count(_GATHERED), dead=_count(_DEAD),
        unapplied=db.session.scalars(revisions).all(),
    )


def holder_of(lease: str, *, now: datetime) -> str:
    """Who does the job at this instant; '' when nobody does."""
    begin_reading()
    query = sa.select(Lease.holder).where(Lease.name == lease, Lease.until > now)
    return db.session.scalar(query) or ""


def _backlog(
    instant: sa.orm.InstrumentedAttribute[datetime | None] | sa.orm.InstrumentedAttribute[datetime],
    key: sa.orm.InstrumentedAttribute[int], *where: sa.ColumnElement[bool],
) -> Backlog:
    row = db.session.execute(sa.select(sa.func.count(key), sa.func.min(instant)).where(*where))
    count, since = row.one()
    return Backlog(count, since)


def _count(state: str) -> int:
    query = sa.select(sa.func.count(OutboxItem.id)).where(OutboxItem.state == state)
    return db.session.scalar(query) or 0
