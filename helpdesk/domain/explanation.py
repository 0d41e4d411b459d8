"""What stands behind a date: rests and what they gave, stretches that counted, moves, lateness."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from helpdesk.domain.calendar import in_utc
from helpdesk.domain.events import Event, EventType
from helpdesk.domain.explained import PAUSED
from helpdesk.domain.pauses import Pause, PausedTime
from helpdesk.domain.sla import Clock
from helpdesk.domain.working_time import (
    WorkingMinutes,
    deadline,
    elapsed,
    working_days_between,
)


@dataclass(frozen=True)
class Rest:
    """A pause of a clock, and the dates that did not count because of it."""

    pause: Pause
    dates: tuple[date, ...]


@dataclass(frozen=True)
class Stretch:
    """Office time that a limit in minutes used."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class Move:
    """A deadline moved by a calendar that was saved; None is a deadline held by a pause."""

    revision: int
    before: datetime | None
    after: datetime | None


def counts_minutes(clock: Clock) -> bool:
    """Whether the date was reached by minutes; a change of service may leave it a whole day."""
    return isinstance(clock.limit, WorkingMinutes) and not clock.deadline.days


def rests_of(clock: Clock, now: datetime) -> tuple[Rest, ...]:
    """The pauses that touch the clock, in order; a date goes to the first that covers its close."""
    since = in_utc(clock.started_at)
    pauses = sorted(
        (p for p in clock.pauses if p.end is None or (p.start < p.end and since < in_utc(p.end))),
        key=lambda p: in_utc(p.start),
    )
    left = _paused_dates(clock, now)
    found = []
    for pause in pauses:
        mine = tuple(day for day in left if _covers(pause, clock, day))
        left = [day for day in left if day not in mine]
        found.append(Rest(pause, mine))
    return tuple(found)


def _paused_dates(clock: Clock, now: datetime) -> list[date]:
    """Dates paused so far; behind an open pause the list of days ends, so they are counted here."""
    days = [day.date for day in clock.deadline.days if day.why == PAUSED]
    begun = next((p.start for p in clock.pauses if p.end is None), None)
    if begun is None or clock.due_at is not None or not clock.deadline.days:
        return days
    calendar, at = clock.calendar, clock.deadline.days[-1].date
    for ordinal in range(at.toordinal() + 1, calendar.local_date(now).toordinal() + 1):
        day = date.fromordinal(ordinal)
        if calendar.is_working_day(day) and calendar.close_utc(day) < in_utc(now):
            days.append(day)
    return days


def _covers(pause: Pause, clock: Clock, day: date) -> bool:
    close = clock.calendar.close_utc(day)
    return in_utc(pause.start) <= close and (pause.end is None or close < in_utc(pause.end))


def stretches_of(clock: Clock) -> Iterator[Stretch]:
    """Which office time a limit in minutes counted, up to its deadline or to what holds it."""
    if not counts_minutes(clock):
        return
    paused = PausedTime(clock.pauses, since=clock.started_at)
    end = in_utc(clock.due_at) if clock.due_at is not None else paused.open_from
    if end is None:
        return
    for span in clock.calendar.open_spans(clock.started_at, clock.calendar.local_date(end)):
        for start, stop in paused.running(span):
            if start < end:
                yield Stretch(start, min(stop, end))


def moves_of(clock: Clock, events: Sequence[Event]) -> tuple[Move, ...]:
    """How saved calendars moved this clock, oldest first."""
    return tuple(
        Move(int(event.data["revision"]), _instant(before), _instant(after))
        for event in events
        if event.type is EventType.DEADLINES_MOVED and event.occurred_at >= clock.started_at
        for kind, cycle, before, after in event.data["moves"]
        if (kind, cycle) == (clock.kind.value, clock.cycle)
    )


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def lateness(clock: Clock, now: datetime) -> int | float | None:
    """By how much the deadline was passed, in the limit's own unit; None if it was not."""
    end = clock.span.ended_at if clock.span.ended_at is not None else now
    if clock.due_at is None or end <= clock.due_at:
        return None
    if counts_minutes(clock):
        return elapsed(clock.calendar, clock.due_at, end, WorkingMinutes, clock.pauses)
    return working_days_between(clock.calendar, clock.due_at, end)


def grace_given(clock: Clock) -> bool:
    """Whether the date is the one day that a change of kind or service must leave."""
    changed, limit = clock.span.changed_at, clock.limit
    if changed is None or limit is None:
        return False
    counted = deadline(clock.calendar, clock.started_at, limit, clock.pauses)
    return counted.at is not None and counted.at < changed
