"""Limits in working days and minutes: deadlines, their reasons, what holds them, what is used."""

from datetime import date, datetime, time

import pytest

from helpdesk.domain.calendar import Window, WorkingCalendar
from helpdesk.domain.working_time import (
    Pause,
    WorkingDays,
    WorkingMinutes,
    deadline,
    elapsed,
    point_at,
    working_days_between,
)
from helpdesk.errors import InvalidInput

LONG_DAY = (Window(time(7, 30), time(12)), Window(time(13), time(16)))
FRIDAY = (Window(time(7, 30), time(11, 30)), Window(time(13), time(16, 30)))
CALENDAR = WorkingCalendar(
    "Asia/Pontianak",
    {0: LONG_DAY, 1: LONG_DAY, 2: LONG_DAY, 3: LONG_DAY, 4: FRIDAY},
    {date(2026, 4, 3): "Wafat Yesus Kristus", date(2026, 5, 1): "Hari Buruh"},
)


def wib(text):
    return datetime.fromisoformat(f"{text}+07:00")


def a_pause(start, end=None):
    return Pause(wib(start), end and wib(end))


def counted(found):
    return [day.date.strftime("%a %d") for day in found.days if day.counted]


@pytest.mark.parametrize(
    ("received", "weekday", "limit", "at", "due_weekday"),
    [
        ("2026-04-06T09:00", "Monday", 1, "2026-04-07T16:00", "Tuesday"),
        ("2026-04-06T16:00", "Monday", 1, "2026-04-08T16:00", "Wednesday"),
        ("2026-04-09T09:00", "Thursday", 1, "2026-04-10T16:30", "Friday"),
        ("2026-04-10T16:29", "Friday", 3, "2026-04-15T16:00", "Wednesday"),
        ("2026-04-10T16:30", "Friday", 3, "2026-04-16T16:00", "Thursday"),
        ("2026-04-11T10:00", "Saturday", 5, "2026-04-20T16:00", "Monday"),
        ("2026-04-02T09:00", "Thursday", 1, "2026-04-06T16:00", "Monday"),  # Good Friday between
        ("2026-04-29T09:00", "Wednesday", 2, "2026-05-04T16:00", "Monday"),  # Labour Day between
    ],
)
def test_a_limit_in_days_ends_at_the_close_of_the_nth_day_after_receipt(
    received, weekday, limit, at, due_weekday
):
    assert wib(received).strftime("%A") == weekday
    found = deadline(CALENDAR, wib(received), WorkingDays(limit))
    assert found.at == wib(at)
    assert found.at.strftime("%A") == due_weekday
    assert len(counted(found)) == limit
    assert found.remaining is None


def test_every_date_from_receipt_to_deadline_tells_why_it_did_not_count():
    found = deadline(CALENDAR, wib("2026-04-01T17:00"), WorkingDays(2))  # a Wednesday evening
    assert found.receipt_day == date(2026, 4, 2)
    assert [(day.date.strftime("%a %d"), day.why) for day in found.days] == [
        ("Thu 02", "receipt day"),
        ("Fri 03", "closed"),
        ("Sat 04", "no office hours"),
        ("Sun 05", "no office hours"),
        ("Mon 06", None),
        ("Tue 07", None),
    ]


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        # Tuesday 7 April closes at 16:00: a pause covers it when from <= 16:00 < to.
        ("2026-04-07T16:00", "2026-04-07T16:01", ["Wed 08", "Thu 09"]),
        ("2026-04-07T09:00", "2026-04-07T16:00", ["Tue 07", "Wed 08"]),
        ("2026-04-07T16:00", "2026-04-07T16:00", ["Tue 07", "Wed 08"]),
        ("2026-04-07T16:01", "2026-04-08T15:59", ["Tue 07", "Wed 08"]),
        ("2026-04-06T10:00", "2026-04-08T17:00", ["Thu 09", "Fri 10"]),
        ("2026-04-01T10:00", "2026-04-06T08:00", ["Tue 07", "Wed 08"]),  # before receipt
        ("2026-04-01T10:00", "2026-04-07T17:00", ["Wed 08", "Thu 09"]),  # across receipt
    ],
)
def test_a_day_counts_only_if_the_clock_runs_at_its_close(start, end, days):
    monday = wib("2026-04-06T09:00")
    found = deadline(CALENDAR, monday, WorkingDays(2), [a_pause(start, end)])
    assert counted(found) == days
    assert elapsed(CALENDAR, monday, found.at, WorkingDays, [a_pause(start, end)]) == 2


def test_overlapping_and_repeated_pauses_count_once():
    monday = wib("2026-04-06T08:00")
    pauses = [
        a_pause("2026-04-06T09:00", "2026-04-06T10:00"),
        a_pause("2026-04-06T08:30", "2026-04-06T09:30"),
        a_pause("2026-04-06T08:30", "2026-04-06T09:30"),
        a_pause("2026-04-06T08:40", "2026-04-06T08:50"),
    ]
    assert deadline(CALENDAR, monday, WorkingMinutes(60), pauses).at == wib("2026-04-06T10:30")


@pytest.mark.parametrize(
    ("since", "remaining", "last_shown"),
    [
        ("2026-04-06T08:00", 2, "Mon 06"),  # before receipt: nothing is shown but the receipt day
        ("2026-04-07T16:00", 2, "Mon 06"),  # from the very close of Tuesday
        ("2026-04-07T16:01", 1, "Tue 07"),
        ("2026-04-08T16:00", 1, "Tue 07"),  # from the very close that would have been the second
        ("2026-04-08T16:01", None, "Wed 08"),  # reached before
    ],
)
def test_an_open_pause_holds_a_limit_in_days_not_reached_before(since, remaining, last_shown):
    found = deadline(CALENDAR, wib("2026-04-06T09:00"), WorkingDays(2), [a_pause(since)])
    assert found.remaining == remaining
    assert (found.at is None) == (remaining is not None)
    assert found.days[-1].date.strftime("%a %d") == last_shown


def test_pauses_that_flow_into_an_open_one_are_part_of_it():
    pauses = [a_pause("2026-04-09T08:00"), a_pause("2026-04-07T09:00", "2026-04-09T08:00")]
    found = deadline(CALENDAR, wib("2026-04-06T09:00"), WorkingDays(2), pauses)
    assert [day.date.day for day in found.days] == [6]
    assert found.remaining == 2


def test_a_held_limit_shows_the_days_an_earlier_pause_took():
    pauses = [a_pause("2026-04-07T09:00", "2026-04-07T17:00"), a_pause("2026-04-09T09:00")]
    found = deadline(CALENDAR, wib("2026-04-06T09:00"), WorkingDays(3), pauses)
    assert [day.why for day in found.days] == ["receipt day", "paused", None]
    assert found.remaining == 2


@pytest.mark.parametrize(
    ("received", "weekday", "minutes", "at"),
    [
        ("2026-04-06T09:00:00", "Monday", 30, "2026-04-06T09:30:00"),
        ("2026-04-06T11:50:00", "Monday", 30, "2026-04-06T13:20:00"),  # across the break
        ("2026-04-06T11:30:00", "Monday", 30, "2026-04-06T12:00:00"),  # exactly the window's end
        ("2026-04-06T12:00:00", "Monday", 30, "2026-04-06T13:30:00"),  # the end lies outside
        ("2026-04-06T05:00:00", "Monday", 60, "2026-04-06T08:30:00"),
        ("2026-04-10T16:20:00", "Friday", 30, "2026-04-13T07:50:00"),
        ("2026-04-02T15:59:30", "Thursday", 1, "2026-04-06T07:30:30"),  # a holiday and a weekend
        ("2026-04-11T10:00:00", "Saturday", 450, "2026-04-13T16:00:00"),  # a whole day
        ("2026-04-11T10:00:00", "Saturday", 451, "2026-04-14T07:31:00"),
    ],
)
def test_a_limit_in_minutes_runs_only_in_office_windows(received, weekday, minutes, at):
    assert wib(received).strftime("%A") == weekday
    found = deadline(CALENDAR, wib(received), WorkingMinutes(minutes))
    assert found.at == wib(at)
    assert (found.receipt_day, found.days) == (None, ())
    assert elapsed(CALENDAR, wib(received), wib(at), WorkingMinutes) == minutes


@pytest.mark.parametrize(
    ("since", "at", "remaining"),
    [
        ("2026-04-06T09:30:00", "2026-04-06T09:30:00", None),  # passed at the pause's start
        ("2026-04-06T09:29:00", None, 1),
        ("2026-04-06T09:10:20", None, 19 + 2 / 3),
        ("2026-04-05T00:00:00", None, 30),
    ],
)
def test_an_open_pause_holds_a_limit_in_minutes_not_reached_before(since, at, remaining):
    found = deadline(CALENDAR, wib("2026-04-06T09:00"), WorkingMinutes(30), [a_pause(since)])
    assert found.at == (at and wib(at))
    assert found.remaining == (remaining and pytest.approx(remaining))


def test_minutes_are_real_time_in_a_night_when_the_clock_changes():
    night = {day: (Window(time(1), time(5)),) for day in range(7)}
    berlin = WorkingCalendar("Europe/Berlin", night, {})
    spring = datetime.fromisoformat("2026-03-29T01:00:00+01:00")  # a Sunday
    assert deadline(berlin, spring, WorkingMinutes(120)).at.isoformat() == (
        "2026-03-29T04:00:00+02:00"
    )
    autumn = datetime.fromisoformat("2026-10-25T01:00:00+02:00")  # a Sunday
    assert deadline(berlin, autumn, WorkingMinutes(120)).at.isoformat() == (
        "2026-10-25T02:00:00+01:00"
    )


def test_the_point_of_a_part_of_a_limit_respects_windows_and_pauses():
    start = wib("2026-04-06T11:50")
    assert point_at(CALENDAR, start, 0.8 * 30) == wib("2026-04-06T13:14")
    half_past_one = [a_pause("2026-04-06T13:05", "2026-04-06T13:30")]
    assert point_at(CALENDAR, start, 24, half_past_one) == wib("2026-04-06T13:39")
    assert point_at(CALENDAR, start, 24, [a_pause("2026-04-06T13:05")]) is None
    assert point_at(CALENDAR, wib("2026-04-06T12:10"), 0) == wib("2026-04-06T13:00")


@pytest.mark.parametrize(
    ("until", "days", "minutes"),
    [
        ("2026-04-05T09:00", 0, 0),  # before it started
        ("2026-04-06T09:15", 0, 15),
        ("2026-04-07T15:59", 0, 360 + 449),
        ("2026-04-07T16:00", 1, 360 + 450),
        ("2026-04-12T12:00", 4, 360 + 4 * 450),
    ],
)
def test_elapsed_is_what_the_limit_has_used_up(until, days, minutes):
    monday = wib("2026-04-06T09:00")
    assert elapsed(CALENDAR, monday, wib(until), WorkingDays) == days
    assert elapsed(CALENDAR, monday, wib(until), WorkingMinutes) == minutes


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-04-06T09:00", "2026-04-06T15:00", 0),  # the same Monday
        ("2026-04-01T23:00", "2026-04-07T00:10", 3),  # Thursday, Monday and Tuesday
        ("2026-04-10T09:00", "2026-04-12T15:00", 0),  # a Friday to its Sunday
        ("2026-04-10T09:00", "2026-04-06T15:00", 0),  # backwards
    ],
)
def test_working_days_between_leave_out_the_first_date(start, end, days):
    assert working_days_between(CALENDAR, wib(start), wib(end)) == days


@pytest.mark.parametrize("kind", [WorkingDays, WorkingMinutes])
@pytest.mark.parametrize("count", [0, -1, True, 1.0, "3", None])
def test_a_limit_that_is_no_whole_number_of_at_least_one_is_refused(kind, count):
    with pytest.raises(InvalidInput):
        kind(count)


def test_a_pause_cannot_end_before_it_starts_nor_lack_a_zone():
    with pytest.raises(InvalidInput):
        a_pause("2026-04-06T09:00", "2026-04-06T08:59")
    with pytest.raises(InvalidInput):
        Pause(datetime(2026, 4, 6, 9), None)


@pytest.mark.parametrize("limit", [WorkingDays(3000), WorkingMinutes(10**400)])
def test_a_limit_is_searched_for_3660_dates_and_then_refused(limit):
    start = wib("2026-04-06T09:00")
    with pytest.raises(InvalidInput):
        deadline(CALENDAR, start, limit)
    with pytest.raises(InvalidInput):
        deadline(CALENDAR, start, limit, [a_pause("2036-05-01T09:00")])
    held = deadline(CALENDAR, start, limit, [a_pause("2026-04-06T09:10")])
    assert held.remaining == limit.count - (10 if isinstance(limit, WorkingMinutes) else 0)


def test_the_last_date_searched_is_3660_dates_after_receipt():
    every_day = {day: (Window(time(8), time(16)),) for day in range(7)}
    calendar = WorkingCalendar("Asia/Pontianak", every_day, {})
    start = wib("2026-04-06T09:00")
    found = deadline(calendar, start, WorkingDays(3660))
    assert (found.at.date() - start.date()).days == 3660
    with pytest.raises(InvalidInput):
        deadline(calendar, start, WorkingDays(3661))
