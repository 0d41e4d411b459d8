"""Weekly hours in words, days with the same hours together."""

from collections.abc import Mapping
from itertools import groupby

from helpdesk.domain.calendar import Window
from helpdesk.domain.catalogue import Bureau
from helpdesk.wording.time import WEEKDAYS


def hours_text(bureau: Bureau) -> str:
    """The counter's week, as "Senin–Kamis 08.00–12.00 dan 13.00–15.30 WIB; Jumat …"."""
    days = sorted(bureau.counter_hours.items())
    parts = []
    for windows, group in groupby(days, key=lambda day: day[1]):
        if windows:
            numbers = [number for number, _ in group]
            parts.append(f"{_span(numbers)} {windows_text(windows)} {bureau.zone_label}")
    return "; ".join(parts)


def _span(days: list[int]) -> str:
    first, last = WEEKDAYS[days[0]], WEEKDAYS[days[-1]]
    return first if len(days) == 1 else f"{first}–{last}"


def windows_text(windows: tuple[Window, ...]) -> str:
    """As "07.30–12.00 dan 13.00–16.00"; empty without windows."""
    return " dan ".join(f"{w.start:%H.%M}–{w.end:%H.%M}" for w in windows)


def week(hours: Mapping[int, tuple[Window, ...]]) -> list[tuple[str, str]]:
    """(day, hours) for every weekday with windows, for a table."""
    return [(WEEKDAYS[day], windows_text(w)) for day, w in sorted(hours.items()) if w]
