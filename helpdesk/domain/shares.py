"""Who held a ticket when: the bureau, the requester, or LKPP or Telkom; and for how long."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from helpdesk.domain.calendar import WorkingCalendar, dates_between
from helpdesk.domain.events import Event
from helpdesk.domain.projection import Standing, standings
from helpdesk.domain.ticket import ENDED, Status

BUREAU, REQUESTER, DONE = "bureau", "requester", "done"


@dataclass(frozen=True)
class Holding:
    """`who` held the ticket from `start` to `end` (None: still); may be 'lkpp' or 'telkom'."""

    who: str
    start: datetime
    end: datetime | None


def holder_of(standing: Standing) -> str:
    """Who must act now. Filed but not yet accepted still counts against the bureau (section 4)."""
    if standing.status in ENDED:
        return DONE
    if standing.status is Status.WAITING_REQUESTER:
        return REQUESTER
    if standing.accepted and standing.provider is not None:
        return standing.provider
    return BUREAU


def holdings(events: Sequence[Event]) -> tuple[Holding, ...]:
    """The ticket's history as spans of holders, without gaps, from receipt on."""
    return tuple(_holdings(events))


def _holdings(events: Sequence[Event]) -> Iterator[Holding]:
    who, start = BUREAU, events[0].occurred_at
    for event, standing in zip(events, standings(events), strict=True):
        now_held = holder_of(standing)
        at = max(event.occurred_at, start)
        if now_held != who:
            yield Holding(who, start, at)
            who, start = now_held, at
    yield Holding(who, start, None)


def working_days_held(
    spans: Sequence[Holding], calendar: WorkingCalendar, now: datetime
) -> dict[str, int]:
    """Working days per holder; a day belongs to whoever holds the ticket at its close.

    Each day after receipt goes to one holder, so the shares add up to the whole.
    """
    received, until = calendar.receipt_day(spans[0].start), calendar.local_date(now)
    closes = (
        calendar.close_utc(day) for day in dates_between(received, until)
        if calendar.is_working_day(day)
    )
    return _held(spans, (close for close in closes if close < now))


def dates_held(
    spans: Sequence[Holding], calendar: WorkingCalendar, now: datetime
) -> dict[str, int]:
    """Calendar days per holder; a day belongs to whoever holds the ticket as it ends."""
    first, last = calendar.local_date(spans[0].start), calendar.local_date(now)
    nights = (
        datetime.combine(date.fromordinal(day + 1), time(0), calendar.tz)
        for day in range(first.toordinal(), last.toordinal())
    )
    return _held(spans, nights)


def _held(spans: Sequence[Holding], moments: Iterable[datetime]) -> dict[str, int]:
    """At how many of the rising `moments` each had the ticket; no holder is left out."""
    counts = {span.who: 0 for span in spans if span.who != DONE}
    index = 0
    for moment in moments:
        while index + 1 < len(spans) and spans[index + 1].start <= moment:
            index += 1
        if spans[index].who != DONE:
            counts[spans[index].who] += 1
    return counts


def calendar_days(calendar: WorkingCalendar, start: datetime, end: datetime) -> int:
    """Closes of working days in [start, end)."""
    count, at = 0, calendar.close_of(calendar.receipt_day(start))
    while at < end:
        count += 1
        at = calendar.shift(at, 1)
    return count
