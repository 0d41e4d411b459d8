"""Load, age, promises kept and trend for the heads; each figure and its list are one condition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.calendar import WorkingCalendar
from helpdesk.domain.roles import Actor, Role
from helpdesk.models import Officer, Ticket, TicketClock
from helpdesk.queries.filters import Filters, conditions
from helpdesk.queries.inbox import in_queue, in_view, moments, visible
from helpdesk.queries.month_facts import after
from helpdesk.queries.rows import LISTED

# Views of the queue of which the load by unit is told.
LOADS = ("semua", "belum-ditugaskan", "lewat-tempo", "menunggu-pemohon", "di-lkpp-telkom")
# Days since receipt, both included; the last has no end.
AGES: Sequence[tuple[int, int | None]] = ((0, 7), (8, 30), (31, 90), (91, None))
_CLOCKS = {"dijawab": "response", "selesai": "resolution"}
MEASURES = ("masuk", "dijawab-tepat", "dijawab-lewat", "selesai-tepat", "selesai-lewat")
NONE = "tanpa"  # no unit, no service yet
PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """The meaning of one figure: a measure of one month, of a unit or a service when named."""

    measure: str
    month: date
    unit: str | None = None
    service: str | None = None


def load(actor: Actor, calendar: WorkingCalendar, now: datetime) -> Mapping[str, Sequence[int]]:
    """Open tickets by unit (`NONE`: not set), in the order of `LOADS`; one walk over open ones."""
    sums = [sa.func.sum(sa.case((in_view(v, actor), 1), else_=0)) for v in LOADS]
    query = sa.select(Ticket.unit, *sums).where(visible(actor), in_queue()).group_by(Ticket.unit)
    rows = db.session.execute(query, moments(calendar, now))
    return {unit or NONE: counts for unit, *counts in rows}


def age_filters(calendar: WorkingCalendar, now: datetime) -> Sequence[Filters]:
    """The ages as the queue's own filter by day of receipt."""
    today = calendar.local_date(now)
    return [
        Filters(since=today - timedelta(days=most) if most is not None else None,
                until=today - timedelta(days=least) if least else None)
        for least, most in AGES
    ]


def ages(actor: Actor, calendar: WorkingCalendar, now: datetime) -> Sequence[int]:
    """How many open tickets are of each age."""
    sums = [
        sa.func.sum(sa.case((sa.and_(*conditions(f, actor, calendar)), 1), else_=0))
        for f in age_filters(calendar, now)
    ]
    row = db.session.execute(sa.select(*sums).where(visible(actor), in_queue())).one()
    return [count or 0 for count in row]


def kept_promises(
    actor: Actor, calendar: WorkingCalendar, month: date, now: datetime
) -> Mapping[tuple[str, str], Sequence[int]]:
    """By (unit, service), in the order of `MEASURES`, of the tickets received in that month."""
    sums = [sa.func.sum(sa.case((_measured(m, now), 1), else_=0)) for m in MEASURES]
    query = sa.select(Ticket.unit, Ticket.service, *sums).where(
        visible(actor), _received_in(month, calendar)
    ).group_by(Ticket.unit, Ticket.service)
    return {(unit or NONE, service or NONE): counts
            for unit, service, *counts in db.session.execute(query)}


def _received_in(month: date, calendar: WorkingCalendar) -> sa.ColumnElement[bool]:
    start, end = (datetime(m.year, m.month, 1, tzinfo=calendar.tz) for m in (month, after(month)))
    return sa.and_(Ticket.received_at >= start, Ticket.received_at < end)


def _measured(measure: str, now: datetime) -> sa.ColumnElement[bool]:
    """Each ticket once: one whose clock was missed and then replaced stays late."""
    name, _, verdict = measure.partition("-")
    if name not in _CLOCKS:
        return sa.true()
    first = sa.and_(TicketClock.ticket_id == Ticket.id, TicketClock.kind == _CLOCKS[name],
                    TicketClock.cycle == 1)
    late = sa.exists().where(first, sa.or_(
        TicketClock.state == "missed",
        sa.and_(TicketClock.state == "running", TicketClock.due_at < now),
    ))
    return late if verdict == "lewat" else sa.and_(
        sa.exists().where(first, TicketClock.state == "met"), ~late
    )


def tickets_of(
    wanted: Wanted, actor: Actor, calendar: WorkingCalendar, now: datetime, page: int = 0
) -> tuple[Sequence[Ticket], int]:
    """A page of what a figure counts, newest first, and of how many; the figure's own condition."""
    meant = [visible(actor), _received_in(wanted.month, calendar), _measured(wanted.measure, now)]
    for column, value in ((Ticket.unit, wanted.unit), (Ticket.service, wanted.service)):
        if value is not None:
            meant.append(column.is_(None) if value == NONE else column == value)
    total = db.session.scalar(sa.select(sa.func.count(Ticket.id)).where(*meant)) or 0
    query = sa.select(Ticket).options(*LISTED).where(*meant)
    query = query.order_by(Ticket.received_at.desc(), Ticket.id.desc())
    return db.session.scalars(query.limit(PAGE).offset(PAGE * page)).unique().all(), total


def may_review(actor: Actor, officer: Officer) -> bool:
    """One's own figures, and those of whom one leads: no further up, no further down."""
    if officer.id == actor.id:
        return True
    roles = officer.actor.roles
    if Role.BUREAU_HEAD in roles or not officer.active:
        return False
    if Role.UNIT_HEAD in roles:
        return Role.BUREAU_HEAD in actor.roles
    return Role.UNIT_HEAD in actor.roles and officer.unit == actor.unit


def led_by(actor: Actor) -> Sequence[Officer]:
    """Whose figures the actor may see besides their own, by name."""
    officers = db.session.scalars(sa.select(Officer).order_by(Officer.name, Officer.id)).all()
    return [o for o in officers if o.id != actor.id and may_review(actor, o)]


def officer_figures(
    officer: Officer, actor: Actor, calendar: WorkingCalendar, now: datetime
) -> Sequence[int]:
    """Of the officer's open tickets, those of each of `LOADS` but the unassigned."""
    sums = [sa.func.sum(sa.case((in_view(v, actor), 1), else_=0))
            for v in LOADS if v != "belum-ditugaskan"]
    query = sa.select(*sums).where(
        visible(actor), in_queue(), Ticket.assignee_id == officer.id
    )
    return [
        count or 0 for count in db.session.execute(query, moments(calendar, now)).one()
    ]


def find_officer(officer_id: int) -> Officer | None:
    """The officer of that row."""
    return db.session.get(Officer, officer_id)
