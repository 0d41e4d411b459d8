"""Tender deadlines as people type them ("besok jam 10"), and instants in words."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}

_MONTH = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)} | {
    "agt": 8,
    "ags": 8,
    "okt": 10,
    "oct": 10,
    "nop": 11,
    "may": 5,
    "aug": 8,
    "dec": 12,
}
_DAY = {name.lower(): number for number, name in enumerate(DAYS)} | {"jum'at": 4, "ahad": 6}

_ISO = re.compile(r"\b(20\d\d)-(\d{1,2})-(\d{1,2})\b")
_NUMERIC = re.compile(
    r"\b(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}|\d{2}))?\b|\b(\d\d?)\.(\d\d?)\.(\d{4})\b"
)
_NAMED = re.compile(r"\b(\d{1,2})\s*(" + "|".join(_MONTH) + r")[a-z]*\.?\s*(20\d\d)?(?![\d.:])")
_ON_DAY = re.compile(r"\b(?:tanggal|tgl)\.?\s*(\d{1,2})\b")
_IN_DAYS = re.compile(r"\b(\d{1,2})\s*hari\s+lagi\b")
_IN_HOURS = re.compile(r"\b(\d{1,3})\s*jam\s+lagi\b")
_TODAY = re.compile(
    r"\b(hari\s+ini|hr\s+ini|(nanti|ntar)\s+(siang|sore|malam)|(pagi|siang|sore|malam)\s+ini|today)\b"
)
_AFTER = re.compile(r"\b(lusa)\b")
_TOMORROW = re.compile(r"\b(besok|bsk|besuk|esok|tomorrow)\b")
_WEEKDAY = re.compile(r"\b(" + "|".join(re.escape(name) for name in _DAY) + r")\b")
_HOUR = re.compile(r"\b(?:jam|pukul|pkl|jm|pk)\.?\s*(\d{1,2})(?:[.:](\d{2}))?\b")
_CLOCK = re.compile(r"(?<![\d.])(\d{1,2})[.:](\d{2})(?![\d]|\.\d)")
_PART = re.compile(r"\b(pagi|siang|sore|malam)\b")


@dataclass(frozen=True)
class Reading:
    """What a text says of a deadline: an instant, or a day whose hour is unknown, or nothing."""

    at: datetime | None = None
    day: date | None = None


def read_deadline(text: str, now: datetime) -> Reading:
    """The deadline in `text`, in the zone of `now`; tolerant, and nothing rather than a guess."""
    lowered = text.lower()
    hours = _IN_HOURS.search(lowered)
    if hours:
        return Reading(at=(now + timedelta(hours=int(hours[1]))).replace(second=0, microsecond=0))
    day, rest = _day_of(lowered, now.date())
    clock = read_time(rest)
    if clock is None:
        return Reading(day=day)
    if day is None:
        day = now.date() if clock > now.time() else now.date() + timedelta(days=1)
    return Reading(at=datetime.combine(day, clock, now.tzinfo))


def read_time(text: str) -> time | None:
    """The time of day in `text`; "jam 3" without a part of the day is the afternoon's."""
    lowered = text.lower()
    found = (
        _HOUR.search(lowered)
        or _CLOCK.search(lowered)
        or re.fullmatch(r"\s*(\d{1,2})()\s*", lowered)
    )
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    part = _PART.search(lowered)
    if _is_afternoon(hour, part[1] if part else None):
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _is_afternoon(hour: int, part: str | None) -> bool:
    if part == "siang":
        return hour <= 5
    if part in {"sore", "malam"}:
        return 0 < hour < 12
    return part is None and 1 <= hour <= 5


def _day_of(text: str, today: date) -> tuple[date | None, str]:
    """The day named, and the text without it, so that its figures are not read as an hour."""
    for pattern, read in _READERS:
        found = pattern.search(text)
        day = read(found, today) if found else None
        if found and day:
            return day, text[: found.start()] + " " + text[found.end() :]
    for pattern, distance in ((_AFTER, 2), (_TOMORROW, 1), (_TODAY, 0)):
        if pattern.search(text):
            return today + timedelta(days=distance), text
    return None, text


def _iso(found: re.Match[str], _: date) -> date | None:
    return _valid(int(found[1]), int(found[2]), int(found[3]))


def _numeric(found: re.Match[str], today: date) -> date | None:
    day, month, year = (found[1], found[2], found[3]) if found[1] else found.group(4, 5, 6)
    return _dated(int(day), int(month), year, today)


def _named(found: re.Match[str], today: date) -> date | None:
    return _dated(int(found[1]), _MONTH[found[2]], found[3], today)


def _on_day(found: re.Match[str], today: date) -> date | None:
    this = _valid(today.year, today.month, int(found[1]))
    if this and this >= today:
        return this
    month = today.replace(day=28) + timedelta(days=7)
    return _valid(month.year, month.month, int(found[1]))


def _in_days(found: re.Match[str], today: date) -> date:
    return today + timedelta(days=int(found[1]))


def _weekday(found: re.Match[str], today: date) -> date:
    return today + timedelta(days=(_DAY[found[1]] - today.weekday()) % 7)


_READERS = (
    (_ISO, _iso),
    (_NAMED, _named),
    (_NUMERIC, _numeric),
    (_ON_DAY, _on_day),
    (_IN_DAYS, _in_days),
    (_WEEKDAY, _weekday),
)


def _dated(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return _valid(int(year) + (2000 if len(year) == 2 else 0), month, day)
    this = _valid(today.year, month, day)
    if this and this < today - timedelta(days=60):
        return _valid(today.year + 1, month, day)
    return this


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def worded_day(day: date) -> str:
    """ "Senin, 23 November 2026"."""
    return f"{DAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year}"


def worded_date(day: date) -> str:
    """ "23 November 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def worded(at: datetime) -> str:
    """ "Senin, 23 November 2026 pukul 16.00 WIB", in the zone `at` carries."""
    offset = at.utcoffset()
    zone = ZONES.get(round(offset.total_seconds() / 3600)) if offset is not None else None
    words = f"{worded_day(at.date())} pukul {at:%H.%M}"
    return f"{words} {zone}" if zone else words


def worded_time(at: datetime) -> str:
    """ "pukul 16.00 WIB", in the zone `at` carries."""
    return f"pukul{worded(at).rpartition('pukul')[2]}"
