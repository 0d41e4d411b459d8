"""What one officer should do now: at most seven tickets, each with the reason it is on top."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.roles import Actor
from helpdesk.domain.ticket import OPEN, RelayState, Status
from helpdesk.models import Ticket
from helpdesk.queries.inbox import on_tender_day, visible

MOST = 7
_OPEN = [status.value for status in OPEN]


@dataclass(frozen=True)
class Task:
    """A ticket and why it stands here: tender, late, today, requester, answered, asked, …"""

    ticket: Ticket
    why: str


def work_of(actor: Actor, catalogue: Catalogue, now: datetime) -> Sequence[Task]:
    """The officer's own tickets and those of their unit that nobody has, most pressing first."""
    reasons = _reasons(catalogue, now)
    rank = sa.case(*((condition, n) for n, (_, condition) in enumerate(reasons)), else_=-1)
    query = (
        sa.select(Ticket, rank)
        .where(visible(actor), Ticket.status.in_(_OPEN), _theirs(actor, catalogue), rank >= 0)
        .order_by(rank, Ticket.next_due_at, Ticket.id).limit(MOST)
    )
    return [Task(ticket, reasons[n][0]) for ticket, n in db.session.execute(query).unique()]


def _theirs(actor: Actor, catalogue: Catalogue) -> sa.ColumnElement[bool]:
    """Own tickets; unassigned ones of the unit and what lies below it, or of no unit at all."""
    own = Ticket.assignee_id == actor.id
    free = Ticket.assignee_id.is_(None)
    if actor.unit is None:
        return sa.or_(own, free)
    units = units_below(catalogue, actor.unit)
    return sa.or_(own, sa.and_(free, sa.or_(Ticket.unit.in_(units), Ticket.unit.is_(None))))


def units_below(catalogue: Catalogue, code: str) -> list[str]:
    """The unit and every unit under it."""
    found = [code]
    for unit in found:
        found += [u.code for u in catalogue.units.values() if u.parent == unit]
    return found


def _reasons(catalogue: Catalogue, now: datetime) -> list[tuple[str, sa.ColumnElement[bool]]]:
    """Reasons in order of weight; the first that holds is the one shown."""
    calendar = catalogue.calendar
    waits = Ticket.status == Status.WAITING_REQUESTER.value
    tender = on_tender_day(now, calendar.shift(now, 1))
    day_ends = calendar.close_of(calendar.receipt_day(now))
    return [
        ("tender", sa.and_(tender, ~waits)),
        ("late", Ticket.next_due_at < now),
        ("today", Ticket.next_due_at <= day_ends),
        ("answered", sa.and_(Ticket.relay_state == RelayState.ANSWERED.value,
                             Ticket.waiting_since.is_not(None))),
        ("asked", sa.and_(Ticket.relay_state == RelayState.DATA_REQUESTED.value, ~waits)),
        ("requester", sa.and_(Ticket.waiting_since.is_not(None),
                              Ticket.status != Status.NEW.value)),
        ("ready", Ticket.relay_state == RelayState.READY.value),
        ("unassigned", Ticket.assignee_id.is_(None)),
    ]
