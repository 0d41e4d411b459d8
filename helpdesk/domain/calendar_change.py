"""What another calendar changes: on which dates, and whose deadlines can feel it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from helpdesk.domain.calendar import ONE_DAY, WorkingCalendar, dates_between
from helpdesk.domain.calendar_history import CalendarHistory
from helpdesk.domain.events import Event
from helpdesk.domain.sla import Clock, clocks_of


def changed_dates(
    old: WorkingCalendar, new: WorkingCalendar, first: date, last: date
) -> tuple[date, ...]:
    """The dates from `first` to `last` on which the office is open at other times than before."""
    if old.zone != new.zone:
        return tuple(dates_between(first, last))
    return tuple(
        day for day in dates_between(first, last) if old.windows_on(day) != new.windows_on(day)
    )


def can_move(
    changed: Sequence[date], calendar: WorkingCalendar, received_at: datetime, last: datetime
) -> bool:
    """Whether something counted from `received_at` that falls at `last` can fall elsewhere now.

    A count that reaches its end at `last` has looked at the dates up to there and no further.
    """
    first, end = calendar.local_date(received_at), calendar.local_date(last)
    return any(first <= day <= end for day in changed)


@dataclass(frozen=True)
class Move:
    """A running clock of a ticket, before and after another calendar."""

    before: Clock
    after: Clock


def moves(
    events: Sequence[Event], before: CalendarHistory, after: CalendarHistory, now: datetime
) -> tuple[Move, ...]:
    """The ticket's clocks whose deadline falls elsewhere under `after`, the nearest first."""
    then = {_place(clock): clock for clock in clocks_of(events, after, now) if clock.unfinished}
    pairs = (
        Move(clock, then[_place(clock)]) for clock in clocks_of(events, before, now)
        if clock.unfinished and _place(clock) in then
    )
    moved = [move for move in pairs if move.before.due_at != move.after.due_at]
    return tuple(sorted(moved, key=lambda move: move.before.due_at or now))


def _place(clock: Clock) -> tuple[str, int]:
    return clock.kind.value, clock.cycle


def days_moved(before: datetime, after: datetime, calendar: WorkingCalendar) -> int:
    """By how many working days of `calendar` a deadline moved; negative for an earlier one."""
    first, last = calendar.local_date(before), calendar.local_date(after)
    sign = 1 if first <= last else -1
    low, high = sorted((first, last))
    between = dates_between(low + ONE_DAY, high) if low < high else ()
    return sign * sum(calendar.is_working_day(day) for day in between)
