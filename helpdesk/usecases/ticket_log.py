"""Events of tickets in hand: read for many tickets at once, added to in memory, written later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from helpdesk.db import db, table_of
from helpdesk.domain.chain import event_hash
from helpdesk.domain.escalation import DueStep
from helpdesk.domain.events import Event, EventType, Visibility
from helpdesk.domain.projection import Standing, follow, stand
from helpdesk.domain.roles import Actor
from helpdesk.domain.sla import Clock
from helpdesk.models import Ticket, TicketClock, TicketEvent

_EVENT = table_of(TicketEvent)
_CLOCK = table_of(TicketClock)


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


@dataclass
class Added:
    """One event to write: its row, and the rows of the notices that tell of it."""

    row: dict[str, Any]
    notices: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Reckoning:
    """What the events come to at an instant: the clocks, and the steps of time still open."""

    clocks: Sequence[Clock]
    steps: Sequence[DueStep]


# Said of a ticket without changing anything in it: neither where it stands nor what is measured.
_QUIET = frozenset({EventType.STEP_TAKEN, EventType.STEP_SKIPPED, EventType.DEADLINES_MOVED})


@dataclass
class TicketLog:
    """One ticket with its events; `clock_rows` are its measured clocks as they are stored.

    `quiet` while nothing but the ladder's own records was added: then what was reckoned holds.
    """

    ticket: Ticket
    calendar_revision: int  # the calendar that its dates follow
    events: list[Event] = field(default_factory=list)
    last_hash: str = ""
    clock_rows: list[sa.RowMapping] = field(default_factory=list)
    added: list[Added] = field(default_factory=list)
    standing: Standing | None = None
    quiet: bool = True
    reckoning: Reckoning | None = None

    def add(self, change: Change) -> Event:
        """Append a change to the chain; the standing follows."""
        event = Event(
            seq=self.events[-1].seq + 1 if self.events else 1, type=change.type, at=change.now,
            occurred_at=change.occurred_at or change.now, actor=str(change.actor),
            visibility=change.visibility, data=dict(change.data), key=change.key,
        )
        self.added.append(Added(self._row(event)))
        self.events.append(event)
        if event.type not in _QUIET:
            self.quiet, self.reckoning = False, None
        before = self.standing
        self.standing = stand([event]) if before is None else follow(before, event)
        return event

    def _row(self, event: Event) -> dict[str, Any]:
        previous, type_, data = self.last_hash, event.type.value, dict(event.data)
        self.last_hash = event_hash(
            previous, self.ticket.id, event.seq, type_, event.at, event.occurred_at, event.actor,
            event.visibility.value, data,
        )
        return {
            "ticket_id": self.ticket.id, "seq": event.seq, "type": type_, "at": event.at,
            "occurred_at": event.occurred_at, "actor": event.actor,
            "visibility": event.visibility.value, "data": data, "key": event.key,
            "previous_hash": previous, "hash": self.last_hash,
        }


def logs_of(tickets: Sequence[Ticket], *, days: bool = True) -> list[TicketLog]:
    """The logs of tickets already loaded, in their order, in two queries.

    Without `days` the stored explanation of each clock is left in the database.
    """
    logs = {ticket.id: TicketLog(ticket, ticket.calendar_revision or 0) for ticket in tickets}
    events = sa.select(_EVENT).where(_EVENT.c.ticket_id.in_(logs))
    for row in db.session.execute(events.order_by(_EVENT.c.ticket_id, _EVENT.c.seq)):
        log = logs[row.ticket_id]
        log.events.append(Event(
            row.seq, EventType(row.type), row.at, row.occurred_at, row.actor,
            Visibility(row.visibility), row.data, row.key,
        ))
        log.last_hash = row.hash
    columns = [column for column in _CLOCK.c if days or column.name != "days"]
    stored = sa.select(*columns).where(_CLOCK.c.ticket_id.in_(logs))
    for clock in db.session.execute(stored).mappings():
        logs[clock["ticket_id"]].clock_rows.append(clock)
    for log in logs.values():
        log.standing = stand(log.events) if log.events else None
    return list(logs.values())
