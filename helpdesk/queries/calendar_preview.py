"""Before a calendar is saved: which open tickets would move, and by how much.

The work is bounded: clocks that no changed date touches are left out in the database, at most
`LOOKED_AT` tickets are folded, the nearest deadlines first, and beyond that only counted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.calendar import WorkingCalendar
from helpdesk.domain.calendar_change import Move, can_move, changed_dates, moves
from helpdesk.domain.calendar_history import CalendarHistory, CalendarVersion
from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.roles import Actor
from helpdesk.models import Ticket, TicketClock, TicketEvent
from helpdesk.queries.inbox import visible

SHOWN = 50
LOOKED_AT = 500
_CHUNK = 200


@dataclass(frozen=True)
class Moved:
    """One ticket and its clocks that would move."""

    ticket: Ticket
    moves: Sequence[Move]


@dataclass(frozen=True)
class Preview:
    """`moved` of the `looked_at` tickets move; of all open ones at most `possible` do."""

    rows: Sequence[Moved]
    moved: int
    looked_at: int
    possible: int

    @property
    def exact(self) -> bool:
        """Whether every ticket that may move was looked at."""
        return self.looked_at >= self.possible


def preview(
    catalogue: Catalogue, calendar: WorkingCalendar, actor: Actor, now: datetime
) -> Preview:
    """What saving `calendar` at `now` would move, of the tickets that `actor` may know of."""
    touched = _touched_dates(catalogue.calendar, calendar, now)
    if not touched:
        return Preview((), 0, 0, 0)
    candidates = _candidates(touched, calendar, actor, now)
    chosen, cut = _chosen(candidates, touched, calendar)
    versions = catalogue.calendars.versions
    number = catalogue.calendars.newest.revision + 1
    after = CalendarHistory((*versions, CalendarVersion(number, now, calendar)))
    found = list(_moved(chosen, catalogue.calendars, after, now))
    counted = sa.select(sa.func.count(sa.distinct(candidates.selected_columns.ticket_id)))
    possible = (db.session.scalar(counted) or 0) if cut else len(chosen)
    return Preview(found[:SHOWN], len(found), len(chosen), max(possible, len(chosen)))


def _touched_dates(
    old: WorkingCalendar, new: WorkingCalendar, now: datetime
) -> tuple[date, ...]:
    """Dates with other hours among those that any running clock counts."""
    query = sa.select(sa.func.min(TicketClock.started_at), sa.func.max(TicketClock.due_at))
    first, last = db.session.execute(query.where(*_running(now))).one()
    if first is None or last is None:
        return ()
    return changed_dates(old, new, new.local_date(first), new.local_date(last))


def _running(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return TicketClock.state == "running", TicketClock.due_at >= now


def _candidates(
    touched: Sequence[date], calendar: WorkingCalendar, actor: Actor, now: datetime
) -> sa.Select[int, datetime, datetime | None]:
    start = datetime.combine(touched[0], time.min, calendar.tz)
    end = datetime.combine(touched[-1], time.min, calendar.tz) + timedelta(days=1)
    return (
        sa.select(TicketClock.ticket_id, TicketClock.started_at, TicketClock.due_at)
        .join(Ticket, Ticket.id == TicketClock.ticket_id)
        .where(*_running(now), TicketClock.due_at >= start, TicketClock.started_at < end)
        .where(visible(actor))
    )


def _chosen(
    candidates: sa.Select[int, datetime, datetime | None], touched: Sequence[date],
    calendar: WorkingCalendar,
) -> tuple[list[int], bool]:
    """Ids of at most `LOOKED_AT` tickets, the nearest deadline first; whether there are more."""
    most = 3 * LOOKED_AT  # clocks: a ticket has few
    nearest = candidates.order_by(TicketClock.due_at, TicketClock.id).limit(most)
    rows = db.session.execute(nearest).all()
    ids = list(dict.fromkeys(
        ticket_id for ticket_id, started, due in rows
        if due is not None and can_move(touched, calendar, started, due)
    ))
    return ids[:LOOKED_AT], len(rows) == most or len(ids) > LOOKED_AT


def _moved(
    ids: Sequence[int], before: CalendarHistory, after: CalendarHistory, now: datetime
) -> Iterator[Moved]:
    for place in range(0, len(ids), _CHUNK):
        chunk = ids[place:place + _CHUNK]
        tickets = db.session.scalars(sa.select(Ticket).where(Ticket.id.in_(chunk))).unique()
        by_id = {ticket.id: ticket for ticket in tickets}
        events: dict[int, list[TicketEvent]] = {number: [] for number in chunk}
        query = sa.select(TicketEvent).where(TicketEvent.ticket_id.in_(chunk))
        for row in db.session.scalars(query.order_by(TicketEvent.ticket_id, TicketEvent.seq)):
            events[row.ticket_id].append(row)
        for number in chunk:
            found = moves([row.as_event() for row in events[number]], before, after, now)
            if found and number in by_id:
                yield Moved(by_id[number], found)
