"""Limits in working days and working minutes: deadlines, their explanation, elapsed time.

The two kinds of limit are different types and never converted into each other.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from helpdesk.domain.calendar import (
    ONE_DAY,
    Span,
    WorkingCalendar,
    dates_between,
    horizon,
    in_utc,
)
from helpdesk.domain.explained import PAUSED, RECEIPT_DAY, Day
from helpdesk.domain.pauses import NEVER, Pause, PausedTime
from helpdesk.errors import InvalidInput

__all__ = [
    "Day",
    "Deadline",
    "Limit",
    "Pause",
    "WorkingDays",
    "WorkingMinutes",
    "deadline",
    "elapsed",
    "point_at",
    "working_days_between",
]

MICROSECOND = timedelta(microseconds=1)
MICROSECONDS = 60_000_000  # in a minute


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """A limit of `count` hari kerja."""

    count: int

    def __post_init__(self) -> None:
        _check_count(self.count)


@dataclass(frozen=True, slots=True)
class WorkingMinutes:
    """A limit of `count` minutes of office time."""

    count: int

    def __post_init__(self) -> None:
        _check_count(self.count)


Limit = WorkingDays | WorkingMinutes


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline, or (`at` is None) a limit held by an open pause with `remaining` to go.

    `remaining` is in the limit's own unit: whole days, or minutes. Receipt day and days are
    given for limits in days only.
    """

    at: datetime | None
    remaining: int | float | None
    receipt_day: date | None
    days: tuple[Day, ...]


def deadline(
    calendar: WorkingCalendar,
    received_at: datetime,
    limit: Limit,
    pauses: Iterable[Pause] = (),
) -> Deadline:
    """When a limit that starts at `received_at` ends (`sla-rules.md` 2).

    Raises InvalidInput when it is neither reached nor held within 3,660 dates.
    """
    paused = PausedTime(pauses, since=received_at)
    if isinstance(limit, WorkingDays):
        return _deadline_in_days(calendar, received_at, limit.count, paused)
    return _deadline_in_minutes(calendar, received_at, limit.count, paused)


def elapsed(
    calendar: WorkingCalendar,
    received_at: datetime,
    until: datetime,
    limit_type: type[WorkingDays] | type[WorkingMinutes],
    pauses: Iterable[Pause] = (),
) -> int | float:
    """What a limit that started at `received_at` has used up at `until`, in its own unit."""
    paused = PausedTime(pauses, since=received_at)
    last = calendar.local_date(until)
    if limit_type is WorkingDays:
        first = calendar.receipt_day(received_at)
        end = in_utc(until)
        closes = _closes(calendar, first, last)
        return sum(close <= end and not paused.covers(close) for _, close in closes)
    return _in_minutes(_run_before(calendar, received_at, in_utc(until), last, paused))


def point_at(
    calendar: WorkingCalendar,
    start: datetime,
    minutes: float,
    pauses: Iterable[Pause] = (),
) -> datetime | None:
    """The instant at which `minutes` working minutes have passed since `start`.

    None when a pause that is still open holds it, or it lies beyond 3,660 dates. A part of a
    limit, such as the 80 % of the warning, may be a fraction of a minute.
    """
    needed = round(minutes * MICROSECONDS)
    return _reached(calendar, start, needed, PausedTime(pauses, since=start))


def working_days_between(calendar: WorkingCalendar, start: datetime, end: datetime) -> int:
    """Working days after the local date of `start`, through the local date of `end`."""
    first = calendar.local_date(start) + ONE_DAY
    last = calendar.local_date(end)
    return sum(calendar.is_working_day(day) for day in dates_between(first, last))


def _deadline_in_days(
    calendar: WorkingCalendar, received_at: datetime, count: int, paused: PausedTime
) -> Deadline:
    received = calendar.receipt_day(received_at)
    last = horizon(calendar.local_date(received_at))
    days = [Day(received, counted=False, why=RECEIPT_DAY)]
    listed, left = 1, count  # `listed`: how many dates are shown if the open pause holds
    last_paused = paused.last_ordinal
    for day in dates_between(received + ONE_DAY, last):
        days.append(calendar.unpaused(day))
        if not days[-1].counted:
            continue
        # A close is needed only where a pause can cover it; long limits are told in milliseconds.
        if day.toordinal() <= last_paused:
            close = calendar.close_utc(day)
            if paused.open_from is not None and close >= paused.open_from:
                break
            if paused.covers(close):
                days[-1] = Day(day, counted=False, why=PAUSED)
        listed = len(days)
        left -= days[-1].counted
        if not left:
            return Deadline(calendar.close_of(day), None, received, tuple(days))
    if not _held_by(calendar, paused, last):
        raise _unreachable()
    return Deadline(None, left, received, tuple(days[:listed]))


def _deadline_in_minutes(
    calendar: WorkingCalendar, received_at: datetime, count: int, paused: PausedTime
) -> Deadline:
    at = _reached(calendar, received_at, count * MICROSECONDS, paused)
    if at is not None:
        return Deadline(at, None, None, ())
    last = horizon(calendar.local_date(received_at))
    if not _held_by(calendar, paused, last):
        raise _unreachable()
    used = _run_before(calendar, received_at, NEVER, last, paused)
    return Deadline(None, _in_minutes(count * MICROSECONDS - used), None, ())


def _reached(
    calendar: WorkingCalendar, start: datetime, needed: int, paused: PausedTime
) -> datetime | None:
    for begin, end in _running(calendar, start, None, paused):
        available = (end - begin) // MICROSECOND
        if available >= needed:
            return (begin + needed * MICROSECOND).astimezone(calendar.tz)
        needed -= available
    return None


def _run_before(
    calendar: WorkingCalendar, start: datetime, until: datetime, last: date, paused: PausedTime
) -> int:
    """Microseconds of office time, pauses left out, in `[start, until)` through date `last`."""
    return sum(
        (min(end, until) - begin) // MICROSECOND
        for begin, end in _running(calendar, start, last, paused)
        if begin < until
    )


def _running(
    calendar: WorkingCalendar, start: datetime, last: date | None, paused: PausedTime
) -> Iterator[Span]:
    for span in calendar.open_spans(start, last):
        if paused.open_from is not None and span[0] >= paused.open_from:
            return
        yield from paused.running(span)


def _closes(
    calendar: WorkingCalendar, received: date, last: date
) -> Iterator[tuple[date, datetime]]:
    """The working days after the receipt day with their closes in UTC."""
    for day in dates_between(received + ONE_DAY, last):
        if calendar.is_working_day(day):
            yield day, calendar.close_utc(day)


def _held_by(calendar: WorkingCalendar, paused: PausedTime, last: date) -> bool:
    return paused.open_from is not None and calendar.local_date(paused.open_from) <= last


def _in_minutes(microseconds: int) -> int | float:
    """Minutes, whole ones as an integer so that no limit is too large to be told."""
    whole, rest = divmod(microseconds, MICROSECONDS)
    return whole + rest / MICROSECONDS if rest else whole


def _unreachable() -> InvalidInput:
    return InvalidInput("Batas waktu tidak tercapai dan tidak tertahan dalam 3.660 hari.")


def _check_count(count: int) -> None:
    if isinstance(count, bool) or not isinstance(count, int) or count < 1:
        raise InvalidInput(limit="Batas waktu harus bilangan bulat, sedikitnya 1.")
