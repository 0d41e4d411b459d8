"""What another calendar changes: on which dates, and whose deadlines can feel it."""

from collections.abc import Sequence
from datetime import date, datetime

from helpdesk.domain.calendar import WorkingCalendar, dates_between


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
