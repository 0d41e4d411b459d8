"""Clocks that tests set: one in memory, one in a file for processes of their own."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

MONDAY_MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # Monday 23 November 2026, 09.00 WIB
CLOCK_FILE = "HELPDESK_TEST_CLOCK"  # the environment variable that names it


class FrozenClock:
    """Stands still until told; call it as the product's clock is called."""

    def __init__(self, now: datetime = MONDAY_MORNING) -> None:
        self.set(now)

    def __call__(self) -> datetime:
        return self.now

    def set(self, now: datetime) -> None:
        assert now.tzinfo is not None, "a clock needs an aware instant"
        self.now = now.astimezone(UTC)

    def advance(self, by: timedelta | None = None, **span: float) -> datetime:
        """`advance(timedelta(...))` or `advance(hours=2)`; returns the new instant."""
        self.set(self.now + (by or timedelta(**span)))
        return self.now


class FileClock(FrozenClock):
    """The same, kept in a file: whoever opens that file sees the same instant."""

    def __init__(self, file: Path, now: datetime | None = None) -> None:
        self.file = file
        if now is not None:
            self.set(now)

    @property
    def now(self) -> datetime:
        return datetime.fromisoformat(self.file.read_text())

    @now.setter
    def now(self, instant: datetime) -> None:
        whole = self.file.with_name(f"{self.file.name}.new")
        whole.write_text(instant.isoformat())
        whole.replace(self.file)
