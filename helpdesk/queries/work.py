"""What one officer should do now: at most seven tickets, each with the reason it is on top."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from helpdesk.db import db
from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.roles import Actor
from helpdesk.domain.ticket import RelayState, Status
from helpdesk.models import Ticket
from helpdesk.queries.absences import stood_in_for
from helpdesk.queries.inbox import awake, in_queue, on_tender_day, visible

MOST = 7
_OTHER = aliased(Ticket)  # made once: all columns of the table are copied for it


@dataclass(frozen=True)
class Task:
    """A ticket and why it stands here: tender, late, today, requester, answered, asked, …"""

    ticket: Ticket
    why: str


def work_of(
    actor: Actor, catalogue: Catalogue, now: datetime, known: Sequence[Ticket] = ()
) -> Sequence[Task]:
    """The officer's own tickets and those of their unit that nobody has, most pressing first.

    `known`: tickets that the page has read anyway; the pressing ones are mostly among them.
    """
    mine = sa.and_(visible(actor), in_queue(), _theirs(actor, catalogue, now), awake(now))
    found: dict[int, str] = {}
    for reasons in _reasons(catalogue, now):
        if len(found) < MOST:  # a full list needs no look at the lighter reasons
            for id_, why in _first_of(mine, reasons):
                found.setdefault(id_, why)
    tickets = {ticket.id: ticket for ticket in known}
    missing = [id_ for id_ in list(found)[:MOST] if id_ not in tickets]
    if missing:
        query = sa.select(Ticket).where(Ticket.id.in_(missing))
        tickets |= {ticket.id: ticket for ticket in db.session.scalars(query).unique()}
    return [Task(tickets[id_], why) for id_, why in list(found.items())[:MOST]]


def _first_of(
    mine: sa.ColumnElement[bool], reasons: Sequence[tuple[str, sa.ColumnElement[bool]]]
) -> Sequence[tuple[int, str]]:
    """For each reason its first tickets, the heaviest reason first; each read by an index."""
    parts = [
        sa.select(sa.select(Ticket.id, Ticket.queue_at, sa.literal(n).label("rank"))
                  .where(mine, condition).order_by(Ticket.queue_at, Ticket.id).limit(MOST)
                  .subquery())
        for n, (_, condition) in enumerate(reasons)
    ]
    rows = db.session.execute(sa.union_all(*parts)).all()
    in_order = sorted(rows, key=lambda row: (row.rank, row.queue_at, row.id))
    return [(row.id, reasons[row.rank][0]) for row in in_order]


def _closing(now: datetime, until: datetime) -> sa.Select[int]:
    """Tickets whose tender closes by then: a handful, by an index."""
    return sa.select(_OTHER.id).where(_OTHER.tender_deadline.between(now, until))


def _theirs(actor: Actor, catalogue: Catalogue, now: datetime) -> sa.ColumnElement[bool]:
    """Own tickets, those of whom one stands in for, and unassigned ones of the unit and what lies
    below it, or of no unit at all.
    """
    # Not by the index of assignees: read in the queue's order, the first few are found at once.
    assignee = sa.func.coalesce(Ticket.assignee_id, 0)
    own = sa.or_(
        assignee == actor.id,
        assignee.in_(stood_in_for(actor.id, catalogue.calendar.local_date(now))),
    )
    free = assignee == 0
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


def _reasons(
    catalogue: Catalogue, now: datetime
) -> tuple[list[tuple[str, sa.ColumnElement[bool]]], ...]:
    """Reasons in order of weight, in two looks; the first that holds is the one shown."""
    calendar = catalogue.calendar
    waits = Ticket.status == Status.WAITING_REQUESTER.value
    tender = on_tender_day(now, calendar.shift(now, 1))
    day_ends = calendar.close_of(calendar.receipt_day(now))
    return [
        ("tender", sa.and_(Ticket.id.in_(_closing(now, calendar.shift(now, 1))), tender, ~waits)),
        ("late", Ticket.queue_at < now),
        ("today", sa.and_(Ticket.queue_at >= now, Ticket.queue_at <= day_ends)),
    ], [
        ("woken", Ticket.snoozed_until <= now),
        ("answered", sa.and_(Ticket.relay_state == RelayState.ANSWERED.value,
                             Ticket.waiting_since.is_not(None))),
        ("asked", sa.and_(Ticket.relay_state == RelayState.DATA_REQUESTED.value, ~waits)),
        ("requester", sa.and_(Ticket.waiting_since.is_not(None),
                              Ticket.status != Status.NEW.value)),
        ("ready", Ticket.relay_state == RelayState.READY.value),
        ("unassigned", Ticket.assignee_id.is_(None)),
    ]
