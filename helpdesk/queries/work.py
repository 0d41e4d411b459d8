"""What one officer should do now: at most seven tickets, each with the reason it is on top."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from helpdesk.db import db
from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.roles import Actor
from helpdesk.domain.ticket import RelayState, Status
from helpdesk.models import Ticket
from helpdesk.queries.absences import stood_in_for
from helpdesk.queries.inbox import (
    DAY_ENDS,
    NEXT_DAY,
    NOW,
    TODAY,
    awake,
    in_queue,
    moments,
    on_tender_day,
    visible,
)

MOST = 7
_OTHER = aliased(Ticket)  # made once: all columns of the table are copied for it


@dataclass(frozen=True)
class Task:
    """A ticket and why it stands here: tender, late, today, requester, answered, asked, …"""

    ticket: Ticket
    why: str


def work_of(actor: Actor, catalogue: Catalogue, now: datetime) -> Sequence[Task]:
    """What `pressing` names, with its tickets."""
    why = pressing(actor, catalogue, now)
    query = sa.select(Ticket).where(Ticket.id.in_(list(why)))
    tickets = {ticket.id: ticket for ticket in db.session.scalars(query).unique()} if why else {}
    return [Task(tickets[id_], reason) for id_, reason in why.items()]


def pressing(actor: Actor, catalogue: Catalogue, now: datetime) -> Mapping[int, str]:
    """The officer's own tickets and those of their unit that nobody has, most pressing first.

    Ids of at most seven tickets with the reason of each.
    """
    units = tuple(units_below(catalogue, actor.unit)) if actor.unit is not None else None
    present = moments(catalogue.calendar, now)
    found: dict[int, str] = {}
    for query, reasons in zip(_looks(actor, units), _REASONS, strict=True):
        if len(found) < MOST:  # a full list needs no look at the lighter reasons
            rows = db.session.execute(query, present)
            for row in sorted(rows, key=lambda row: (row.rank, row.queue_at, row.id)):
                found.setdefault(row.id, reasons[row.rank][0])
    return dict(list(found.items())[:MOST])


@lru_cache(maxsize=500)
def _looks(
    actor: Actor, units: tuple[str, ...] | None
) -> tuple[sa.CompoundSelect[int, datetime, int], ...]:
    """For each reason its first tickets, each read by an index: in two looks, the heavier first.

    Made once for an officer: making such a question costs several times what answering it does.
    """
    mine = sa.and_(visible(actor), in_queue(), _theirs(actor, units), awake())
    return tuple(
        sa.union_all(*(
            sa.select(sa.select(Ticket.id, Ticket.queue_at, sa.literal(n).label("rank"))
                      .where(mine, condition).order_by(Ticket.queue_at, Ticket.id).limit(MOST)
                      .subquery())
            for n, (_, condition) in enumerate(reasons)
        ))
        for reasons in _REASONS
    )


def _theirs(actor: Actor, units: tuple[str, ...] | None) -> sa.ColumnElement[bool]:
    """Own tickets, those of whom one stands in for, and unassigned ones of the unit and what lies
    below it, or of no unit at all.
    """
    # Not by the index of assignees: read in the queue's order, the first few are found at once.
    assignee = sa.func.coalesce(Ticket.assignee_id, 0)
    own = sa.or_(assignee == actor.id, assignee.in_(stood_in_for(actor.id, TODAY)))
    free = assignee == 0
    if units is None:
        return sa.or_(own, free)
    return sa.or_(own, sa.and_(free, sa.or_(Ticket.unit.in_(units), Ticket.unit.is_(None))))


def units_below(catalogue: Catalogue, code: str) -> list[str]:
    """The unit and every unit under it."""
    found = [code]
    for unit in found:
        found += [u.code for u in catalogue.units.values() if u.parent == unit]
    return found


def _reasons() -> tuple[list[tuple[str, sa.ColumnElement[bool]]], ...]:
    """Reasons in order of weight, in two looks; the first that holds is the one shown."""
    waits = Ticket.status == Status.WAITING_REQUESTER.value
    closing = sa.select(_OTHER.id).where(_OTHER.tender_deadline.between(NOW, NEXT_DAY))
    return [
        # Tickets whose tender closes by then: a handful, by an index.
        ("tender", sa.and_(Ticket.id.in_(closing), on_tender_day(), ~waits)),
        ("late", Ticket.queue_at < NOW),
        ("today", sa.and_(Ticket.queue_at >= NOW, Ticket.queue_at <= DAY_ENDS)),
    ], [
        ("woken", Ticket.snoozed_until <= NOW),
        ("answered", sa.and_(Ticket.relay_state == RelayState.ANSWERED.value,
                             Ticket.waiting_since.is_not(None))),
        ("asked", sa.and_(Ticket.relay_state == RelayState.DATA_REQUESTED.value, ~waits)),
        ("requester", sa.and_(Ticket.waiting_since.is_not(None),
                              Ticket.status != Status.NEW.value)),
        ("ready", Ticket.relay_state == RelayState.READY.value),
        ("unassigned", Ticket.assignee_id.is_(None)),
    ]


_REASONS = _reasons()
