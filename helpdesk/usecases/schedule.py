"""Which steps of time a ticket still has before it, and when to look at it next."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache

from helpdesk.domain.escalation import DueStep, steps_of
from helpdesk.domain.events import Event, EventType
from helpdesk.domain.projection import Standing, stood
from helpdesk.domain.sla import Clock, clocks_of
from helpdesk.domain.timers import tender_timer, timers_of
from helpdesk.usecases.rulebook import Rulebook
from helpdesk.usecases.ticket_log import Reckoning, TicketLog

_STEP_EVENTS = (EventType.STEP_TAKEN, EventType.STEP_SKIPPED)


def open_steps(
    book: Rulebook, standing: Standing, history: Sequence[Event], clocks: Sequence[Clock],
    now: datetime,
) -> Iterator[DueStep]:
    """Steps not yet taken whose clock runs (or ran) at their due instant."""
    taken = taken_steps(history)

    @cache
    def standing_at(instant: datetime) -> Standing:
        return standing if instant >= now else stood(history, instant)

    ladder = steps_of(
        standing_at, clocks, book.catalogue.ladder, book.calendar,
        warn_at_percent=book.limits.warn_at_percent, until=now,
    )
    timers = timers_of(standing, history, book.catalogue.limits_at, book.calendar)
    for step in (*ladder, *timers):
        if step.running and step.name not in taken:
            yield step


def reckon(book: Rulebook, log: TicketLog, now: datetime) -> Reckoning:
    """What the log comes to at `now`; done again only after something changed it."""
    if log.reckoning is None:
        assert log.standing is not None
        clocks = clocks_of(log.events, book.calendars, now)
        steps = open_steps(book, log.standing, log.events, clocks, now)
        log.reckoning = Reckoning(clocks, (*steps, *_tender_day(book, log)))
    return log.reckoning


def _tender_day(book: Rulebook, log: TicketLog) -> Iterator[DueStep]:
    """The deadline is a fact of the ticket's row; its events only say that it was told."""
    if log.ticket.tender_deadline is None or log.standing is None:
        return
    taken = taken_steps(log.events)
    for step in tender_timer(log.standing, log.events, log.ticket.tender_deadline, book.calendar):
        if step.name not in taken:
            yield step


def next_check(log: TicketLog) -> datetime | None:
    """The earliest instant at which the sweep has something to do for this ticket."""
    assert log.reckoning is not None
    taken = taken_steps(log.events)
    return min((s.due_at for s in log.reckoning.steps if s.name not in taken), default=None)


def taken_steps(history: Sequence[Event]) -> set[tuple[str, int, str]]:
    """(clock, cycle, step) of what was taken or skipped, on a ticket merged into this one too."""
    taken = {
        (e.data["clock"], e.data["cycle"], e.data["step"]) for e in history
        if e.type in _STEP_EVENTS
    }
    for event in history:
        if event.type is EventType.TOOK_OVER:
            taken |= {(clock, cycle, step) for clock, cycle, step in event.data.get("steps", ())}
    return taken
