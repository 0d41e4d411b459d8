"""A ticket put off until a day, with a reason, and called back before it."""

from datetime import date, datetime

from helpdesk.db import use_case
from helpdesk.domain.events import EventType, Visibility
from helpdesk.domain.roles import Action, Actor
from helpdesk.domain.snooze import nearest, wake_at
from helpdesk.errors import IllegalMove
from helpdesk.models import Ticket
from helpdesk.usecases.loading import ticket_for
from helpdesk.usecases.messages import reason_of
from helpdesk.usecases.recording import Change, record
from helpdesk.usecases.rulebook import Rulebook


@use_case
def snooze_ticket(
    book: Rulebook, number: str, day: date | None, reason: str, *, actor: Actor, now: datetime,
    version: int | None = None,
) -> Ticket:
    """Put the ticket off until the office opens on `day`. No clock stops.

    It comes back by itself then, and earlier when the requester, LKPP or Telkom write, or anybody
    acts on it. Raises `InvalidInput` for the day or the reason, and what `ticket_for` raises.
    """
    ticket = ticket_for(number, actor, Action.SNOOZE, version=version)
    until = wake_at(
        book.calendar, day, nearest(ticket.next_due_at, ticket.tender_deadline, now), now
    )
    _note(book, ticket, EventType.SNOOZED, actor, now,
          {"until": until.isoformat(), "reason": reason_of(reason)})
    return ticket


@use_case
def wake_ticket(
    book: Rulebook, number: str, *, actor: Actor, now: datetime, version: int | None = None
) -> Ticket:
    """Call it back at once. Raises `IllegalMove` when it is not put off."""
    ticket = ticket_for(number, actor, Action.SNOOZE, version=version)
    if ticket.snoozed_until is None:
        raise IllegalMove("Tiket ini tidak sedang ditunda.")
    _note(book, ticket, EventType.WOKEN, actor, now, {})
    return ticket


def _note(
    book: Rulebook, ticket: Ticket, type_: EventType, actor: Actor, now: datetime,
    data: dict[str, object],
) -> None:
    record(book, ticket, Change(type_, data, actor, now, visibility=Visibility.OFFICERS))
