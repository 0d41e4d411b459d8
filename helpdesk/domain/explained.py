"""The explanation beside a deadline: one entry a date, counted or why not."""

from datetime import date
from typing import NamedTuple

RECEIPT_DAY = "receipt day"
CLOSED = "closed"
NO_OFFICE_HOURS = "no office hours"
PAUSED = "paused"


class Day(NamedTuple):
    """One date of the explanation; `why` says why it did not count (None when it did)."""

    date: date
    counted: bool
    why: str | None
