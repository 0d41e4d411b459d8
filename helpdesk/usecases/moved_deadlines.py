"""A new calendar moves the deadlines of running clocks, with one event a ticket (section 2).

Whoever touches a ticket first brings it to the newest calendar: an officer's act, a sweep, or
`calendar_walk`, which comes to all the others.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from operator import itemgetter

from helpdesk.domain.events import EventType
from helpdesk.domain.roles import CLOCK
from helpdesk.domain.sla import Clock
from helpdesk.errors import StaleTicket
from helpdesk.usecases.rulebook import Rulebook
from helpdesk.usecases.schedule import reckon
from helpdesk.usecases.ticket_log import Change, TicketLog


def follow_calendar(book: Rulebook, log: TicketLog, now: datetime) -> None:
    """Bring a log in hand to the calendar of `book`; every deadline that moves is on record.

    Raises `StaleTicket` when the ticket follows a newer one: `book` was read before it was saved.
    """
    newest = book.calendars.newest.revision
    if log.calendar_revision == newest:
        return
    if log.calendar_revision > newest:
        raise StaleTicket
    if log.events:
        moves = _moves(log, reckon(book, log, now).clocks)
        if moves:
            log.add(Change(
                EventType.DEADLINES_MOVED, {"revision": newest, "moves": moves}, CLOCK, now,
                key=f"calendar:{log.ticket.id}:{newest}",
            ))
    log.calendar_revision = newest


def _moves(log: TicketLog, clocks: Sequence[Clock]) -> list[list[str | int]]:
    """[clock, cycle, from, to] of each running clock whose deadline is elsewhere, soonest first."""
    stored = {row["kind"]: row["due_at"] for row in log.clock_rows if row["ended_at"] is None}
    moves: list[list[str | int]] = []
    for clock in clocks:
        was = stored.get(clock.kind.value)
        # A held clock has no deadline that could move.
        if clock.unfinished and was is not None and clock.due_at not in (None, was):
            moves.append([clock.kind.value, clock.cycle, was.isoformat(), _iso(clock.due_at)])
    return sorted(moves, key=itemgetter(3))


def _iso(instant: datetime | None) -> str:
    assert instant is not None
    return instant.astimezone(UTC).isoformat()
