"""The pauses of the last weeks for the heads: short ones over a close, days gained by whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.events import EventType
from helpdesk.domain.explanation import Rest
from helpdesk.domain.pause_review import Gained, gains, is_short, lasting_clock, rests_since
from helpdesk.domain.roles import Actor
from helpdesk.models import Ticket, TicketEvent
from helpdesk.queries.inbox import visible
from helpdesk.queries.reading import read_tickets

DAYS = 30
MOST = 2_000  # tickets looked at, the newest first
AT_ONCE = 200
# What begins a pause; a resolution only if the ticket was opened again.
_BEGINS = (
    EventType.WAITING_STARTED, EventType.FORWARDED, EventType.ACCEPTED, EventType.REOPENED,
)


@dataclass(frozen=True)
class ShortPause:
    """One pause of under an hour over a close, and its ticket."""

    ticket: Ticket
    rest: Rest


@dataclass(frozen=True)
class PauseReview:
    """What the page of pauses shows; `cut` when there were more tickets than are looked at."""

    since: datetime
    short: Sequence[ShortPause]
    gained: Sequence[Gained]
    cut: bool


def review_pauses(actor: Actor, catalogue: Catalogue, now: datetime) -> PauseReview:
    """The pauses begun in the last 30 days on tickets that the actor may see."""
    since = now - timedelta(days=DAYS)
    tickets = _paused(actor, since)
    short, rests = list[ShortPause](), list[Rest]()
    for start in range(0, min(len(tickets), MOST), AT_ONCE):
        for reading in read_tickets(tickets[start:start + AT_ONCE], catalogue, now):
            clock = lasting_clock(reading.clocks)
            mine = rests_since(clock, since, now) if clock is not None else []
            rests += mine
            short += [
                ShortPause(reading.ticket, rest) for rest in mine
                if clock and is_short(clock, rest.pause, catalogue.limits.short_pause_minutes)
            ]
    short.sort(key=lambda found: found.rest.pause.start, reverse=True)
    return PauseReview(since, short, gains(rests), len(tickets) > MOST)


def _paused(actor: Actor, since: datetime) -> Sequence[Ticket]:
    begun = sa.select(TicketEvent.ticket_id).where(
        TicketEvent.type.in_([type_.value for type_ in _BEGINS]), TicketEvent.occurred_at >= since
    )
    query = sa.select(Ticket).where(visible(actor), Ticket.id.in_(begun))
    return db.session.scalars(query.order_by(Ticket.id.desc()).limit(MOST + 1)).unique().all()
