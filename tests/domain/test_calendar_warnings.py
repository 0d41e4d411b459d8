"""When the calendar is asked for: next year from November, Ramadan's hours 30 days ahead."""

from dataclasses import replace
from datetime import date

import pytest

from helpdesk.domain.calendar_warnings import calendar_warnings, expected_ramadan
from helpdesk.domain.catalogue import CalendarYear, ClosedDay, SpecialHours

NEW_YEAR = ClosedDay(date(2027, 1, 1), "Tahun Baru", "holiday")
RAMADAN = SpecialHours(date(2027, 2, 8), date(2027, 3, 9), {}, "Ramadan 1448 Hijriah")


def a_year(number, *, confirmed=True, special=()):
    return CalendarYear(number, confirmed, "SKB", "", (NEW_YEAR,), special)


def both(confirmed=True, hours=False):
    special = (replace(RAMADAN, confirmed=hours),)
    return {2026: a_year(2026), 2027: a_year(2027, confirmed=confirmed, special=special)}


@pytest.mark.parametrize(("years", "today", "expected"), [
    # next year: not a day before 1 November
    ({2026: a_year(2026)}, date(2026, 10, 31), []),
    ({2026: a_year(2026)}, date(2026, 11, 1), ["year_missing 2027"]),
    (both(confirmed=False), date(2026, 10, 31), []),
    (both(confirmed=False), date(2026, 11, 1), ["year_unconfirmed 2027"]),
    (both(), date(2026, 12, 31), []),
    # this year's, whenever
    (both(confirmed=False), date(2027, 6, 1), ["year_unconfirmed 2027"]),
    ({2026: a_year(2026)}, date(2027, 6, 1), ["year_missing 2027"]),
    # hours: 30 days before Monday 8 February 2027 is Saturday 9 January
    (both(), date(2027, 1, 8), []),
    (both(), date(2027, 1, 9), ["hours_unconfirmed 2027"]),
    (both(), date(2027, 3, 9), ["hours_unconfirmed 2027"]),
    (both(), date(2027, 3, 10), []),
    (both(hours=True), date(2027, 2, 1), []),
    # nobody entered Ramadan: the reckoned one is expected on Monday 8 February
    ({2027: a_year(2027)}, date(2027, 1, 8), []),
    ({2027: a_year(2027)}, date(2027, 1, 9), ["hours_missing 2027"]),
    ({2027: a_year(2027)}, date(2027, 3, 9), ["hours_missing 2027"]),
    ({2027: a_year(2027)}, date(2027, 3, 10), []),
])
def test_what_is_asked_for_and_when(years, today, expected):
    found = [f"{w.what} {w.year}" for w in calendar_warnings(years, today)]
    assert found == expected


def test_two_ramadans_of_one_year_are_both_expected():
    # 1451 H begins on 6 January 2030, 1452 H on 26 December 2030
    years = {2030: a_year(2030), 2031: a_year(2031)}
    firsts = [
        w.first for day in (date(2030, 1, 6), date(2030, 12, 26))
        for w in calendar_warnings(years, day)
    ]
    assert firsts == [date(2030, 1, 6), date(2030, 12, 26)]


@pytest.mark.parametrize(("hijri", "announced"), [
    (1445, date(2024, 3, 12)), (1446, date(2025, 3, 1)), (1447, date(2026, 2, 19)),
])
def test_the_reckoned_first_day_is_at_most_one_off_the_announced_one(hijri, announced):
    assert abs((expected_ramadan(hijri) - announced).days) <= 1
