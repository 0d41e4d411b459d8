"""What must hold of every deadline, whatever the calendar: later causes, later deadlines."""

import os
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk.domain.calendar import Window, WorkingCalendar
from helpdesk.domain.working_time import (
    Pause,
    WorkingDays,
    WorkingMinutes,
    deadline,
    working_days_between,
)
from tests.domain.history import CALENDAR, LONG_DAY

FULL = os.environ.get("HYPOTHESIS_PROFILE") == "full"
many = settings(max_examples=6_000 if FULL else 300, deadline=None)

NIGHT = (Window(time(0), time(0, 30)), Window(time(22, 30), time(23, 55)))
EARLY = (Window(time(1, 30), time(2, 30)), Window(time(2, 45), time(4)))
OFFICES = [
    CALENDAR,
    WorkingCalendar("Asia/Makassar", {**CALENDAR.weekly, 5: (LONG_DAY[0],)}, {}),
    WorkingCalendar("Asia/Jayapura", {2: LONG_DAY}, {}),  # Wednesdays only
    WorkingCalendar("Asia/Pontianak", dict.fromkeys(range(7), NIGHT), {}),
    WorkingCalendar("Europe/Berlin", dict.fromkeys(range(7), EARLY), {}),
    WorkingCalendar("Australia/Lord_Howe", dict.fromkeys(range(0, 7, 2), EARLY), {}),
]
MONDAYS = [date(2026, 11, 23), date(2026, 3, 23), date(2026, 10, 19), date(2027, 12, 27)]
NEVER = datetime.max.replace(tzinfo=UTC)  # held
FAR = timedelta(days=400)

minutes = st.sampled_from([0, 1, 30, 60, 480, 1440, 2880]) | st.integers(0, 12_000)
limits = st.builds(WorkingDays, st.integers(1, 12)) | st.builds(
    WorkingMinutes, st.sampled_from([1, 30, 60, 270, 450]) | st.integers(1, 1500)
)


@st.composite
def cases(draw):
    """(calendar that nobody asked yet, receipt, limit, pauses that often touch each other)."""
    monday, office = draw(st.sampled_from(MONDAYS)), draw(st.sampled_from(OFFICES))
    closed = draw(st.lists(st.integers(0, 25), max_size=6))
    calendar = replace(office, closed={monday + timedelta(days=n): "Libur" for n in closed})
    start = datetime.combine(monday, time(0), UTC)
    received = start + timedelta(minutes=draw(minutes), microseconds=draw(st.integers(0, 1)))
    pauses = [a_pause(draw, received) for _ in range(draw(st.integers(0, 4)))]
    return calendar, received, draw(limits), pauses


def a_pause(draw, near):
    start = near + timedelta(minutes=draw(minutes) - draw(st.sampled_from([0, 0, 600])))
    length = draw(st.none() | minutes | minutes)
    return Pause(start, None if length is None else start + timedelta(minutes=length))


def due(calendar, received, limit, pauses):
    at = deadline(calendar, received, limit, pauses).at
    return NEVER if at is None else at.astimezone(UTC)


@many
@given(cases(), minutes)
def test_who_writes_later_is_never_answered_earlier(case, after):
    calendar, received, limit, pauses = case
    later = received + timedelta(minutes=after)
    assert due(calendar, received, limit, pauses) <= due(calendar, later, limit, pauses)


@many
@given(cases(), st.integers(1, 500))
def test_a_longer_limit_ends_later(case, more):
    calendar, received, limit, pauses = case
    longer = type(limit)(limit.count + more)
    short, long = (due(calendar, received, each, pauses) for each in (limit, longer))
    assert short < long or short == long == NEVER


@many
@given(cases(), st.data())
def test_one_more_pause_never_brings_a_deadline_nearer(case, data):
    calendar, received, limit, pauses = case
    near = data.draw(st.sampled_from([received, *(p.start for p in pauses)]))
    place = data.draw(st.integers(0, len(pauses)))
    more = [*pauses[:place], a_pause(data.draw, near), *pauses[place:]]
    assert due(calendar, received, limit, pauses) <= due(calendar, received, limit, more)


@many
@given(cases(), st.lists(minutes, min_size=4, max_size=4))
def test_longer_pauses_never_bring_a_deadline_nearer(case, more):
    calendar, received, limit, pauses = case
    longer = [
        Pause(p.start, p.end and p.end + timedelta(minutes=extra))
        for p, extra in zip(pauses, more, strict=False)
    ]
    assert due(calendar, received, limit, pauses) <= due(calendar, received, limit, longer)


@many
@given(cases())
def test_the_same_wall_times_have_the_same_deadline_in_every_indonesian_zone(case):
    calendar, received, limit, pauses = case
    told = set()
    for zone in ("Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura"):
        there = replace(calendar, zone=zone)
        found = deadline(
            there, _said_there(received, there), limit,
            [Pause(*(at and _said_there(at, there) for at in (p.start, p.end))) for p in pauses],
        )
        told.add(replace(found, at=found.at and found.at.replace(tzinfo=None)))
    assert len(told) == 1


def _said_there(instant, calendar):
    """The instant at which a clock there shows what UTC shows at `instant`."""
    return instant.replace(tzinfo=calendar.tz)


@many
@given(cases())
def test_held_exactly_when_the_open_pause_would_outlast_every_office_hour(case):
    calendar, received, limit, pauses = case
    found = due(calendar, received, limit, pauses)
    end = max([received, *(p.start for p in pauses)]) + FAR
    ending = due(calendar, received, limit, [Pause(p.start, p.end or end) for p in pauses])
    assert found == (NEVER if ending >= end else ending)


QUESTIONS = (
    lambda c, at: (c.receipt_day(at), c.is_open(at), c.next_opening(at)),
    lambda c, at: (c.shift(at, 2), c.shift(at, -1), c.windows_on(at.date()), c.spans_on(at.date())),
    lambda c, at: (c.unpaused(at.date()), c.first_window_start(c.receipt_day(at))),
)


@many
@given(cases(), st.lists(st.integers(-20, 40), max_size=20))
def test_a_used_calendar_answers_like_one_that_nobody_asked(case, asked):
    used, received, limit, pauses = case
    for days in asked:
        at, fresh = received + timedelta(days=days), replace(used)
        for question in QUESTIONS:
            assert question(used, at) == question(fresh, at)
        assert deadline(used, at, limit, pauses) == deadline(replace(used), at, limit, pauses)


@many
@given(cases(), st.integers(1, 40), st.integers(1, 40))
def test_shifts_add_up_and_come_back(case, one, two):
    calendar, at, *_ = case
    there = calendar.shift(at, one)
    assert calendar.shift(there, two) == calendar.shift(at, one + two)
    assert calendar.shift(calendar.shift(at, -one), -two) == calendar.shift(at, -one - two)
    assert working_days_between(calendar, at, there) == one
    today = calendar.local_date(at)
    works = calendar.is_working_day(today)
    assert calendar.shift(there, -one) == (
        calendar.close_of(today) if works else calendar.shift(at, -1)
    )


@many
@given(cases(), st.integers(1, 40))
def test_without_pauses_days_are_a_shift_from_the_receipt_day(case, count):
    calendar, received, *_ = case
    found = deadline(calendar, received, WorkingDays(count))
    assert found.at == calendar.shift(calendar.close_of(found.receipt_day), count)
    assert sum(day.counted for day in found.days) == count
