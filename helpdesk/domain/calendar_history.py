"""The calendars that were in force one after the other: an edit moves no clock that has ended."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from helpdesk.domain.calendar import WorkingCalendar


@dataclass(frozen=True)
class CalendarVersion:
    """One calendar and the instant it was saved; None for the one the installation began with."""

    revision: int
    since: datetime | None
    calendar: WorkingCalendar


@dataclass(frozen=True)
class CalendarHistory:
    """Versions, oldest first; there is always one."""

    versions: tuple[CalendarVersion, ...]

    @classmethod
    def of(cls, calendar: WorkingCalendar) -> "CalendarHistory":
        """A history in which nothing was ever changed."""
        return cls((CalendarVersion(0, None, calendar),))

    @property
    def newest(self) -> CalendarVersion:
        """What holds now."""
        return self.versions[-1]

    def from_instant(
        self, instant: datetime
    ) -> Iterator[tuple[WorkingCalendar, datetime | None]]:
        """(calendar, end of its time) of each version in force at `instant` or later."""
        for version, later in zip(self.versions, (*self.versions[1:], None), strict=True):
            until = later.since if later is not None else None
            if until is None or instant < until:
                yield version.calendar, until
