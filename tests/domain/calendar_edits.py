"""Edits of a calendar as officers make them, for property tests."""

from dataclasses import replace
from datetime import date, time, timedelta

from hypothesis import strategies as st

from helpdesk.domain.calendar import SpecialRange, Window, WorkingCalendar

SHORT = {day: (Window(time(8), time(12)), Window(time(12, 30), time(15))) for day in range(5)}


@st.composite
def edited(draw, calendar: WorkingCalendar, around: date) -> WorkingCalendar:
    """`calendar` with dates closed or opened again, or shorter hours for a time."""

    def day(least=-40, most=60):
        return around + timedelta(days=draw(st.integers(least, most)))

    kept = st.sampled_from([True, True, False])
    closed = {on: name for on, name in calendar.closed.items() if draw(kept)}
    closed |= {day(): "Libur baru" for _ in range(draw(st.integers(0, 3)))}
    special = list(calendar.special)
    if draw(st.booleans()):
        first = day()
        special.append(SpecialRange(first, first + timedelta(days=draw(st.integers(0, 20))), SHORT))
    return replace(calendar, closed=closed, special=tuple(special))
