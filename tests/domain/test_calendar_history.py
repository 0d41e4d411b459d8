"""An edit of the calendar moves running clocks; whoever was met or missed before keeps it."""

from dataclasses import replace
from datetime import date

import pytest

from helpdesk.domain.calendar_history import CalendarHistory, CalendarVersion
from helpdesk.domain.sla import ClockKind, ClockState, clocks_of
from tests.builders import at
from tests.domain.history import CALENDAR, History

RECEIVED = "Senin 23 November 2026 09.00"
FLOOD = replace(CALENDAR, closed={**CALENDAR.closed, date(2026, 11, 26): "Kantor tutup (banjir)"})
DUE, LATER = "Kamis 26 November 2026 16.00", "Jumat 27 November 2026 16.30"


def saved(when, calendar=FLOOD):
    """The calendar of the tests, and another one saved at `when`."""
    return CalendarHistory((
        CalendarVersion(0, None, CALENDAR), CalendarVersion(1, at(when), calendar),
    ))


def response(history, calendars, now):
    return next(
        c for c in clocks_of(history.events, calendars, at(now)) if c.kind is ClockKind.RESPONSE
    )


@pytest.mark.parametrize(("saved_on", "answered", "due", "state"), [
    # still running when the closure was saved
    ("Rabu 25 November 2026 10.00", None, LATER, ClockState.RUNNING),
    ("Rabu 25 November 2026 10.00", "Jumat 27 November 2026 09.00", LATER, ClockState.MET),
    # saved before it was received: the ordinary case
    ("Senin 23 November 2026 08.00", None, LATER, ClockState.RUNNING),
    # answered before it was saved
    ("Rabu 25 November 2026 10.00", "Selasa 24 November 2026 09.00", DUE, ClockState.MET),
    # already missed when it was saved: a closure after the fact excuses nobody
    ("Kamis 26 November 2026 17.00", None, DUE, ClockState.MISSED),
    ("Kamis 26 November 2026 17.00", "Jumat 27 November 2026 09.00", DUE, ClockState.MISSED),
    # saved at the very close: not yet past the deadline, so it moves
    (DUE, None, LATER, ClockState.RUNNING),
])
def test_an_edit_moves_only_clocks_that_still_run(saved_on, answered, due, state):
    history = History(received=RECEIVED)
    if answered:
        history.then("replied", answered, message=1, completeness=None)
    clock = response(history, saved(saved_on), "Jumat 27 November 2026 10.00")
    assert (clock.due_at, clock.state) == (at(due), state)


def test_each_clock_is_measured_by_the_calendar_of_its_own_time():
    calendars = CalendarHistory((
        *saved("Rabu 25 November 2026 10.00").versions,
        CalendarVersion(2, at("Kamis 3 Desember 2026 10.00"), CALENDAR),
    ))
    old, new = History(received=RECEIVED), History(received="Senin 7 Desember 2026 09.00")
    late = "Senin 14 Desember 2026 10.00"
    assert response(old, calendars, late).due_at == at(LATER)
    assert response(new, calendars, late).due_at == at("Jumat 11 Desember 2026 16.30")


def test_a_held_clock_takes_the_calendar_that_holds_when_it_goes_on():
    history = History(received=RECEIVED).then(
        "waiting_started", "Selasa 24 November 2026 09.00", reason="question"
    )
    calendars = saved("Rabu 25 November 2026 10.00")
    history.wrote("Rabu 25 November 2026 11.00")
    resolution = next(
        c for c in clocks_of(history.events, calendars, at("Rabu 25 November 2026 12.00"))
        if c.kind is ClockKind.RESOLUTION
    )
    # Wednesday counts, Thursday is closed, Friday, Monday, Tuesday and Wednesday count
    assert resolution.due_at == at("Rabu 2 Desember 2026 16.00")
