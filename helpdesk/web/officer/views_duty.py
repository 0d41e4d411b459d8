"""The view model of the piket roster: one month by week, closed days marked."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from flask import url_for

from helpdesk.domain.roles import Action, Actor, permitted
from helpdesk.queries.duty import roster
from helpdesk.queries.related import all_officers
from helpdesk.usecases.duty import Days
from helpdesk.web.door import catalogue
from helpdesk.web.officer.forms import Posted
from helpdesk.wording.time import MONTHS, WEEKDAYS

DAYS = (
    (Days.ALL.value, "Setiap hari dalam rentang"), (Days.WORKING.value, "Hari kerja saja"),
    (Days.CLOSED.value, "Akhir pekan, libur, dan cuti bersama saja"),
)


def month_of(typed: str, today: date) -> date:
    """The first day of the asked month ("2026-12"), or of this one."""
    try:
        first = date.fromisoformat(f"{typed}-01")
    except ValueError:
        return today.replace(day=1)
    return first if abs(first.year - today.year) <= 2 else today.replace(day=1)


def roster_page(
    month: date, actor: Actor, now: datetime, form: Posted | None = None,
    errors: Mapping[str, str] | None = None, message: str | None = None,
) -> dict[str, Any]:
    """One month, whole weeks; `form` when one was refused."""
    today = catalogue().calendar.local_date(now)
    may = permitted(actor, Action.MANAGE_DUTY)
    following = (month + timedelta(days=31)).replace(day=1)
    return {
        "month": f"{month:%Y-%m}", "title": f"{MONTHS[month.month - 1]} {month.year}",
        "newer": _href(following), "older": _href((month - timedelta(days=1)).replace(day=1)),
        "weeks": list(_weeks(month, following, today, may)), "may_edit": may, "today": today,
        "weekdays": WEEKDAYS, "days": DAYS,
        "officers": _able_officers() if may else [],
        "kept": form.kept() if form else {}, "errors": errors or {}, "message": message,
    }


def _able_officers() -> list[tuple[str, str]]:
    return [
        (str(o.id), o.name) for o in all_officers()
        if o.active and permitted(o.actor, Action.REPLY)
    ]


def _href(month: date) -> str:
    return url_for("officer.duty_roster", bulan=f"{month:%Y-%m}")


def _weeks(
    month: date, following: date, today: date, may: bool
) -> Iterator[list[dict[str, Any]]]:
    first = month - timedelta(days=month.weekday())
    last = following + timedelta(days=(7 - following.weekday()) % 7)
    people = roster(first, last)
    day = first
    while day < following:
        week = [day + timedelta(days=n) for n in range(7)]
        yield [_day(each, month, today, people, may) for each in week]
        day += timedelta(days=7)


def _day(
    day: date, month: date, today: date, people: Mapping[date, Any], may: bool
) -> dict[str, Any]:
    calendar = catalogue().calendar
    here = day.month == month.month
    return {
        "date": day.isoformat(), "number": day.day, "weekday": WEEKDAYS[day.weekday()],
        "outside": not here, "today": day == today, "past": day < today,
        "closed": calendar.reason_closed(day), "named": day in calendar.closed,
        "people": [
            {"name": o.name, "key": f"{day}:{o.id}", "may": may and here and day >= today}
            for o in people.get(day, ())
        ],
    }
