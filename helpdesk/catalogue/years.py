"""The calendar's years: the package's holidays, overridden by our editable table."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from helpdesk.catalogue.schema import load_as
from helpdesk.catalogue.schema_calendar import YearSchema
from helpdesk.catalogue.source import read_yaml
from helpdesk.domain.calendar import WorkingCalendar
from helpdesk.domain.catalogue import Bureau, CalendarYear, Catalogue, ClosedDay
from helpdesk.errors import CatalogueError, InvalidInput

NOVEMBER = 11


def read_years(folder: Path) -> dict[int, CalendarYear]:
    """Every calendar/<year>.yaml, merged with the package. Raises `CatalogueError`."""
    years = {}
    for path in sorted((folder / "calendar").glob("*.yaml")):
        file = f"calendar/{path.name}"
        data = load_as(YearSchema, read_yaml(path, file), file, dict)
        if path.stem != str(data["year"]):
            raise CatalogueError(f"{file}: year: harus sama dengan nama berkas ({path.stem}).")
        years[data["year"]] = _merge(data)
    return years


def _merge(data: dict[str, Any]) -> CalendarYear:
    opened = {entry["date"] for entry in data["not_closed"]}
    days = {day.date: day for day in package_days(data["year"]) if day.date not in opened}
    days |= {day.date: day for day in data["closed"]}
    return year_of({**data, "closed": list(days.values())})


def year_of(data: Mapping[str, Any]) -> CalendarYear:
    """The value of what a `YearSchema` read, its dates in order, without asking the package."""
    days = {day.date: day for day in data["closed"]}
    return CalendarYear(
        year=data["year"],
        confirmed=data["confirmed"],
        decree=data["decree"],
        source=data["source"],
        closed=tuple(days[day] for day in sorted(days)),
        special=data["special"],
    )


def package_days(year: int) -> Iterable[ClosedDay]:
    """What the package `holidays` takes for closed: a guess where no decree has been issued."""
    # Imported late: it costs a third of a second, and tools that only validate don't need it.
    from holidays import country_holidays

    def read(*categories: str) -> Mapping[date, str]:
        return country_holidays("ID", language="id", categories=categories, years=year)

    public = read("public")
    for day, name in read("public", "government").items():
        yield ClosedDay(day, name, "holiday" if day in public else "collective_leave")


def build_calendar(bureau: Bureau, years: Mapping[int, CalendarYear]) -> WorkingCalendar:
    """One calendar of all years, in the bureau's zone and hours."""
    try:
        return WorkingCalendar(
            zone=bureau.zone,
            weekly=bureau.office_hours,
            closed={day.date: day.name for year in years.values() for day in year.closed},
            special=tuple(entry for year in years.values() for entry in year.special),
        )
    except InvalidInput as error:
        raise CatalogueError(f"bureau.yaml: office_hours: {error.message}") from None


def check_year(catalogue: Catalogue, year: int) -> None:
    """Raise `CatalogueError` unless the year has a table with national holidays."""
    entry = catalogue.calendar_years.get(year)
    if entry and any(day.type == "holiday" for day in entry.closed):
        return
    raise CatalogueError(
        f"calendar/{year}.yaml: closed: hari libur tahun {year} belum ada. Cari Surat Keputusan "
        f"Bersama (SKB) tiga menteri tentang Hari Libur Nasional dan Cuti Bersama Tahun {year}, "
        f"lalu tulis berkas helpdesk/catalogue/calendar/{year}.yaml "
        f"(contoh: calendar/{year - 1}.yaml)."
    )


def check_next_year(catalogue: Catalogue, today: date) -> None:
    """From November on, raise `CatalogueError` unless next year's table exists too."""
    if today.month >= NOVEMBER:
        check_year(catalogue, today.year + 1)
