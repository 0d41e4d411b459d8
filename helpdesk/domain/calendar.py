"""The working calendar: office windows per weekday, closed dates, special ranges, one zone."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from helpdesk.domain.explained import CLOSED, NO_OFFICE_HOURS, Day
from helpdesk.errors import InvalidInput

ONE_DAY = timedelta(days=1)
HORIZON = 3660  # dates searched from an instant (`sla-rules.md` 6) before giving up
DATES_KEPT = 4000  # a calendar remembers its answers for so many: more than one HORIZON
MACHINE_ZONES = frozenset({"posix", "right", "posixrules", "localtime"})

Span = tuple[datetime, datetime]  # half-open, both ends in UTC
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """Half-open local office hours `[start, end)` within one date."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.start.tzinfo or self.end.tzinfo or self.start >= self.end:
            shown = f"{self.start:%H:%M}-{self.end:%H:%M}"
            raise InvalidInput(windows=f"Jam kantor {shown}: jam mulai harus sebelum jam selesai.")


Weekly = Mapping[int, tuple[Window, ...]]  # 0 = Monday; a weekday not named has no windows


@dataclass(frozen=True)
class SpecialRange:
    """Dates (both included) on which `weekly` replaces the usual windows, e.g. Ramadan."""

    first: date
    last: date
    weekly: Weekly
    name: str = ""

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise InvalidInput(
                special=f"Rentang khusus {self.first} sampai {self.last}: awal melewati akhir."
            )
        object.__setattr__(self, "weekly", _checked(self.weekly))


class _ByDate(dict[date, Answer], Generic[Answer]):
    """Answers about dates, each worked out once; a full memory starts anew, so it stays small.

    Sound because a calendar never changes: two threads that find one answer find the same.
    """

    def __init__(self, find: Callable[[date], Answer]) -> None:
        self._find = find

    def __missing__(self, day: date) -> Answer:
        found = self._find(day)
        if len(self) >= DATES_KEPT:
            self.clear()
        self[day] = found
        return found


@dataclass(frozen=True)
class WorkingCalendar:
    """When the office works; `closed` maps a date to the name of its holiday or closure.

    Raises InvalidInput for an unknown zone, bad or overlapping windows, or no working day at all.
    Instants are answered in the calendar's zone. Two values of one DST zone must be compared or
    subtracted in UTC, because Python compares them by wall time.
    """

    zone: str
    weekly: Weekly
    closed: Mapping[date, str]
    special: tuple[SpecialRange, ...] = ()
    tz: ZoneInfo = field(init=False, repr=False, compare=False)
    _windows: _ByDate[tuple[Window, ...]] = field(init=False, repr=False, compare=False)
    _spans: _ByDate[tuple[Span, ...]] = field(init=False, repr=False, compare=False)
    _closes: _ByDate[datetime] = field(init=False, repr=False, compare=False)
    _unpaused: _ByDate[Day] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tz", _zone(self.zone))
        object.__setattr__(self, "weekly", _checked(self.weekly))
        object.__setattr__(self, "closed", MappingProxyType(dict(self.closed)))
        object.__setattr__(self, "special", tuple(self.special))
        object.__setattr__(self, "_windows", _ByDate(self._find_windows))
        object.__setattr__(self, "_spans", _ByDate(self._find_spans))
        object.__setattr__(self, "_closes", _ByDate(self._find_close))
        object.__setattr__(self, "_unpaused", _ByDate(self._find_unpaused))
        if not self._has_working_day():
            raise InvalidInput(weekly="Kalender harus memuat sedikitnya satu hari kerja.")

    def local_date(self, instant: datetime) -> date:
        """The date the calendar's wall clock shows at `instant`."""
        return in_utc(instant).astimezone(self.tz).date()

    def windows_on(self, day: date) -> tuple[Window, ...]:
        """Office windows of a date, in order: closed wins, then the latest special range."""
        return self._windows[day]

    def _find_windows(self, day: date) -> tuple[Window, ...]:
        if day in self.closed:
            return ()
        weekly = self.weekly
        for special in reversed(self.special):
            if special.first <= day <= special.last:
                weekly = special.weekly
                break
        return weekly.get(day.weekday(), ())

    def is_working_day(self, day: date) -> bool:
        """Whether the date has at least one window."""
        return bool(self.windows_on(day))

    def reason_closed(self, day: date) -> str | None:
        """Why nobody works that date, in Indonesian for the explanation; None on a working day."""
        if day in self.closed:
            return self.closed[day] or "hari libur"
        if self.is_working_day(day):
            return None
        return "akhir pekan" if day.weekday() >= 5 else "tidak ada jam kantor"

    def unpaused(self, day: date) -> Day:
        """Whether the date counts, and why not, for a clock that no pause holds on it."""
        return self._unpaused[day]

    def _find_unpaused(self, day: date) -> Day:
        if self.is_working_day(day):
            return Day(day, counted=True, why=None)
        return Day(day, counted=False, why=CLOSED if day in self.closed else NO_OFFICE_HOURS)

    def spans_on(self, day: date) -> tuple[Span, ...]:
        """The windows of a date as real time, in UTC."""
        return self._spans[day]

    def _find_spans(self, day: date) -> tuple[Span, ...]:
        return tuple(
            (self._instant(day, window.start), self._instant(day, window.end))
            for window in self.windows_on(day)
        )

    def close_utc(self, day: date) -> datetime:
        """The end of the date's last window, in UTC; the date must be a working day."""
        return self._closes[day]

    def _find_close(self, day: date) -> datetime:
        windows = self.windows_on(day)
        if not windows:
            raise InvalidInput(f"{day} bukan hari kerja.")
        return self._instant(day, windows[-1].end)

    def close_of(self, day: date) -> datetime:
        """The end of the date's last window, in the calendar's zone."""
        return self.close_utc(day).astimezone(self.tz)

    def first_window_start(self, day: date) -> datetime:
        """The start of the date's first window, in the calendar's zone."""
        spans = self.spans_on(day)
        if not spans:
            raise InvalidInput(f"{day} bukan hari kerja.")
        return spans[0][0].astimezone(self.tz)

    def receipt_day(self, instant: datetime) -> date:
        """The date on which something arriving at `instant` counts as received."""
        today = self.local_date(instant)
        if self.is_working_day(today) and in_utc(instant) < self.close_utc(today):
            return today
        return self._nth_working_day(today, 1)

    def shift(self, instant: datetime, count: int) -> datetime:
        """The close of the count-th working day after (negative: before) the date of `instant`."""
        if not count:
            raise InvalidInput("Pergeseran hari kerja tidak boleh nol.")
        return self.close_of(self._nth_working_day(self.local_date(instant), count))

    def is_open(self, instant: datetime) -> bool:
        """Whether `instant` lies in an office window."""
        moment = in_utc(instant)
        return any(start <= moment < end for start, end in self.spans_on(self.local_date(instant)))

    def next_opening(self, instant: datetime) -> datetime:
        """`instant` itself when the office is open, else the start of the next window."""
        moment = in_utc(instant)
        start, _ = next(self.open_spans(moment), (None, None))
        if start is None:
            raise InvalidInput("Tidak ada jam kantor dalam 3.660 hari.")
        return start.astimezone(self.tz)

    def open_spans(self, instant: datetime, last: date | None = None) -> Iterator[Span]:
        """Office time from `instant` on, as UTC spans, through the date `last` (or HORIZON)."""
        moment = in_utc(instant)
        today = self.local_date(moment)
        for day in dates_between(today, last or horizon(today)):
            for start, end in self.spans_on(day):
                if moment < end and start < end:
                    yield max(start, moment), end

    def _nth_working_day(self, origin: date, count: int) -> date:
        step = 1 if count > 0 else -1
        left = abs(count)
        for day in _dates_from(origin, step):
            left -= self.is_working_day(day)
            if not left:
                return day
        raise InvalidInput(f"Hari kerja ke-{count} tidak ada dalam 3.660 hari sejak {origin}.")

    def _instant(self, day: date, wall: time) -> datetime:
        """First instant, in UTC, at which the local clock shows `wall` of `day` or later.

        Real time without transitions; in a repeated hour the first pass; a wall time that the
        clock jumps over becomes the jump, so that a window never has negative length.
        """
        local = datetime.combine(day, wall, self.tz)
        before, after = _offset(local), _offset(local.replace(fold=1))
        moment = local.replace(tzinfo=UTC) - before
        return moment if before >= after else self._jump(moment - (after - before), moment)

    def _jump(self, low: datetime, high: datetime) -> datetime:
        """The whole second in `(low, high]` at which the offset of `low` ends."""
        offset = _offset(low.astimezone(self.tz))
        while high - low > timedelta(seconds=1):
            middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
            if _offset(middle.astimezone(self.tz)) == offset:
                low = middle
            else:
                high = middle
        return high

    def _has_working_day(self) -> bool:
        """Exact and cheap: the weekly pattern is constant between the edges of special ranges."""
        edges = {date.min} | {special.first for special in self.special}
        edges |= {special.last + ONE_DAY for special in self.special if special.last < date.max}
        starts = sorted(edges)
        reach = 7 * (len(self.closed) + 1)
        return any(
            self.is_working_day(date.fromordinal(ordinal))
            for start, end in zip(starts, [*starts[1:], date.max], strict=True)
            for ordinal in range(
                start.toordinal(), min(start.toordinal() + reach, end.toordinal() + 1)
            )
        )


def in_utc(instant: datetime) -> datetime:
    """The instant in UTC; a naive value is refused because its meaning would be guessed."""
    if instant.tzinfo is UTC:
        return instant
    if instant.utcoffset() is None:
        raise InvalidInput("Waktu harus menyebut zona waktunya.")
    return instant.astimezone(UTC)


def horizon(origin: date) -> date:
    """The last date searched from `origin`: HORIZON dates on, or the end of the era."""
    return date.fromordinal(min(origin.toordinal() + HORIZON, date.max.toordinal()))


def dates_between(first: date, last: date) -> Iterator[date]:
    """Every date from `first` to `last`, both included."""
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))


def _dates_from(origin: date, step: int) -> Iterator[date]:
    start = origin.toordinal()
    end = start + step * (HORIZON + 1)
    limit = max(min(end, date.max.toordinal() + 1), 0)
    return map(date.fromordinal, range(start + step, limit, step))


def _offset(local: datetime) -> timedelta:
    return local.utcoffset() or timedelta(0)


@lru_cache(maxsize=64)
def _zone(key: str) -> ZoneInfo:
    """An IANA zone; names that mean the machine's own settings are no zone of a bureau."""
    if key.partition("/")[0] not in MACHINE_ZONES:
        try:
            return ZoneInfo(key)
        except (KeyError, ValueError, OSError):
            pass
    raise InvalidInput(zone=f"Zona waktu {key[:60]!r} tidak dikenal.")


def _checked(weekly: Weekly) -> Weekly:
    """The same pattern with ordered windows; overlaps and unknown weekdays are refused."""
    ordered: dict[int, tuple[Window, ...]] = {}
    for weekday, windows in weekly.items():
        if weekday not in range(7):
            raise InvalidInput(weekly=f"Hari {weekday!r} tidak dikenal (0 = Senin … 6 = Minggu).")
        ordered[weekday] = tuple(sorted(windows))
        for earlier, later in zip(ordered[weekday], ordered[weekday][1:], strict=False):
            if later.start < earlier.end:
                raise InvalidInput(windows="Jam kantor pada satu hari tidak boleh tumpang tindih.")
    return MappingProxyType(ordered)
