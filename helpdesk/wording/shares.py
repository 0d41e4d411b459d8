"""How long the requester waits, and with whom: working days and calendar days that add up."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from helpdesk.domain.calendar import WorkingCalendar
from helpdesk.domain.shares import DONE, Holding, dates_held, working_days_held
from helpdesk.wording.time import date_long, working_days

HOLDERS = {"bureau": "Biro", "requester": "Pemohon", "lkpp": "LKPP", "telkom": "Telkom"}
_ORDER = tuple(HOLDERS)


def shares_view(
    holdings: Sequence[Holding], calendar: WorkingCalendar, now: datetime, *, officers: bool
) -> Mapping[str, Any]:
    """The view dict of the macro `waiting_shares`; widths of the bar are of a thousand."""
    working = working_days_held(holdings, calendar, now)
    dates = dates_held(holdings, calendar, now)
    names = HOLDERS if officers else HOLDERS | {"requester": "Anda"}
    parts = [
        {
            "code": who, "who": names[who], "working": working[who], "calendar": dates[who],
            "text": _both(working[who], dates[who]),
        }
        for who in sorted(working, key=_ORDER.index)
    ]
    days = sum(working.values())
    since = date_long(holdings[0].start, str(calendar.tz))
    return {
        "parts": parts, "bar": _bar(working), "ended": holdings[-1].who == DONE,
        "working": days, "calendar": sum(dates.values()),
        "total_text": f"{_both(days, sum(dates.values()))} sejak {since}",
        "note": _note(holdings),
    }


def _both(working: int, dates: int) -> str:
    if not working and not dates:
        return "kurang dari sehari"
    return f"{working_days(working)} ({dates} hari kalender)"


def _note(holdings: Sequence[Holding]) -> str:
    """A ticket that came back did not wait while it was answered."""
    between = any(span.who == DONE for span in holdings[:-1])
    return "Waktu antara jawaban selesai dan dibuka kembali tidak ikut." if between else ""


def _bar(working: Mapping[str, int]) -> list[dict[str, Any]]:
    """Segments of the bar from left to right; the last ends where the bar does."""
    total, done, segments = sum(working.values()), 0, []
    for who in sorted(working, key=_ORDER.index):
        if working[who]:
            start, done = done, done + working[who]
            x, end = 1000 * start // total, 1000 * done // total
            segments.append({"code": who, "x": x, "width": end - x})
    return segments


def shares_text(view: Mapping[str, Any]) -> list[str]:
    """The same as lines for a chat."""
    head = "Lama menunggu" if not view["ended"] else "Lama seluruhnya"
    lines = [f"{head}: {view['total_text']}."]
    if len(view["parts"]) > 1:
        lines += [f"• {part['who']}: {part['text']}" for part in view["parts"]]
    return lines + ([view["note"]] if view["note"] else [])
