"""After a calendar was saved: every ticket is brought to it, batch by batch, while work goes on.

What is left to do is read from the tickets themselves, so a walk that was killed goes on where it
stood, and several workers walk beside each other.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from helpdesk.db import UtcDateTime, begin_reading, db, release, table_of, use_case
from helpdesk.domain.calendar_change import can_move, changed_dates
from helpdesk.domain.ticket import Status
from helpdesk.models import Revision, Ticket, TicketClock
from helpdesk.usecases.moved_deadlines import follow_calendar
from helpdesk.usecases.recording import save
from helpdesk.usecases.rulebook import Rulebook
from helpdesk.usecases.schedule import reckon
from helpdesk.usecases.ticket_log import TicketLog, logs_of

LARGEST_BATCH = 500  # tickets; a batch holds SQLite's only write lock
_OVER = (Status.CLOSED, Status.REJECTED)
_TICKET = table_of(Ticket)


def calendar_is_behind(book: Rulebook) -> bool:
    """Whether a ticket still follows an older calendar, or nobody has noted that none does."""
    newest = book.calendars.newest.revision
    unmarked = sa.exists().where(
        Revision.policy == "calendar", Revision.number == newest, Revision.applied_at.is_(None)
    )
    behind = sa.exists().where(_TICKET.c.calendar_revision < newest)
    return bool(db.session.scalar(sa.select(sa.or_(behind, unmarked))))


def walk_calendar(book: Rulebook, now: datetime, limit: int = LARGEST_BATCH) -> int:
    """Bring the next `limit` tickets to the newest calendar; how many were looked at, 0 at the end.

    Reading and reckoning take no lock, so that vendors need not wait; what somebody changed before
    the short writing part is left for the next round.
    """
    newest = book.calendars.newest.revision
    columns = ("id", "version", "status", "received_at", "updated_at", "next_check_at",
               "calendar_revision")
    release()
    begin_reading()
    rows = db.session.execute(
        sa.select(*(_TICKET.c[name] for name in columns))
        .where(_TICKET.c.calendar_revision < newest)
        .order_by(_TICKET.c.calendar_revision, _TICKET.c.id).limit(min(limit, LARGEST_BATCH))
    ).all()
    logs = _reckoned(book, _affected(book, rows, now), now)
    release()
    if not rows:
        _mark_applied(newest, now)
    else:
        _write(book, {row.id: row.version for row in rows}, logs, now)
    return len(rows)


@use_case
def _write(
    book: Rulebook, versions: Mapping[int, int], logs: Sequence[TicketLog], now: datetime
) -> None:
    """Save what was reckoned of the tickets that nobody changed since."""
    newest = book.calendars.newest.revision
    query = sa.select(_TICKET.c.id, _TICKET.c.version).where(
        _TICKET.c.id.in_(versions), _TICKET.c.calendar_revision < newest
    )
    held = db.session.execute(query.with_for_update(skip_locked=True))
    same = {id_ for id_, version in held if versions[id_] == version}
    save(book, [log for log in logs if log.ticket.id in same], now, lean=True)
    rest = same - {log.ticket.id for log in logs}
    update = sa.update(_TICKET).where(_TICKET.c.id.in_(rest))
    db.session.execute(update.values(calendar_revision=newest))


def _affected(book: Rulebook, rows: Sequence[Any], now: datetime) -> list[Any]:
    """The rows of the tickets whose dates can fall elsewhere now; what ended keeps what it had."""
    going = [row for row in rows if row.status not in _OVER]
    last = _last_dates([row.id for row in going], now)
    changed = {
        revision: _changed(book, revision, [r for r in going if r.calendar_revision == revision],
                           last)
        for revision in {row.calendar_revision for row in going}
    }
    return [
        row for row in going
        if can_move(changed[row.calendar_revision], book.calendar, row.received_at,
                    max(i for i in (row.next_check_at, last.get(row.id), row.received_at) if i))
    ]


def _last_dates(ids: Sequence[int], now: datetime) -> dict[int, datetime]:
    """The latest deadline of each ticket's unfinished clocks; one that is held counts up to now."""
    due = sa.func.coalesce(TicketClock.due_at, sa.literal(now, UtcDateTime()))
    query = sa.select(TicketClock.ticket_id, sa.func.max(due, type_=UtcDateTime())).where(
        TicketClock.ticket_id.in_(ids), TicketClock.ended_at.is_(None)
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


def _reckoned(book: Rulebook, rows: Sequence[Any], now: datetime) -> list[TicketLog]:
    """The logs with the moves added; the tickets are stand-ins with what is about to change."""
    logs = logs_of([
        Ticket(id=row.id, version=row.version, updated_at=row.updated_at,
               calendar_revision=row.calendar_revision)
        for row in rows
    ], days=False)
    for log in logs:
        follow_calendar(book, log, now)
        reckon(book, log, now)
    return logs


@use_case
def _mark_applied(number: int, now: datetime) -> None:
    """Every ticket follows the revision; a later one may have come meanwhile."""
    db.session.execute(
        sa.update(Revision).where(
            Revision.policy == "calendar", Revision.number == number,
            Revision.applied_at.is_(None),
        ).values(applied_at=now)
    )
