"""Why a date is what it is, in half a line: for lists, receipts and messages."""

from collections.abc import Callable, Iterable
from datetime import date

from helpdesk.domain.calendar_history import CalendarHistory
from helpdesk.domain.explained import CLOSED, NO_OFFICE_HOURS, PAUSED, Day
from helpdesk.domain.sla import Clock
from helpdesk.domain.working_time import Limit, WorkingMinutes
from helpdesk.wording.days import dates_text
from helpdesk.wording.time import working_days, working_minutes

MOST_NAMED = 2


def limit_text(clock: Clock) -> str:
    """As "3 hari kerja" or "30 menit kerja"."""
    if clock.limit is None:
        return "Target yang ditetapkan kepala biro"
    return limit_words(clock.limit)


def limit_words(limit: Limit) -> str:
    """The limit itself in words."""
    if isinstance(limit, WorkingMinutes):
        return working_minutes(limit.count)
    return working_days(limit.count)


def glance(clock: Clock) -> str:
    """As "3 hari kerja; tidak dihitung: akhir pekan, Cuti bersama Natal Kamis 24 Desember"."""
    return with_gaps(limit_text(clock), clock.deadline.days, clock.calendar.reason_closed)


def with_gaps(
    limit: str, days: Iterable[Day], name: Callable[[date], str | None]
) -> str:
    """A limit and what it did not count."""
    gaps = gaps_text(days, name)
    return f"{limit}; tidak dihitung: {gaps}" if gaps else limit


def gaps_text(days: Iterable[Day], name: Callable[[date], str | None]) -> str:
    """The days between that did not count: weekends together, closures by name, pauses counted."""
    out = [day for day in days if not day.counted]
    weekend = any(d.date.weekday() >= 5 and d.why in (CLOSED, NO_OFFICE_HOURS) for d in out)
    named = [
        f"{name(d.date) or 'libur'} {dates_text([d.date])}" for d in out
        if d.date.weekday() < 5 and d.why in (CLOSED, NO_OFFICE_HOURS)
    ]
    paused = sum(day.why == PAUSED for day in out)
    parts = ["akhir pekan"] if weekend else []
    parts += named if len(named) <= MOST_NAMED else [f"{len(named)} hari libur atau tutup"]
    return ", ".join([*parts, *([f"jeda {working_days(paused)}"] if paused else [])])


def named_by(calendars: CalendarHistory) -> Callable[[date], str | None]:
    """The name of a closed date by the newest calendar that closes it, for clocks kept as rows."""

    def name(day: date) -> str | None:
        closing = (v.calendar for v in reversed(calendars.versions) if day in v.calendar.closed)
        calendar = next(closing, calendars.newest.calendar)
        return calendar.reason_closed(day)

    return name
