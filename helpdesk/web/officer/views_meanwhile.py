"""On the first days back: what happened to the officer's tickets meanwhile."""

from datetime import date, datetime, time, timedelta
from typing import Any

from helpdesk.domain.calendar import WorkingCalendar
from helpdesk.domain.events import EventType
from helpdesk.domain.roles import Actor
from helpdesk.queries.meanwhile import meanwhile
from helpdesk.wording.absence import span_text
from helpdesk.wording.meanwhile import meanwhile_text

DAYS_BACK, MOST = 2, 7  # working days on which it stands there; tickets it shows
_FARTHEST = 30  # days looked back over holidays


def back_since(calendar: WorkingCalendar, today: date) -> date:
    """The earliest last day of an absence after which these are still the first days back."""
    day, left = today, DAYS_BACK
    for _ in range(_FARTHEST):
        if calendar.is_working_day(day):
            if left == 0:
                break
            left -= 1
        day -= timedelta(days=1)
    return day


def meanwhile_view(
    actor: Actor, calendar: WorkingCalendar, today: date,
    away: tuple[date, date, datetime | None] | None,
) -> dict[str, Any] | None:
    """The tickets, newest first; None where the officer was not away or nothing happened."""
    if away is None:
        return None
    first, last, ended = away
    begin = datetime.combine(first, time.min, calendar.tz)
    end = ended or datetime.combine(last + timedelta(days=1), time.min, calendar.tz)
    early = ended is not None and calendar.local_date(ended) < back_since(calendar, today)
    if end <= begin or early:  # called off before it began, or longer ago than the first days back
        return None
    found: dict[tuple[str, str], list[tuple[EventType, str, int]]] = {}
    for each in meanwhile(actor, begin, end):
        found.setdefault((each.number, each.subject), []).append((each.type, each.by, each.times))
    told = [(number, subject, meanwhile_text(done)) for (number, subject), done in found.items()]
    rows = [{"number": n, "subject": s, "told": text} for n, s, text in told if text]
    if not rows:
        return None
    until = calendar.local_date(ended) if ended else last
    return {"rows": rows[:MOST], "more": max(0, len(rows) - MOST),
            "span": span_text(first, until, str(calendar.tz))}
