"""Dates, times and working time as Indonesian words; the zone and the present are arguments."""

import math
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
SHORT_MONTHS = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "Mei",
    "Jun",
    "Jul",
    "Agu",
    "Sep",
    "Okt",
    "Nov",
    "Des",
)
ZONE_LABELS = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}
# Counting the days of a deadline stops here, as `flask sla` does (sla-rules.md 6).
FARTHEST_DAYS = 3_660


class TimeLeft(NamedTuple):
    """Words for a deadline and the tone of its chip: calm, soon, today, late, held, met."""

    text: str
    tone: str


def zone_label(zone: str) -> str:
    """As "WIB", "WITA" or "WIT"; the bare zone name where Indonesia has no label for it."""
    return ZONE_LABELS.get(zone, zone)


def local(at: datetime, zone: str) -> datetime:
    """`at` on the wall clock of `zone`. Raises ValueError for a naive instant."""
    if at.tzinfo is None:
        raise ValueError("an instant needs an offset")
    return at.astimezone(ZoneInfo(zone))


def local_day(day: date, zone: str) -> date:
    """The local date of an instant; a plain date stays what it is."""
    return local(day, zone).date() if isinstance(day, datetime) else day


def weekday(day: date, zone: str) -> str:
    """As "Senin"."""
    return WEEKDAYS[local_day(day, zone).weekday()]


def date_long(day: date, zone: str) -> str:
    """As "Senin, 23 November 2026"."""
    day = local_day(day, zone)
    return f"{WEEKDAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year}"


def date_plain(day: date, zone: str) -> str:
    """As "23 November 2026", for letters and tables where the weekday says nothing."""
    day = local_day(day, zone)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def date_short(day: date, zone: str) -> str:
    """As "23 Nov 2026"."""
    day = local_day(day, zone)
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"


def hour_minute(at: datetime, zone: str) -> str:
    """As "09.30", where the zone stands nearby already."""
    return local(at, zone).strftime("%H.%M")


def time(at: datetime, zone: str) -> str:
    """As "09.30 WIB"."""
    return f"{hour_minute(at, zone)} {zone_label(zone)}"


def datetime_long(at: datetime, zone: str) -> str:
    """As "Senin, 23 November 2026 09.30 WIB"."""
    return f"{date_long(at, zone)} {time(at, zone)}"


def datetime_short(at: datetime, zone: str) -> str:
    """As "23 Nov 2026 09.30 WIB"."""
    return f"{date_short(at, zone)} {time(at, zone)}"


def moment(at: datetime, zone: str) -> str:
    """As "Senin 23 Nov 09.30 WIB": for a telephone, and still right when read tomorrow."""
    day = local_day(at, zone)
    return f"{WEEKDAYS[day.weekday()]} {day.day} {SHORT_MONTHS[day.month - 1]} {time(at, zone)}"


def day_near(day: date, now: datetime, zone: str) -> str:
    """As "hari ini", "besok", "kemarin", else "Jumat 27 November" (with the year if another)."""
    day, today = local_day(day, zone), local_day(now, zone)
    near = {0: "hari ini", 1: "besok", -1: "kemarin"}.get((day - today).days)
    if near is not None:
        return near
    words = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return words if day.year == today.year else f"{words} {day.year}"


def relative_day(at: datetime, now: datetime, zone: str) -> str:
    """As "hari ini 16.00 WIB", "besok 16.00 WIB", "Jumat 27 November 16.00 WIB"."""
    return f"{day_near(at, now, zone)} {time(at, zone)}"


def working_days(count: int) -> str:
    """As "3 hari kerja"."""
    return f"{count} hari kerja"


def working_minutes(minutes: float) -> str:
    """As "25 menit kerja", "2 jam 5 menit kerja"; part minutes count as whole ones."""
    hours, rest = divmod(math.ceil(minutes), 60)
    parts = [f"{hours} jam"] * (hours > 0) + [f"{rest} menit"] * (rest > 0 or hours == 0)
    return f"{' '.join(parts)} kerja"


def working_days_between(after: date, until: date, is_working_day: Callable[[date], bool]) -> int:
    """Working days d with `after` < d <= `until`; 0 when `until` is not later."""
    span = min((until - after).days, FARTHEST_DAYS)
    return sum(is_working_day(after + timedelta(days=n)) for n in range(1, span + 1))


def time_left(
    due_at: datetime, now: datetime, zone: str, is_working_day: Callable[[date], bool]
) -> TimeLeft:
    """Words for a deadline in working days.

    "2 hari kerja lagi", "hari ini 16.00", "lewat sejak 16.00", "lewat 1 hari kerja".
    `is_working_day` is the calendar's method of that name.
    """
    due_day, today = local_day(due_at, zone), local_day(now, zone)
    if now > due_at:
        return TimeLeft(_late(due_at, now, zone, is_working_day), "late")
    if due_day == today:
        return TimeLeft(f"hari ini {hour_minute(due_at, zone)}", "today")
    days = working_days_between(today, due_day, is_working_day)
    if days == 0:
        return TimeLeft(relative_day(due_at, now, zone), "soon")
    return TimeLeft(f"{working_days(days)} lagi", "soon" if days == 1 else "calm")


def _late(
    due_at: datetime, now: datetime, zone: str, is_working_day: Callable[[date], bool]
) -> str:
    due_day, today = local_day(due_at, zone), local_day(now, zone)
    days = working_days_between(due_day, today, is_working_day)
    if days > 0:
        return f"lewat {working_days(days)}"
    hour = hour_minute(due_at, zone)
    # Same day, or a weekend after it: no working day has passed, so none may be counted.
    return (
        f"lewat sejak {hour}"
        if due_day == today
        else f"lewat sejak {weekday(due_day, zone)} {hour}"
    )


def minutes_left(minutes: float) -> TimeLeft:
    """Words for a deadline in working minutes; negative means that many minutes late."""
    if minutes < 0:
        return TimeLeft(f"lewat {working_minutes(-minutes)}", "late")
    return TimeLeft(f"{working_minutes(minutes)} lagi", "today" if minutes <= 30 else "soon")
