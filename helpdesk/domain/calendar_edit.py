"""Edits of a calendar's draft: each gives a new policy, or refuses with field and reason."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from helpdesk.domain.calendar import Weekly, dates_between
from helpdesk.domain.calendar_policy import CalendarPolicy
from helpdesk.domain.catalogue import CalendarYear, ClosedDay, SpecialHours
from helpdesk.errors import InvalidInput

LONGEST_CLOSURE = 60  # dates closed by one form
LONGEST_RANGE = 92


def close_dates(
    policy: CalendarPolicy, first: date, last: date, *, name: str, type_: str, decree: str
) -> CalendarPolicy:
    """Close every date from `first` to `last`. Raises `InvalidInput`."""
    _in_order(first, last, LONGEST_CLOSURE)
    for day in dates_between(first, last):
        year = _year(policy, day.year, "first")
        known = next((each for each in year.closed if each.date == day), None)
        if known is not None:
            raise InvalidInput(first=f"Tanggal {day:%d/%m/%Y} sudah tutup: {known.name}.")
        days = (*year.closed, ClosedDay(day, name, type_, decree))
        year = replace(year, closed=tuple(sorted(days, key=lambda each: each.date)))
        policy = _with(policy, year)
    return policy


def open_date(policy: CalendarPolicy, day: date) -> CalendarPolicy:
    """Take a closed date off the list. Raises `InvalidInput`."""
    year = _year(policy, day.year, "day")
    left = tuple(each for each in year.closed if each.date != day)
    if len(left) == len(year.closed):
        raise InvalidInput(day=f"Tanggal {day:%d/%m/%Y} tidak ada dalam daftar hari tutup.")
    return _with(policy, replace(year, closed=left))


def set_weekly(policy: CalendarPolicy, weekly: Weekly, decree: str) -> CalendarPolicy:
    """Other usual hours, on whose word."""
    return replace(policy, weekly=weekly, weekly_decree=decree)


def set_special(
    policy: CalendarPolicy, hours: SpecialHours, replaces: date | None = None
) -> CalendarPolicy:
    """Add a range of other hours, or put it in the place of the one that began on `replaces`.

    Of two ranges that begin on one date there is only the newer.
    """
    _in_order(hours.first, hours.last, LONGEST_RANGE)
    if replaces is not None and replaces != hours.first:
        policy = drop_special(policy, replaces)
    year = _year(policy, hours.first.year, "first")
    kept = list(year.special)
    place = next((i for i, each in enumerate(kept) if each.first == hours.first), None)
    if place is None:
        kept.append(hours)
    else:
        kept[place] = hours
    return _with(policy, replace(year, special=tuple(kept)))


def drop_special(policy: CalendarPolicy, first: date) -> CalendarPolicy:
    """Take off the range that begins on `first`. Raises `InvalidInput`."""
    year = _year(policy, first.year, "first")
    left = tuple(each for each in year.special if each.first != first)
    if len(left) == len(year.special):
        raise InvalidInput(first="Jam khusus itu tidak ada lagi dalam rancangan.")
    return _with(policy, replace(year, special=left))


def confirm_year(policy: CalendarPolicy, number: int, decree: str) -> CalendarPolicy:
    """The year's table agrees with its decree. Raises `InvalidInput`."""
    year = _year(policy, number, "year")
    if not any(day.type == "holiday" for day in year.closed):
        raise InvalidInput(year=f"Tahun {number} belum memuat satu pun hari libur nasional.")
    return _with(policy, replace(year, confirmed=True, decree=decree))


def add_year(policy: CalendarPolicy, year: CalendarYear) -> CalendarPolicy:
    """A year not listed yet. Raises `InvalidInput`."""
    if year.year in policy.years:
        raise InvalidInput(year=f"Tahun {year.year} sudah ada dalam kalender.")
    return _with(policy, year)


def take_preset(
    policy: CalendarPolicy, weekly: Weekly, ramadan: Weekly, basis: str, today: date
) -> CalendarPolicy:
    """A preset's usual hours, and its Ramadan hours where none have been confirmed yet."""

    def adapted(hours: SpecialHours) -> SpecialHours:
        open_ = not hours.confirmed and hours.last >= today
        return replace(hours, weekly=ramadan, basis=basis) if open_ else hours

    years = {
        number: replace(year, special=tuple(map(adapted, year.special)))
        for number, year in policy.years.items()
    }
    return replace(policy, weekly=weekly, weekly_decree=basis, years=years)


def checked(
    policy: CalendarPolicy, edit: Callable[[CalendarPolicy], CalendarPolicy], zone: str
) -> CalendarPolicy:
    """The edited policy, if it makes a calendar one can count by. Raises `InvalidInput`."""
    edited = edit(policy)
    edited.calendar(zone)
    return edited


def _with(policy: CalendarPolicy, year: CalendarYear) -> CalendarPolicy:
    return replace(policy, years={**policy.years, year.year: year})


def _year(policy: CalendarPolicy, number: int, field: str) -> CalendarYear:
    year = policy.years.get(number)
    if year is None:
        raise InvalidInput(**{
            field: f"Kalender tahun {number} belum ada. Siapkan tahunnya lebih dahulu."
        })
    return year


def _in_order(first: date, last: date, most: int) -> None:
    if last < first:
        raise InvalidInput(last="Tanggal akhir tidak boleh sebelum tanggal awal.")
    if (last - first).days >= most:
        raise InvalidInput(last=f"Rentang paling panjang {most} hari.")
