"""Deadlines that a saved calendar moved, in words: from when to when, and what was changed."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from helpdesk.domain.calendar import WorkingCalendar
from helpdesk.domain.calendar_change import changed_dates
from helpdesk.domain.calendar_history import CalendarHistory
from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.events import Event
from helpdesk.wording.days import dates_text
from helpdesk.wording.time import datetime_long
from helpdesk.wording.values import clock_label

# A closure may be noted after the fact; what an edit changes further back moves no open deadline.
LOOK_BACK = timedelta(days=92)
MOST_NAMED = 3
_NOT_FOR_REQUESTERS = ("forwarding",)


def change_reason(
    calendars: CalendarHistory, revision: int, first: date, last: date
) -> str:
    """As "kantor tutup Kamis 26 November (banjir)": what revision changed between two dates."""
    at = next((n for n, v in enumerate(calendars.versions) if v.revision == revision), 0)
    new = calendars.versions[at].calendar
    for before in reversed(calendars.versions[:at]):
        days = changed_dates(before.calendar, new, first, last)
        if days:
            return _named(before.calendar, new, days)
    return "kalender kerja diubah"


def _named(old: WorkingCalendar, new: WorkingCalendar, days: Sequence[date]) -> str:
    parts = [
        f"kantor tutup {dates_text([day])} ({new.reason_closed(day)})"
        for day in days if not new.is_working_day(day)
    ]
    parts += [
        f"{dates_text([day])} menjadi hari kerja" for day in days if not old.is_working_day(day)
    ]
    other = [day for day in days if old.is_working_day(day) and new.is_working_day(day)]
    if other:
        parts.append(f"jam kantor berubah sejak {dates_text(other[:1])}")
    more = f", dan {len(parts) - MOST_NAMED} hari lain" if len(parts) > MOST_NAMED else ""
    return ", ".join(parts[:MOST_NAMED]) + more


def moved_sentence(catalogue: Catalogue, event: Event, *, for_officers: bool) -> str:
    """The timeline's sentence; "" where nothing of it concerns the reader."""
    moves = [
        move for move in event.data["moves"]
        if for_officers or move[0] not in _NOT_FOR_REQUESTERS
    ]
    parts = [_one(catalogue, *move) for move in moves]
    if not parts:
        return ""
    calendar = catalogue.calendar
    ends = [datetime.fromisoformat(at) for move in moves for at in move[2:] if at]
    last = max([event.occurred_at, *ends])
    why = change_reason(
        catalogue.calendars, int(event.data["revision"]),
        calendar.local_date(event.occurred_at) - LOOK_BACK, calendar.local_date(last),
    )
    return f"Batas waktu digeser karena {why}. {' '.join(parts)}"


def _one(
    catalogue: Catalogue, clock: str, cycle: Any, before: str | None, after: str | None
) -> str:
    zone = str(catalogue.calendar.tz)

    def told(at: str | None) -> str:
        return datetime_long(datetime.fromisoformat(at), zone) if at else "dijeda"

    name = clock_label(clock) if cycle == 1 else f"{clock_label(clock)} ke-{cycle}"
    return f"{name}: semula {told(before)}, menjadi {told(after)}."
