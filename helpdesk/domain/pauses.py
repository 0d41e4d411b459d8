"""Time during which a clock stands still: half-open pauses and their union."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from helpdesk.domain.calendar import Span, in_utc
from helpdesk.errors import InvalidInput

NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands still in `[start, end)`; an `end` of None is still open.

    `why` (a code) and `by` (whose act began it) explain a pause and change nothing it covers.
    """

    start: datetime
    end: datetime | None
    why: str = field(default="", compare=False)
    by: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        start = in_utc(self.start)
        if self.end is not None and in_utc(self.end) < start:
            raise InvalidInput(pauses="Jeda tidak boleh berakhir sebelum dimulai.")


class PausedTime:
    """The union of pauses as far as it lies at or after `since`, in UTC."""

    def __init__(self, pauses: Iterable[Pause], since: datetime) -> None:
        self.open_from: datetime | None = None
        self._starts: list[datetime] = []
        self._ends: list[datetime] = []
        known = tuple(pauses)
        for start, end in _in_order(known, in_utc(since)) if known else ():
            self._unite(start, end)

    @property
    def last_ordinal(self) -> int:
        """Ordinal of a date after which, in any zone, nothing is paused; 0 without pauses."""
        return self._ends[-1].toordinal() + 2 if self._ends else 0

    def _unite(self, start: datetime, end: datetime | None) -> None:
        if self.open_from is not None:
            return
        if self._ends and start <= self._ends[-1]:
            self._ends[-1] = max(self._ends[-1], end or NEVER)
        else:
            self._starts.append(start)
            self._ends.append(end or NEVER)
        if end is None:
            self.open_from = self._starts[-1]

    def covers(self, moment: datetime) -> bool:
        """Whether the clock stands still at `moment` (UTC)."""
        index = bisect_right(self._starts, moment) - 1
        return index >= 0 and (moment < self._ends[index])

    def running(self, span: Span) -> Iterator[Span]:
        """The parts of a UTC span in which the clock runs."""
        start, end = span
        for index in range(bisect_right(self._ends, start), len(self._starts)):
            if self._starts[index] >= end:
                break
            if start < self._starts[index]:
                yield start, self._starts[index]
            start = self._ends[index]
        if start < end:
            yield start, end


def _in_order(pauses: Iterable[Pause], since: datetime) -> list[tuple[datetime, datetime | None]]:
    """What is left of each pause after `since`, by start; an empty pause covers nothing."""
    left = [
        (max(in_utc(pause.start), since), None if pause.end is None else in_utc(pause.end))
        for pause in pauses
    ]
    return sorted(
        ((start, end) for start, end in left if end is None or start < end),
        key=lambda pause: pause[0],
    )
