"""record(): append an event, derive the ticket's columns and clocks, write the notices.

The one function through which a ticket changes; everything happens in the caller's transaction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm.attributes import flag_modified

from helpdesk.db import db
from helpdesk.domain.chain import event_hash
from helpdesk.domain.events import Event, EventType, Visibility
from helpdesk.domain.notices import notices_for
from helpdesk.domain.projection import Standing, stand
from helpdesk.domain.roles import Actor
from helpdesk.domain.sla import Clock, clocks_of, soonest
from helpdesk.domain.ticket import check_move
from helpdesk.domain.working_time import WorkingDays, WorkingMinutes
from helpdesk.models import OutboxItem, Ticket, TicketClock, TicketEvent
from helpdesk.usecases.audience import recipients
from helpdesk.usecases.rulebook import Rulebook
from helpdesk.usecases.schedule import next_check

# Columns whose name differs from the field of `Standing` they hold.
_COLUMNS = {"assignee": "assignee_id", "reported": "reported_id", "parent": "parent_id"}


@dataclass(frozen=True)
class Change:
    """What is about to be recorded. `message_id` is what a notice of it quotes."""

    type: EventType
    data: Mapping[str, Any]
    actor: Actor
    now: datetime
    occurred_at: datetime | None = None
    visibility: Visibility = Visibility.PUBLIC
    key: str | None = None
    message_id: int | None = None


def event_rows(ticket_id: int) -> Sequence[TicketEvent]:
    """The ticket's events in order."""
    query = sa.select(TicketEvent).where(TicketEvent.ticket_id == ticket_id)
    return db.session.scalars(query.order_by(TicketEvent.seq)).all()


def record(book: Rulebook, ticket: Ticket, change: Change) -> TicketEvent:
    """Append `change` to the ticket and derive everything that follows from it.

    Raises `IllegalMove` when the ticket's state does not permit what the change would make of it.
    """
    rows = event_rows(ticket.id)
    history = [row.as_event() for row in rows]
    before = stand(history) if history else None
    row = _append(ticket, rows, change)
    event = row.as_event()
    history.append(event)
    standing = stand(history)
    if before is not None:
        check_move(before.status, standing.status)
    refresh(book, ticket, history, change.now)
    ticket.updated_at = change.now
    # Two changes at one instant: the second must move the version too, or a stale page passes.
    flag_modified(ticket, "updated_at")
    db.session.flush()
    for notice in notices_for(event, before, standing):
        for channel, recipient in recipients(book, ticket, notice.audience, now=change.now):
            _enqueue(book, ticket, row, change, notice, channel, recipient)
    return row


def _append(ticket: Ticket, rows: Sequence[TicketEvent], change: Change) -> TicketEvent:
    seq = rows[-1].seq + 1 if rows else 1
    previous = rows[-1].hash if rows else ""
    occurred = change.occurred_at or change.now
    data, actor = dict(change.data), str(change.actor)
    row = TicketEvent(
        ticket_id=ticket.id, seq=seq, type=change.type.value, at=change.now,
        occurred_at=occurred, actor=actor, visibility=change.visibility.value, data=data,
        key=change.key, previous_hash=previous,
        hash=event_hash(
            previous, ticket.id, seq, change.type.value, change.now, occurred, actor,
            change.visibility.value, data,
        ),
    )
    db.session.add(row)
    db.session.flush()
    return row


def refresh(
    book: Rulebook, ticket: Ticket, history: Sequence[Event], now: datetime
) -> tuple[Clock, ...]:
    """Derive columns and clocks of the ticket from its events."""
    standing = stand(history)
    set_columns(ticket, standing)
    clocks = clocks_of(history, book.calendars, now)
    ticket.next_due_at = soonest(clocks)
    ticket.next_check_at = next_check(book, standing, history, clocks, now)
    _store_clocks(ticket.id, clocks)
    return clocks


def set_columns(ticket: Ticket, standing: Standing) -> None:
    """Copy the derived values to the row that queries read."""
    for field in fields(standing):
        if not field.metadata.get("column", True):
            continue
        value = getattr(standing, field.name)
        setattr(ticket, _COLUMNS.get(field.name, field.name), getattr(value, "value", value))


def _store_clocks(ticket_id: int, clocks: Sequence[Clock]) -> None:
    old = {
        (c.kind, c.cycle, c.revision): c
        for c in db.session.scalars(sa.select(TicketClock).filter_by(ticket_id=ticket_id))
    }
    revisions: dict[tuple[str, int], int] = {}
    for clock in sorted(clocks, key=lambda c: (c.unfinished, c.span.ended_at or c.started_at)):
        place = (clock.kind.value, clock.cycle)
        revisions[place] = revisions.get(place, 0) + 1
        key = (*place, revisions[place])
        row = old.pop(key, None)
        if row is None:
            row = TicketClock(
                ticket_id=ticket_id, kind=key[0], cycle=key[1], revision=key[2], days=[]
            )
            db.session.add(row)
        _fill(row, clock)
    for left in old.values():
        db.session.delete(left)


def _fill(row: TicketClock, clock: Clock) -> None:
    limit = clock.limit
    row.started_at = clock.started_at
    row.limit_days = limit.count if isinstance(limit, WorkingDays) else None
    row.limit_minutes = limit.count if isinstance(limit, WorkingMinutes) else None
    row.basis, row.due_at, row.state = clock.basis, clock.due_at, clock.state.value
    row.stopped_at, row.ended_at = clock.stopped_at, clock.span.ended_at
    days = [[d.date.isoformat(), d.counted, d.why] for d in clock.deadline.days]
    if row.days != days:
        row.days = days


def _enqueue(
    book: Rulebook, ticket: Ticket, row: TicketEvent, change: Change, notice: Any,
    channel: str, recipient: str,
) -> None:
    key = f"event:{row.id}:{channel}:{recipient}"
    if db.session.scalar(sa.select(OutboxItem.id).filter_by(key=key)) is not None:
        return  # two roles held by one person collapse
    opening = change.now if notice.at_once else book.calendar.next_opening(change.now)
    item = OutboxItem(
        key=key, event_id=row.id, ticket_id=ticket.id, message_id=change.message_id,
        channel=channel, recipient=recipient, audience=notice.audience,
        template=notice.template, data={}, not_before=opening, created_at=change.now,
        state="pending", attempts=0,
    )
    db.session.add(item)
    db.session.flush()
