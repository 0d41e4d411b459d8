"""After a calendar was saved: every ticket is brought to it, batch by batch, while work goes on.

What is left to do is read from the tickets themselves, so a walk that was killed goes on where it
stood, and several workers walk beside each other.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import lazyload, noload

from helpdesk.db import db, table_of, use_case
from helpdesk.domain.calendar_change import can_move, changed_dates
from helpdesk.domain.ticket import Status
from helpdesk.models import Revision, Ticket, TicketClock
from helpdesk.usecases.moved_deadlines import follow_calendar
from helpdesk.usecases.recording import save
from helpdesk.usecases.rulebook import Rulebook
from helpdesk.usecases.ticket_log import logs_of

LARGEST_BATCH = 500  # tickets; a batch holds SQLite's only write lock
_OVER = (Status.CLOSED, Status.REJECTED)
_TICKET = table_of(Ticket)


@use_case
def walk_calendar(book: Rulebook, now: datetime, limit: int = LARGEST_BATCH) -> int:
    """Bring the next `limit` tickets to the newest calendar; how many there were, 0 at the end."""
    newest = book.calendars.newest.revision
    behind = _TICKET.c.calendar_revision < newest
    columns = ("id", "status", "received_at", "next_check_at", "calendar_revision")
    rows = db.session.execute(
        sa.select(*(_TICKET.c[name] for name in columns)).where(behind)
        .order_by(_TICKET.c.calendar_revision, _TICKET.c.id).limit(min(limit, LARGEST_BATCH))
        .with_for_update(skip_locked=True)
    ).all()
    _move(book, _affected(book, rows), now)
    rest = sa.update(_TICKET).where(_TICKET.c.id.in_([row.id for row in rows]), behind)
    db.session.execute(rest.values(calendar_revision=newest))
    if not rows and not db.session.scalar(sa.select(sa.exists().where(behind))):
        _mark_applied(newest, now)
    return len(rows)


def _affected(book: Rulebook, rows: Sequence[Any]) -> list[int]:
    """The tickets whose dates can fall elsewhere now; those that ended keep what they had."""
    going = [row for row in rows if row.status not in _OVER]
    last = _last_dates([row.id for row in going])
    changed = {
        revision: _changed(book, revision, [r for r in going if r.calendar_revision == revision],
                           last)
        for revision in {row.calendar_revision for row in going}
    }
    return [
        row.id for row in going
        if can_move(changed[row.calendar_revision], book.calendar, row.received_at,
                    max(i for i in (row.next_check_at, last.get(row.id), row.received_at) if i))
    ]


def _last_dates(ids: Sequence[int]) -> dict[int, datetime]:
    """The latest deadline of each ticket's unfinished clocks."""
    query = sa.select(TicketClock.ticket_id, sa.func.max(TicketClock.due_at)).where(
        TicketClock.ticket_id.in_(ids), TicketClock.ended_at.is_(None),
        TicketClock.due_at.is_not(None),
    ).group_by(TicketClock.ticket_id)
    return {id_: due for id_, due in db.session.execute(query) if due is not None}


def _changed(
    book: Rulebook, revision: int, rows: Sequence[Any], last: dict[int, datetime]
) -> Sequence[date]:
    """The dates that are other ones than under the calendar these tickets followed so far."""
    old = next(v.calendar for v in book.calendars.versions if v.revision == revision)
    first = min(row.received_at for row in rows)
    ends = [i for row in rows for i in (row.next_check_at, last.get(row.id)) if i] or [first]
    day = timedelta(days=1)
    return changed_dates(old, book.calendar, (first - day).date(), (max(ends) + day).date())


def _move(book: Rulebook, ids: Sequence[int], now: datetime) -> None:
    if not ids:
        return
    query = sa.select(Ticket).where(Ticket.id.in_(ids)).order_by(Ticket.id).options(
        lazyload(Ticket.requester), lazyload(Ticket.assignee), noload(Ticket.viewers)
    )
    logs = logs_of(db.session.scalars(query.execution_options(populate_existing=True)).all())
    for log in logs:
        follow_calendar(book, log, now)
    save(book, logs, now)


def _mark_applied(number: int, now: datetime) -> None:
    db.session.execute(
        sa.update(Revision).where(
            Revision.policy == "calendar", Revision.number == number,
            Revision.applied_at.is_(None),
        ).values(applied_at=now)
    )
