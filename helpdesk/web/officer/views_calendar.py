"""The view models of the working calendar: a year to read, warnings, and the versions."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from flask import url_for

from helpdesk.catalogue.loader import load_catalogue
from helpdesk.catalogue.policy_calendar import calendar_policy, read_calendar
from helpdesk.domain.calendar import Weekly, WorkingCalendar
from helpdesk.domain.calendar_policy import CalendarPolicy
from helpdesk.domain.calendar_warnings import calendar_warnings
from helpdesk.domain.catalogue import CalendarYear, Catalogue, ClosedDay, SpecialHours
from helpdesk.domain.revisions import CALENDAR
from helpdesk.domain.roles import Action, Actor, permitted
from helpdesk.errors import HelpdeskError
from helpdesk.models import Revision
from helpdesk.queries.revisions import revisions_of
from helpdesk.web.door import catalogue
from helpdesk.wording.calendar import CLOSURES, changes_text, range_text, warning_text
from helpdesk.wording.hours import windows_text
from helpdesk.wording.time import MONTHS, WEEKDAYS, datetime_long

VERSIONS = 20
CLOSURE_TONES = {"holiday": "late", "collective_leave": "held", "local": "brand"}
FILES = "Kalender dari berkas pemasangan, belum pernah diubah di sini."


def year_page(actor: Actor, wanted: int | None, now: datetime) -> dict[str, Any]:
    """One year month by month, its hours, and what is still to be settled."""
    promises = catalogue()
    today = promises.calendar.local_date(now)
    years = promises.calendar_years
    chosen = next((n for n in (wanted, today.year) if n in years and n is not None), max(years))
    policy = calendar_policy(promises)
    return {
        "year": years[chosen], "may_edit": permitted(actor, Action.MANAGE_CALENDAR),
        "year_tabs": [
            {"text": str(number), "href": url_for("officer.working_calendar", tahun=number),
             "current": number == chosen} for number in years
        ],
        "months": list(_months(years[chosen], promises.calendar, today)),
        "weekly": week_rows(policy.weekly), "weekly_decree": policy.weekly_decree,
        "special": [
            {**special_row(hours), "over": hours.last < today} for hours in years[chosen].special
        ],
        "warnings": warning_lines(promises, today), "version": version_text(),
    }


def warning_lines(promises: Catalogue, today: date) -> list[str]:
    """What to settle now, for the calendar's page and for the heads' own."""
    zone = promises.bureau.zone
    return [warning_text(w, zone) for w in calendar_warnings(promises.calendar_years, today)]


def week_rows(weekly: Weekly) -> list[tuple[str, str]]:
    """Every weekday with its hours."""
    return [(WEEKDAYS[day], windows_text(weekly.get(day, ())) or "tutup") for day in range(7)]


def special_row(hours: SpecialHours) -> dict[str, Any]:
    """A range of other hours."""
    return {
        "name": hours.name, "range_text": range_text(hours, catalogue().bureau.zone),
        "week": week_rows(hours.weekly), "confirmed": hours.confirmed, "basis": hours.basis,
    }


def day_row(day: ClosedDay) -> dict[str, Any]:
    """A closed date."""
    return {
        "date": day.date, "weekday": WEEKDAYS[day.date.weekday()], "day": day.date.day,
        "name": day.name, "type": CLOSURES[day.type], "tone": CLOSURE_TONES[day.type],
        "decree": day.decree,
    }


def _months(
    year: CalendarYear, calendar: WorkingCalendar, today: date
) -> Iterator[dict[str, Any]]:
    for month in range(1, 13):
        first = date(year.year, month, 1)
        following = (first + timedelta(days=31)).replace(day=1)
        days = [first + timedelta(days=n) for n in range((following - first).days)]
        yield {
            "name": MONTHS[month - 1], "over": following <= today,
            "current": first <= today < following,
            "working": sum(calendar.is_working_day(day) for day in days),
            "closed": [day_row(day) for day in year.closed if day.date.month == month],
        }


def version_text() -> str:
    """Which version holds, since when, by whom, and whether tickets follow it."""
    found = revisions_of(CALENDAR, most=1)
    return _version(*found[0]) if found else FILES


def _version(row: Revision, who: str) -> str:
    at = datetime_long(row.saved_at, catalogue().bureau.zone)
    return f"Versi {row.number}, disimpan {who} pada {at}. {applied_text(row)}"


def applied_text(row: Revision) -> str:
    """Whether the worker is through with the tickets."""
    if row.applied_at is None:
        return "Tenggat tiket yang terbuka sedang dihitung ulang."
    at = datetime_long(row.applied_at, catalogue().bureau.zone)
    return f"Tenggat tiket selesai dihitung ulang {at}."


def versions_page(before: int | None) -> dict[str, Any]:
    """The versions, the newest first, each with what it changed against the one before."""
    found = revisions_of(CALENDAR, most=VERSIONS + 1, before=before)
    rows = [
        _version_row(row, who, found[place + 1][0] if place + 1 < len(found) else None)
        for place, (row, who) in enumerate(found[:VERSIONS])
    ]
    older = None
    if len(found) > VERSIONS:
        older = url_for("officer.calendar_versions", sebelum=found[VERSIONS - 1][0].number)
    return {"rows": rows, "older": older}


def _version_row(row: Revision, who: str, previous: Revision | None) -> dict[str, Any]:
    return {
        "number": row.number, "who": who, "note": row.note, "saved_at": row.saved_at,
        "applied": row.applied_at is not None, "applied_text": applied_text(row),
        "changes": _changes(row, previous),
    }


def _changes(row: Revision, previous: Revision | None) -> list[str]:
    zone = catalogue().bureau.zone
    try:
        before = read_calendar(previous.content) if previous else _files_policy()
        return changes_text(before, read_calendar(row.content), zone)
    except HelpdeskError:
        return ["Isi versi ini tidak terbaca oleh program ini; versi sebelumnya yang berlaku."]


@cache
def _files_policy() -> CalendarPolicy:
    """Version 0, read once: the files do not change while a process runs."""
    return calendar_policy(load_catalogue())
