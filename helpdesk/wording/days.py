"""Day by day: which dates counted, and the name or reason of each that did not."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from helpdesk.domain.catalogue import CalendarYear
from helpdesk.domain.explained import PAUSED, RECEIPT_DAY, Day
from helpdesk.wording.pauses import pause_reason
from helpdesk.wording.telling import Telling
from helpdesk.wording.time import MONTHS, WEEKDAYS, date_long


class DayRow(NamedTuple):
    """One line of "kenapa tanggal ini"; `decree` is on whose word the office was closed."""

    date_text: str
    counted: bool
    why: str
    decree: str = ""


def day_rows(told: Telling) -> list[DayRow]:
    """Every date from the first to the deadline, once; officers also read the decree."""
    years = told.catalogue.calendar_years
    return [
        DayRow(
            date_long(day.date, told.zone), day.counted, day_reason(told, day),
            decree_of(years, day) if told.officers else "",
        )
        for day in told.clock.deadline.days
    ]


def day_reason(told: Telling, day: Day) -> str:
    """Why a date did not count, as "Cuti bersama Hari Suci Nyepi"; "" for one that did."""
    if day.counted:
        return ""
    if day.why == RECEIPT_DAY:
        return told.first_day
    if day.why == PAUSED:
        why = next((r.pause.why for r in told.rests if day.date in r.dates), "")
        return f"dijeda, {pause_reason(why, officers=told.officers)}"
    return told.clock.calendar.reason_closed(day.date) or ""


def decree_of(years: Mapping[int, CalendarYear], day: Day) -> str:
    """The decree behind a closed date: its own, else its year's."""
    year = years.get(day.date.year)
    if year is None or day.why != "closed":
        return ""
    entry = next((closed for closed in year.closed if closed.date == day.date), None)
    if entry is None:
        return ""
    return entry.decree or (year.decree if entry.type != "local" else "")


def days_text(told: Telling) -> list[str]:
    """The same for a chat: what counted in one line, then a line for each reason."""
    days = told.clock.deadline.days
    counted = [day.date for day in days if day.counted]
    skipped: dict[str, list[date]] = {}
    for day in days:
        if not day.counted:
            skipped.setdefault(day_reason(told, day), []).append(day.date)
    lines = [f"Dihitung: {dates_text(counted)}."] if counted else []
    if skipped:
        lines.append("Tidak dihitung:")
        lines += [f"• {dates_text(dates)}: {why}" for why, dates in skipped.items()]
    return lines


def dates_text(dates: Iterable[date]) -> str:
    """As "Selasa 24, Rabu 25 November, Selasa 1 Desember": the month once, after its last day."""
    days, words = list(dates), []
    for index, day in enumerate(days):
        following = days[index + 1] if index + 1 < len(days) else None
        month = "" if following and following.month == day.month else f" {MONTHS[day.month - 1]}"
        words.append(f"{WEEKDAYS[day.weekday()]} {day.day}{month}")
    return ", ".join(words)
