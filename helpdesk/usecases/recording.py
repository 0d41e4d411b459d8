"""record(): append an event, derive the ticket's columns and clocks, write the notices.

The one way in which a ticket changes; everything happens in the caller's transaction. A sweep does
the same for many tickets at once: `append` to each log, then `save` them together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm.attributes import flag_modified, set_committed_value

from helpdesk.db import db, table_of
from helpdesk.domain.notices import Notice, notices_for
from helpdesk.domain.projection import Standing
from helpdesk.domain.sla import soonest
from helpdesk.domain.ticket import FAR, OPEN, check_move
from helpdesk.models import OutboxItem, Ticket, TicketEvent
from helpdesk.usecases.audience import Office, office_at, recipients
from helpdesk.usecases.clock_rows import write_clocks
from helpdesk.usecases.moved_deadlines import follow_calendar
from helpdesk.usecases.rulebook import Rulebook
from helpdesk.usecases.schedule import next_check, reckon
from helpdesk.usecases.ticket_log import Added, Change, TicketLog, logs_of

__all__ = ["Change", "append", "event_rows", "record", "save"]

# Columns whose name differs from the field of `Standing` they hold.
_COLUMNS = {
    "assignee": "assignee_id", "reported": "reported_id", "parent": "parent_id",
    "merged": "merged_id",
}
_EVENT, _TICKET = table_of(TicketEvent), table_of(Ticket)
_FIELDS = tuple(
    (field.name, _COLUMNS.get(field.name, field.name))
    for field in fields(Standing) if field.metadata.get("column", True)
)


def event_rows(ticket_id: int) -> Sequence[TicketEvent]:
    """The ticket's events in order."""
    query = sa.select(TicketEvent).where(TicketEvent.ticket_id == ticket_id)
    return db.session.scalars(query.order_by(TicketEvent.seq)).all()


def record(book: Rulebook, ticket: Ticket, change: Change) -> None:
    """Append `change` to the ticket and derive everything that follows from it.

    Raises `IllegalMove` when the ticket's state does not permit what the change would make of it,
    `StaleTicket` when the ticket already follows a calendar newer than `book`'s.
    """
    (log,) = logs_of([ticket])
    office = office_at(book, change.now)
    follow_calendar(book, log, change.now)
    append(office, log, change)
    save(book, [log], change.now)


def append(office: Office, log: TicketLog, change: Change) -> None:
    """Add one change to a log in hand; its notices wait with it until `save`."""
    before, ticket = log.standing, log.ticket
    event = log.add(change)
    standing = log.standing
    assert standing is not None
    if before is not None:
        check_move(before.status, standing.status)
    if standing is not before:
        set_columns(ticket, standing)
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for notice in notices_for(event, before, standing):
        for place in recipients(office, ticket, notice):
            # Two roles held by one person collapse into the first notice.
            rows.setdefault(place, _notice_row(office.book, ticket, change, notice, *place))
    log.added[-1].notices = list(rows.values())


def set_columns(ticket: Ticket, standing: Standing) -> None:
    """Copy the derived values to the row that queries read."""
    for name, column in _FIELDS:
        value = getattr(standing, name)
        setattr(ticket, column, getattr(value, "value", value))


def _notice_row(
    book: Rulebook, ticket: Ticket, change: Change, notice: Notice, channel: str, recipient: str
) -> dict[str, Any]:
    opening = change.now if notice.at_once else book.calendar.next_opening(change.now)
    return {
        "ticket_id": ticket.id, "message_id": change.message_id, "channel": channel,
        "recipient": recipient, "audience": notice.audience, "template": notice.template,
        "data": {}, "not_before": opening, "created_at": change.now,
        "state": "gathered" if notice.gathered else "pending", "attempts": 0,
    }


def save(book: Rulebook, logs: Sequence[TicketLog], now: datetime, *, lean: bool = False) -> None:
    """Write what was appended to each log, and the columns and clocks derived from it.

    `lean`: tickets whose log stayed quiet are written in one statement for all. They must be
    locked, as their version is not compared.
    """
    for log in logs:
        reckon(book, log, now)
    write_quietly = [log for log in logs if lean and log.quiet]
    for log in logs:
        if not (lean and log.quiet):
            _set_derived(log, now)
    db.session.flush()
    if write_quietly:
        _update_tickets(write_quietly, now)
    _write_events([added for log in logs for added in log.added])
    write_clocks(logs)
    for log in logs:
        log.added = []


def _derived(log: TicketLog) -> dict[str, Any]:
    assert log.reckoning is not None
    assert log.standing is not None
    due = soonest(log.reckoning.clocks)
    return {
        "next_due_at": due, "next_check_at": next_check(log),
        "queue_at": queue_place(log.standing, due), "calendar_revision": log.calendar_revision,
    }


def queue_place(standing: Standing, due: datetime | None) -> datetime | None:
    """By what the queue is ordered: an open ticket's deadline, or after all that have one."""
    if standing.status not in OPEN:
        return None
    return due or FAR


def _set_derived(log: TicketLog, now: datetime) -> None:
    for name, value in _derived(log).items():
        setattr(log.ticket, name, value)
    if log.added:
        log.ticket.updated_at = now
        # Two changes at one instant: the second must move the version too, or a stale page passes.
        flag_modified(log.ticket, "updated_at")


def _update_tickets(logs: Sequence[TicketLog], now: datetime) -> None:
    """The same in one statement; the objects in the session learn of it without being dirty."""
    rows = []
    for log in logs:
        values = _derived(log)
        if log.added:
            values |= {"version": log.ticket.version + 1, "updated_at": now}
        else:
            values |= {"version": log.ticket.version, "updated_at": log.ticket.updated_at}
        for name, value in values.items():
            set_committed_value(log.ticket, name, value)
        rows.append({"row_id": log.ticket.id, **values})
    update = sa.update(_TICKET).where(_TICKET.c.id == sa.bindparam("row_id"))
    db.session.connection().execute(update, rows)


def _write_events(added: Sequence[Added]) -> None:
    """Events first, in order; each notice then names the event it tells of."""
    if added:
        db.session.execute(sa.insert(_EVENT), [entry.row for entry in added])
    told = [entry for entry in added if entry.notices]
    if not told:
        return
    ids = _ids_of(told)
    notices = [
        {**row, "event_id": id_, "key": f"event:{id_}:{row['channel']}:{row['recipient']}"}
        for entry in told for id_ in (ids[_place(entry.row)],) for row in entry.notices
    ]
    rows = sorted(notices, key=itemgetter("not_before"))
    db.session.execute(sa.insert(table_of(OutboxItem)), rows)


def _place(row: Mapping[str, Any]) -> tuple[int, int]:
    """The event's own place in the chain of its ticket."""
    return row["ticket_id"], row["seq"]


def _ids_of(added: Sequence[Added]) -> dict[tuple[int, int], int]:
    """The ids by place. Asked for afterwards: returned in order, SQLite inserts row by row."""
    places = [_place(entry.row) for entry in added]
    query = sa.select(_EVENT.c.id, _EVENT.c.ticket_id, _EVENT.c.seq).where(
        _EVENT.c.ticket_id.in_({ticket_id for ticket_id, _ in places}),
        _EVENT.c.seq >= min(seq for _, seq in places),
    )
    return {(ticket_id, seq): id_ for id_, ticket_id, seq in db.session.execute(query)}
