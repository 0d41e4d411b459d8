"""The calendar's revisions: content as the files would say it, to the domain's value and back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from helpdesk.catalogue.fields import WEEKDAYS
from helpdesk.catalogue.schema import load_as
from helpdesk.catalogue.schema_calendar import CalendarSchema
from helpdesk.catalogue.years import year_of
from helpdesk.domain.calendar import Weekly
from helpdesk.domain.calendar_history import CalendarHistory, CalendarVersion
from helpdesk.domain.calendar_policy import CalendarPolicy
from helpdesk.domain.catalogue import CalendarYear, Catalogue, ClosedDay, SpecialHours
from helpdesk.domain.revisions import SavedRevision


def calendar_policy(catalogue: Catalogue) -> CalendarPolicy:
    """The calendar a catalogue holds now."""
    return CalendarPolicy.of(catalogue.bureau, catalogue.calendar_years)


def read_calendar(content: Any) -> CalendarPolicy:
    """The policy of a revision. Raises `CatalogueError` naming path and reason."""
    data = load_as(CalendarSchema, content, "kalender", dict)
    years = {year["year"]: year_of(year) for year in data["years"]}
    return CalendarPolicy(data["weekly"], data["weekly_decree"], years)


def check_calendar(catalogue: Catalogue, content: Mapping[str, Any]) -> None:
    """Raise `CatalogueError` or `InvalidInput` for what may not come into force."""
    read_calendar(content).calendar(catalogue.bureau.zone)


def apply_calendar(catalogue: Catalogue, saved: Sequence[SavedRevision]) -> Catalogue:
    """The catalogue after revisions it does not know yet, oldest first."""
    versions, policy = list(catalogue.calendars.versions), calendar_policy(catalogue)
    for each in saved:
        policy = read_calendar(each.content)
        calendar = policy.calendar(catalogue.bureau.zone)
        versions.append(CalendarVersion(each.number, each.saved_at, calendar))
    bureau = replace(
        catalogue.bureau, office_hours=policy.weekly, office_hours_decree=policy.weekly_decree
    )
    return replace(
        catalogue, bureau=bureau, calendar_years=MappingProxyType(dict(policy.years)),
        calendars=CalendarHistory(tuple(versions)),
    )


def calendar_content(policy: CalendarPolicy) -> dict[str, Any]:
    """The policy as plain JSON, in the words and the order of the files."""
    return {
        "weekly": weekly_content(policy.weekly),
        "weekly_decree": policy.weekly_decree,
        "years": [year_content(year) for year in policy.years.values()],
    }


def year_content(year: CalendarYear) -> dict[str, Any]:
    """One year as calendar/<year>.yaml would have it."""
    return {
        "year": year.year, "confirmed": year.confirmed, "decree": year.decree,
        "source": year.source, "closed": [_closed_content(day) for day in year.closed],
        "special": [_special_content(hours) for hours in year.special],
    }


def weekly_content(weekly: Weekly) -> dict[str, list[str]]:
    """Hours by weekday as {mon: ["07.30-12.00"]}; a day without hours is left out."""
    return {
        WEEKDAYS[day]: [f"{w.start:%H.%M}-{w.end:%H.%M}" for w in weekly[day]]
        for day in sorted(weekly) if weekly[day]
    }


def _closed_content(day: ClosedDay) -> dict[str, Any]:
    content = {"date": day.date.isoformat(), "type": day.type, "name": day.name}
    return content if day.decree is None else {**content, "decree": day.decree}


def _special_content(hours: SpecialHours) -> dict[str, Any]:
    return {
        "name": hours.name, "from": hours.first.isoformat(), "to": hours.last.isoformat(),
        "confirmed": hours.confirmed, "basis": hours.basis,
        "weekly": weekly_content(hours.weekly),
    }
