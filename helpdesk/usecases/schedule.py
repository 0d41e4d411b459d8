"""Which steps of time a ticket still has before it, and when to look at it next."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache

from helpdesk.domain.escalation import DueStep, steps_of
from helpdesk.domain.events import Event, EventType
from helpdesk.domain.projection import Standing, stood
from helpdesk.domain.sla import Clock
from helpdesk.domain.timers import timers_of
from helpdesk.usecases.rulebook import Rulebook

_STEP_EVENTS = (EventType.STEP_TAKEN, EventType.STEP_SKIPPED)


def open_steps(
    book: Rulebook, standing: Standing, history: Sequence[Event], clocks: Sequence[Clock],
    now: datetime,
) -> Iterator[DueStep]:
    """Steps not yet taken whose clock runs (or ran) at their due instant."""
    taken = {
        (e.data["clock"], e.data["cycle"], e.data["step"]) for e in history
        if e.type in _STEP_EVENTS
    }

    @cache
    def standing_at(instant: datetime) -> Standing:
        return standing if instant >= now else stood(history, instant)

    ladder = steps_of(
        standing_at, clocks, book.catalogue.ladder, book.calendar,
        warn_at_percent=book.limits.warn_at_percent, until=now,
    )
    timers = timers_of(standing, history, book.limits, book.calendar)
    for step in (*ladder, *timers):
        if step.running and (step.clock, step.cycle, step.code) not in taken:
            yield step


def next_check(
    book: Rulebook, standing: Standing, history: Sequence[Event], clocks: Sequence[Clock],
    now: datetime,
) -> datetime | None:
    """The earliest instant at which the sweep has something to do for this ticket."""
    dues = [step.due_at for step in open_steps(book, standing, history, clocks, now)]
    return min(dues, default=None)
