"""What of the calendar must be settled soon: next year's table, and the hours of Ramadan."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from helpdesk.domain.catalogue import CalendarYear

NOVEMBER = 11
AHEAD = timedelta(days=30)  # how long before Ramadan its hours must be known
_MONTH = 30  # days of Ramadan in the reckoned calendar


class Unsettled(StrEnum):
    """What is missing."""

    YEAR_MISSING = "year_missing"
    YEAR_UNCONFIRMED = "year_unconfirmed"
    HOURS_MISSING = "hours_missing"
    HOURS_UNCONFIRMED = "hours_unconfirmed"


@dataclass(frozen=True)
class CalendarWarning:
    """`year` is the table concerned; `first` the (expected) first day of Ramadan."""

    what: Unsettled
    year: int
    first: date | None = None


def calendar_warnings(
    years: Mapping[int, CalendarYear], today: date
) -> tuple[CalendarWarning, ...]:
    """Everything to settle now: the years first, then the hours."""
    return (*_years(years, today), *_hours(years, today))


def expected_ramadan(hijri_year: int) -> date:
    """The first day of Ramadan by the reckoned (tabular) calendar; the Minister's may be a day off.
    """
    year, month = hijri_year, 9
    elapsed = (11 * year + 3) // 30 + 354 * year + 30 * month - (month - 1) // 2 + 1
    return date.fromordinal(elapsed + 1948440 - 385 - 1721425)


def _years(years: Mapping[int, CalendarYear], today: date) -> Iterator[CalendarWarning]:
    wanted = [today.year, today.year + 1] if today.month >= NOVEMBER else [today.year]
    for number in wanted:
        known = years.get(number)
        if known is None:
            yield CalendarWarning(Unsettled.YEAR_MISSING, number)
        elif not known.confirmed:
            yield CalendarWarning(Unsettled.YEAR_UNCONFIRMED, number)


def _hours(years: Mapping[int, CalendarYear], today: date) -> Iterator[CalendarWarning]:
    ranges = [hours for year in years.values() for hours in year.special]
    for hours in ranges:
        if not hours.confirmed and hours.first - AHEAD <= today <= hours.last:
            year = hours.first.year
            yield CalendarWarning(Unsettled.HOURS_UNCONFIRMED, year, hours.first)
    for first in _expected(today):
        last = first + timedelta(days=_MONTH - 1)
        if not any(hours.first <= last and first <= hours.last for hours in ranges):
            yield CalendarWarning(Unsettled.HOURS_MISSING, first.year, first)


def _expected(today: date) -> Iterator[date]:
    """First days of the Ramadans that run at `today` or begin within the time ahead."""
    near = (today.year - 622) * 33 // 32
    for hijri_year in range(near - 1, near + 4):
        first = expected_ramadan(hijri_year)
        if first - AHEAD <= today < first + timedelta(days=_MONTH):
            yield first
