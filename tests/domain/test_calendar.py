"""The working calendar: which dates work, when they close, and how its zone keeps time."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from helpdesk.domain.calendar import DATES_KEPT, SpecialRange, Window, WorkingCalendar
from helpdesk.errors import InvalidInput


def hours(*pairs):
    return tuple(Window(time.fromisoformat(a), time.fromisoformat(b)) for a, b in pairs)


MONDAY_TO_THURSDAY = hours(("07:30", "12:00"), ("13:00", "16:00"))
FRIDAY = hours(("07:30", "11:30"), ("13:00", "16:30"))
USUAL = {0: MONDAY_TO_THURSDAY, 1: MONDAY_TO_THURSDAY, 2: MONDAY_TO_THURSDAY,
         3: MONDAY_TO_THURSDAY, 4: FRIDAY}  # fmt: skip
RAMADAN = SpecialRange(
    date(2026, 2, 19),
    date(2026, 3, 17),
    {day: hours(("08:00", "12:00"), ("12:30", "15:00")) for day in range(5)},
    "Ramadan",
)
HOLIDAYS = {
    date(2026, 3, 18): "Cuti bersama Nyepi",
    date(2026, 3, 19): "Hari Suci Nyepi",
    date(2026, 3, 20): "Cuti bersama Idulfitri",
    date(2026, 3, 21): "Idulfitri",
    date(2026, 3, 23): "Cuti bersama Idulfitri",
    date(2026, 3, 24): "",
}


def a_calendar(zone="Asia/Pontianak", weekly=USUAL, closed=HOLIDAYS, special=(RAMADAN,)):
    return WorkingCalendar(zone, weekly, closed, special)


def wib(text):
    return datetime.fromisoformat(f"{text}+07:00")


@pytest.mark.parametrize(
    ("day", "weekday", "reason", "close"),
    [
        ("2026-02-18", "Wednesday", None, "16:00"),  # the day before the special range
        ("2026-02-19", "Thursday", None, "15:00"),  # its first day
        ("2026-03-17", "Tuesday", None, "15:00"),  # its last day
        ("2026-03-18", "Wednesday", "Cuti bersama Nyepi", None),
        ("2026-03-21", "Saturday", "Idulfitri", None),  # a holiday on a weekend keeps its name
        ("2026-03-22", "Sunday", "akhir pekan", None),
        ("2026-03-24", "Tuesday", "hari libur", None),  # closed without a name
        ("2026-03-25", "Wednesday", None, "16:00"),
        ("2026-03-27", "Friday", None, "16:30"),
    ],
)
def test_a_date_is_closed_for_a_reason_or_closes_at_its_last_window(day, weekday, reason, close):
    calendar, day = a_calendar(), date.fromisoformat(day)
    assert day.strftime("%A") == weekday
    assert calendar.reason_closed(day) == reason
    assert calendar.is_working_day(day) == (reason is None)
    if close:
        assert calendar.close_of(day).isoformat() == f"{day}T{close}:00+07:00"
    else:
        with pytest.raises(InvalidInput):
            calendar.close_of(day)


def test_the_later_of_two_overlapping_ranges_wins_even_with_no_windows():
    half_day = SpecialRange(date(2026, 3, 9), date(2026, 3, 10), {0: hours(("08:00", "10:00"))})
    calendar = a_calendar(special=(RAMADAN, half_day))
    monday, tuesday, wednesday = date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 11)
    assert calendar.close_of(monday).time() == time(10)
    assert calendar.windows_on(tuesday) == ()  # a weekday the range does not name
    assert calendar.reason_closed(tuesday) == "tidak ada jam kantor"
    assert calendar.close_of(wednesday).time() == time(15)
    reverse = a_calendar(special=(half_day, RAMADAN))
    assert reverse.close_of(monday).time() == time(15)


@pytest.mark.parametrize(
    ("received", "weekday", "day"),
    [
        ("2026-04-06T15:59:59", "Monday", "2026-04-06"),
        ("2026-04-06T16:00:00", "Monday", "2026-04-07"),  # at the close is too late
        ("2026-04-06T12:30:00", "Monday", "2026-04-06"),  # in the break
        ("2026-04-06T00:00:00", "Monday", "2026-04-06"),
        ("2026-04-10T21:10:00", "Friday", "2026-04-13"),
        ("2026-04-11T09:00:00", "Saturday", "2026-04-13"),
        ("2026-03-17T15:00:00", "Tuesday", "2026-03-25"),  # then Nyepi, Idulfitri and a weekend
    ],
)
def test_receipt_day_is_today_before_the_close_else_the_next_working_day(received, weekday, day):
    assert wib(received).strftime("%A") == weekday
    assert a_calendar().receipt_day(wib(received)) == date.fromisoformat(day)


def test_the_date_of_an_instant_is_the_one_its_zone_shows():
    late_sunday_in_london = datetime(2026, 4, 5, 23, 30, tzinfo=UTC)
    assert a_calendar().receipt_day(late_sunday_in_london) == date(2026, 4, 6)
    assert a_calendar("Asia/Jayapura").local_date(late_sunday_in_london) == date(2026, 4, 6)
    assert a_calendar("America/New_York").local_date(late_sunday_in_london) == date(2026, 4, 5)


@pytest.mark.parametrize(
    ("start", "weekday", "count", "shifted"),
    [
        ("2026-04-10T09:00:00", "Friday", 1, "2026-04-13T16:00:00+07:00"),
        ("2026-04-10T23:00:00", "Friday", 1, "2026-04-13T16:00:00+07:00"),
        ("2026-04-11T09:00:00", "Saturday", 1, "2026-04-13T16:00:00+07:00"),
        ("2026-04-13T09:00:00", "Monday", -1, "2026-04-10T16:30:00+07:00"),
        ("2026-04-12T09:00:00", "Sunday", -2, "2026-04-09T16:00:00+07:00"),
        ("2026-03-17T09:00:00", "Tuesday", 2, "2026-03-26T16:00:00+07:00"),
        ("2026-03-25T09:00:00", "Wednesday", -1, "2026-03-17T15:00:00+07:00"),
    ],
)
def test_shift_is_the_close_of_the_nth_working_day_after_or_before(start, weekday, count, shifted):
    assert wib(start).strftime("%A") == weekday
    assert a_calendar().shift(wib(start), count).isoformat() == shifted


def test_shift_by_nothing_is_refused():
    with pytest.raises(InvalidInput):
        a_calendar().shift(wib("2026-04-10T09:00:00"), 0)


@pytest.mark.parametrize(
    ("instant", "weekday", "opening"),
    [
        ("2026-04-10T07:29:59", "Friday", "2026-04-10T07:30:00"),
        ("2026-04-10T07:30:00", "Friday", "2026-04-10T07:30:00"),
        ("2026-04-10T11:29:59", "Friday", "2026-04-10T11:29:59"),
        ("2026-04-10T11:30:00", "Friday", "2026-04-10T13:00:00"),
        ("2026-04-10T16:30:00", "Friday", "2026-04-13T07:30:00"),
        ("2026-04-12T10:00:00", "Sunday", "2026-04-13T07:30:00"),
    ],
)
def test_the_next_opening_is_now_inside_a_window_else_the_next_start(instant, weekday, opening):
    calendar = a_calendar()
    assert wib(instant).strftime("%A") == weekday
    assert calendar.next_opening(wib(instant)) == wib(opening)
    assert calendar.is_open(wib(instant)) == (instant == opening)


def test_the_first_window_of_a_day_starts_in_the_calendars_zone():
    opening = a_calendar("Asia/Makassar").first_window_start(date(2026, 4, 10))
    assert opening.isoformat() == "2026-04-10T07:30:00+08:00"


def test_a_night_window_shrinks_when_the_clock_jumps_and_grows_when_it_is_put_back():
    night = hours(("01:30", "02:30"), ("02:45", "04:00"))
    calendar = a_calendar("Europe/Berlin", dict.fromkeys(range(7), night), {}, ())

    def lengths(day):
        return [end - start for start, end in calendar.spans_on(day)]

    minutes = [timedelta(minutes=m) for m in (30, 60, 75, 135)]
    # Sunday 29 March: from 02:00 to 03:00 at once; both edges in the gap become the jump.
    assert lengths(date(2026, 3, 29)) == [minutes[0], minutes[1]]
    assert calendar.spans_on(date(2026, 3, 29))[0][1] == datetime(2026, 3, 29, 1, tzinfo=UTC)
    # Sunday 25 October: the hour from 02:00 comes twice; edges mean its first pass.
    assert lengths(date(2026, 10, 25)) == [minutes[1], minutes[3]]
    assert lengths(date(2026, 10, 26)) == [minutes[1], minutes[2]]


@pytest.mark.parametrize(
    "build",
    [
        lambda: Window(time(12), time(12)),
        lambda: Window(time(12), time(7)),
        lambda: SpecialRange(date(2026, 3, 2), date(2026, 3, 1), {}),
        lambda: a_calendar(zone="Asia/Palangkaraya"),
        lambda: a_calendar(zone="../../etc/passwd"),
        lambda: a_calendar(zone="localtime"),
        lambda: a_calendar(zone=""),
        lambda: a_calendar(weekly={0: hours(("08:00", "12:00"), ("11:59", "13:00"))}),
        lambda: a_calendar(weekly={7: MONDAY_TO_THURSDAY}),
        lambda: a_calendar(weekly={}, special=()),
        lambda: a_calendar(weekly={0: ()}, special=()),
    ],
)
def test_a_calendar_that_makes_no_sense_is_refused_in_indonesian(build):
    with pytest.raises(InvalidInput) as refused:
        build()
    assert refused.value.message != InvalidInput.message
    assert refused.value.fields


def test_a_calendar_without_working_days_is_found_out_however_it_is_hidden():
    one_monday = SpecialRange(date(2026, 4, 6), date(2026, 4, 6), {0: FRIDAY})
    assert a_calendar(weekly={}, special=(one_monday,)).is_working_day(date(2026, 4, 6))
    with pytest.raises(InvalidInput):
        a_calendar(weekly={}, closed={date(2026, 4, 6): "libur"}, special=(one_monday,))
    forever_shut = SpecialRange(date.min, date.max, {})
    with pytest.raises(InvalidInput):
        a_calendar(special=(forever_shut,))


def test_windows_that_touch_are_no_overlap_and_may_come_unordered():
    calendar = a_calendar(weekly={0: hours(("12:00", "16:00"), ("07:30", "12:00"))})
    assert calendar.close_of(date(2026, 4, 6)).time() == time(16)
    assert calendar.windows_on(date(2026, 4, 6))[0].start == time(7, 30)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(InvalidInput):
        a_calendar().receipt_day(datetime(2026, 4, 6, 9))


def test_searching_ends_when_no_working_day_is_near():
    only_long_ago = SpecialRange(date(2001, 1, 1), date(2001, 1, 1), {0: FRIDAY})
    calendar = a_calendar(weekly={}, special=(only_long_ago,))
    for search in (calendar.receipt_day, calendar.next_opening):
        with pytest.raises(InvalidInput):
            search(wib("2026-04-06T09:00:00"))
    with pytest.raises(InvalidInput):
        calendar.shift(wib("2026-04-06T09:00:00"), 1)
    with pytest.raises(InvalidInput):
        calendar.shift(wib("2026-04-06T09:00:00"), -1)


def test_a_used_calendar_answers_like_a_new_one_and_forgets_in_time():
    used, start = a_calendar(), date(2026, 1, 1)
    days = [start + timedelta(days=n) for n in range(2 * DATES_KEPT)]
    first = [(used.windows_on(day), used.spans_on(day)) for day in days]
    again = [(used.windows_on(day), used.spans_on(day)) for day in days]
    assert first == again == [(a_calendar().windows_on(d), a_calendar().spans_on(d)) for d in days]
    assert used == a_calendar()
    assert len(used._windows) <= DATES_KEPT
    assert len(used._spans) <= DATES_KEPT


def test_a_calendar_made_from_another_remembers_nothing_of_it():
    usual, day = a_calendar(), date(2026, 4, 1)
    assert usual.is_working_day(day)
    assert usual.close_utc(day)
    flooded = replace(usual, closed={**usual.closed, day: "Banjir"})
    assert not flooded.is_working_day(day)
    with pytest.raises(InvalidInput):
        flooded.close_utc(day)
    assert usual.is_working_day(day)
