"""The whole calendar as the bureau edits it: weekly hours, and each year's table, with decrees."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from helpdesk.domain.calendar import Weekly, WorkingCalendar
from helpdesk.domain.catalogue import Bureau, CalendarYear
from helpdesk.errors import InvalidInput


@dataclass(frozen=True)
class CalendarPolicy:
    """Usual hours and on whose word they stand, and the years by their number.

    The zone is no part of it: where the office stands is the profile's to say.
    """

    weekly: Weekly
    weekly_decree: str
    years: Mapping[int, CalendarYear]

    def __post_init__(self) -> None:
        object.__setattr__(self, "weekly", MappingProxyType(dict(self.weekly)))
        ordered = {number: self.years[number] for number in sorted(self.years)}
        object.__setattr__(self, "years", MappingProxyType(ordered))

    @classmethod
    def of(cls, bureau: Bureau, years: Mapping[int, CalendarYear]) -> "CalendarPolicy":
        """What a catalogue says now."""
        decree = bureau.office_hours_decree or "Profil instansi (bureau.yaml)"
        return cls(bureau.office_hours, decree, years)

    def calendar(self, zone: str) -> WorkingCalendar:
        """The working calendar. Raises `InvalidInput` when a year has no working day."""
        made = WorkingCalendar(
            zone=zone,
            weekly=self.weekly,
            closed={day.date: day.name for year in self.years.values() for day in year.closed},
            special=tuple(hours for year in self.years.values() for hours in year.special),
        )
        for number in self.years:
            if not _works(made, number):
                raise InvalidInput(
                    years=f"Tahun {number} tidak memuat satu pun hari kerja, jadi tidak ada "
                    "tenggat yang dapat dihitung. Periksa hari tutup dan jamnya."
                )
        return made


def _works(calendar: WorkingCalendar, year: int) -> bool:
    first = date(year, 1, 1)
    return any(calendar.is_working_day(first + timedelta(days=n)) for n in range(365))


@dataclass(frozen=True)
class CalendarPreset:
    """Hours to start from; `zone` says where they were meant and changes nothing here."""

    code: str
    name: str
    zone: str
    weekly: Weekly
    ramadan: Weekly
    basis: str
    mark: str
