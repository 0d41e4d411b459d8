"""`flask sla`, one JSON line in and one out: reading, the rule, writing (`sla-rules.md` 6).

Decided where the contract is silent: every line is answered, a blank one as "not JSON"; `id` is a
text or an integer; a repeated key, NaN and Infinity are refused; times are `HH:MM` up to 23:59,
so "24:00" is refused; an unknown key is ignored, except in `limit`; null is not "left out".
"""

import json
import marshal
import re
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, NoReturn

from helpdesk.domain.calendar import SpecialRange, Weekly, Window, WorkingCalendar
from helpdesk.domain.working_time import (
    Day,
    Deadline,
    Limit,
    Pause,
    WorkingDays,
    WorkingMinutes,
    deadline,
)
from helpdesk.errors import InvalidInput

WEEKDAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
WALL_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d", re.ASCII)
DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
INSTANT = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ](?:[01]\d|2[0-3]):\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:?\d\d)?",
    re.ASCII,
)
BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # what some Windows editors put before the first line
LONGEST_INTEGER = 4000  # digits; Python refuses to read or print much longer ones
CALENDARS_KEPT = 64

_calendars: dict[bytes, WorkingCalendar] = {}


class Ambiguous(dict[str, Any]):
    """An object of the line that names a key twice; its sender meant one of the two."""


def answer(line: bytes) -> tuple[str, bool]:
    """The answer to one line, and whether it is an answer rather than an error."""
    identity: str | int | None = None
    try:
        read = _read(line)
        identity = _identity(read)
        return json.dumps({"id": identity, **_told(_deadline(_object(read, "baris")))}), True
    except InvalidInput as error:
        message = error.message
    except OverflowError:
        message = "Tanggal atau bilangan di luar jangkauan perhitungan."
    return json.dumps({"id": identity, "error": message}), False


def _deadline(request: dict[str, Any]) -> Deadline:
    if not isinstance(request.get("id"), str | int) or isinstance(request["id"], bool):
        _refuse("id", "harus berupa teks atau bilangan bulat")
    return deadline(
        _known_calendar(_object(request.get("calendar"), "calendar")),
        _instant(request.get("received_at"), "received_at"),
        _limit(_object(request.get("limit"), "limit")),
        [_pause(pair) for pair in _list(request.get("pauses", []), "pauses")],
    )


def _told(found: Deadline) -> dict[str, Any]:
    told: dict[str, Any] = {"deadline": found.at and found.at.isoformat()}
    by_days = found.receipt_day is not None
    if found.remaining is not None:
        told["remaining"] = {"days" if by_days else "minutes": round(found.remaining, 4)}
    if found.receipt_day is not None:
        told["receipt_day"] = found.receipt_day.isoformat()
        told["days"] = [_told_day(day) for day in found.days]
    return told


def _told_day(day: Day) -> dict[str, Any]:
    if day.why is None:
        return {"date": day.date.isoformat(), "counted": True}
    return {"date": day.date.isoformat(), "counted": day.counted, "why": day.why}


def _read(line: bytes) -> Any:
    try:
        return _strict.decode(line.removeprefix(BYTE_ORDER_MARK).decode())
    except (ValueError, RecursionError):
        raise InvalidInput("Baris ini bukan JSON.") from None


def _identity(read: Any) -> str | int | None:
    """What an error can be told under even when the rest of the line is wrong."""
    found = read.get("id") if isinstance(read, dict) else None
    return found if isinstance(found, str | int) else None


def _keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else Ambiguous(found)


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) <= LONGEST_INTEGER else float("inf")


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


_strict = json.JSONDecoder(object_pairs_hook=_keys, parse_int=_integer, parse_constant=_no_number)


def _known_calendar(raw: dict[str, Any]) -> WorkingCalendar:
    """The calendar of these fields; audits repeat a few calendars on many lines."""
    try:
        key = marshal.dumps(raw, 2)
    except ValueError:  # an Ambiguous object, or nested deeper than any calendar is
        return _calendar(raw)
    if key not in _calendars:
        if len(_calendars) >= CALENDARS_KEPT:
            _calendars.clear()
        _calendars[key] = _calendar(raw)
    return _calendars[key]


def _calendar(raw: dict[str, Any]) -> WorkingCalendar:
    closed = _list(raw.get("closed", []), "closed")
    special = _list(raw.get("special", []), "special")
    return WorkingCalendar(
        zone=_text(raw.get("timezone"), "timezone"),
        weekly=_weekly(raw.get("weekly")),
        closed={_date(item, "closed"): "" for item in closed},
        special=tuple(_special(_object(item, "special")) for item in special),
    )


def _special(raw: dict[str, Any]) -> SpecialRange:
    first, last = _date(raw.get("from"), "special.from"), _date(raw.get("to"), "special.to")
    return SpecialRange(first, last, _weekly(raw.get("weekly")))


def _weekly(raw: Any) -> Weekly:
    weekly: dict[int, tuple[Window, ...]] = {}
    for name, windows in _object(raw, "weekly").items():
        if name not in WEEKDAYS:
            _refuse("weekly", "memuat nama hari yang tidak dikenal (mon … sun)")
        weekly[WEEKDAYS[name]] = tuple(
            Window(*(_wall_time(end) for end in _pair(window, name)))
            for window in _list(windows, name)
        )
    return weekly


def _limit(raw: dict[str, Any]) -> Limit:
    if len(raw) != 1 or not raw.keys() <= {"days", "minutes"}:
        _refuse("limit", 'harus {"days": n} atau {"minutes": n}')
    return WorkingDays(raw["days"]) if "days" in raw else WorkingMinutes(raw["minutes"])


def _pause(raw: Any) -> Pause:
    start, end = _pair(raw, "pauses")
    return Pause(_instant(start, "pauses"), None if end is None else _instant(end, "pauses"))


def _instant(raw: Any, field: str) -> datetime:
    try:
        found = datetime.fromisoformat(_matching(INSTANT, raw, field).upper())
    except ValueError:
        _refuse(field, "bukan waktu yang ada")
    if found.tzinfo is None:
        _refuse(field, "harus menyebut selisih zona waktu, misalnya +07:00")
    return found


def _date(raw: Any, field: str) -> date:
    try:
        return date.fromisoformat(_matching(DATE, raw, field))
    except ValueError:
        _refuse(field, "bukan tanggal yang ada")


def _wall_time(raw: Any) -> time:
    return _time(_matching(WALL_TIME, raw, "weekly"))


@lru_cache(maxsize=1440)
def _time(wall: str) -> time:
    return time(int(wall[:2]), int(wall[3:]))


def _matching(pattern: re.Pattern[str], raw: Any, field: str) -> str:
    if not pattern.fullmatch(text := _text(raw, field)):
        _refuse(field, "tidak berbentuk tanggal atau waktu yang benar")
    return text


def _text(raw: Any, field: str) -> str:
    return raw if isinstance(raw, str) else _refuse(field, "harus berupa teks")


def _object(raw: Any, field: str) -> dict[str, Any]:
    if isinstance(raw, Ambiguous):
        _refuse(field, "menyebut satu kunci dua kali")
    return raw if isinstance(raw, dict) else _refuse(field, "harus berupa objek")


def _list(raw: Any, field: str) -> list[Any]:
    return raw if isinstance(raw, list) else _refuse(field, "harus berupa daftar")


def _pair(raw: Any, field: str) -> list[Any]:
    pair = _list(raw, field)
    return pair if len(pair) == 2 else _refuse(field, "harus berpasangan dua-dua")


def _refuse(field: str, reason: str) -> NoReturn:
    raise InvalidInput(f"{field}: {reason}.")
