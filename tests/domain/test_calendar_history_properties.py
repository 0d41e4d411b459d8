"""Edits of the calendar before a clock began, while it runs and after it ended: any of them."""

from datetime import timedelta

from hypothesis import event, given
from hypothesis import strategies as st

from helpdesk.domain.calendar_history import CalendarHistory, CalendarVersion
from helpdesk.domain.sla import ClockState, clocks_of
from tests.domain.calendar_edits import edited
from tests.domain.history import CALENDAR, CALENDARS
from tests.domain.test_deadline_properties import many
from tests.domain.test_ticket_properties import START, tickets

minutes = st.sampled_from([0, 60, 1_440]) | st.integers(-3_000, 30_000)
edits = edited(CALENDAR, CALENDAR.local_date(START))


def saved(*later):
    """The calendar of the tests, then each (instant, calendar)."""
    return CalendarHistory((
        CalendarVersion(0, None, CALENDAR),
        *(CalendarVersion(n, since, calendar) for n, (since, calendar) in enumerate(later, 1)),
    ))


def measured(history, calendars, now):
    return clocks_of(history.events, calendars, now)


def facts(clock):
    """All that is measured; of which calendar a target is told, that is an instant, matters not."""
    return clock.span, clock.deadline, clock.due_at, clock.state


def over(clock, instant):
    """Whether it had ended, or its deadline had passed, before `instant`."""
    ended = [i for i in (clock.span.ended_at, clock.due_at) if i is not None]
    return any(i < instant for i in ended)


@many
@given(tickets(), edits, minutes)
def test_an_edit_saved_after_a_clock_was_over_leaves_it_as_it_was(made, new, offset):
    history, now = made
    since = START + timedelta(minutes=offset)
    before, after = measured(history, CALENDARS, now), measured(history, saved((since, new)), now)
    for old, clock in zip(before, after, strict=True):
        if over(old, since):
            event("over")
            assert facts(clock) == facts(old)


@many
@given(tickets(), edits, minutes)
def test_a_clock_begun_since_counts_as_if_the_calendar_had_always_been_so(made, new, offset):
    history, now = made
    since = START + timedelta(minutes=offset)
    always = measured(history, CalendarHistory.of(new), now)
    for there, clock in zip(always, measured(history, saved((since, new)), now), strict=True):
        if clock.started_at >= since:
            event("begun since")
            assert facts(clock) == facts(there)


@many
@given(tickets(), edits, minutes, st.integers(0, 5_000))
def test_edited_forth_and_back_while_it_runs_the_newest_holds(made, new, offset, length):
    history, now = made
    forth = START + timedelta(minutes=offset)
    back = forth + timedelta(minutes=length)
    first, second = measured(history, CALENDARS, now), measured(history, saved((forth, new)), now)
    third = measured(history, saved((forth, new), (back, CALENDAR)), now)
    for at_first, meanwhile, clock in zip(first, second, third, strict=True):
        if not over(at_first, forth) and not over(meanwhile, back):
            event("runs through both")
            assert facts(clock) == facts(at_first)


@many
@given(tickets(), edits, edits, minutes)
def test_of_two_edits_while_it_runs_the_later_one_holds(made, one, two, offset):
    history, now = made
    since = START + timedelta(minutes=offset)
    then = since + timedelta(minutes=30)
    first, second = measured(history, CALENDARS, now), measured(history, saved((since, one)), now)
    third = measured(history, saved((since, one), (then, two)), now)
    newest = measured(history, CalendarHistory.of(two), now)
    for at_first, meanwhile, clock, there in zip(first, second, third, newest, strict=True):
        if not over(at_first, since) and not over(meanwhile, then):
            assert facts(clock) == facts(there)


@many
@given(tickets(), edits, st.integers(0, 30_000))
def test_no_edit_takes_back_a_verdict(made, new, offset):
    """What an officer reads as met or missed at the saving is still read afterwards."""
    history, _now = made
    since = START + timedelta(minutes=offset)
    known = [e for e in history.events if e.at < since]
    if not known:
        return
    before = clocks_of(known, CALENDARS, since)
    after = clocks_of(known, saved((since, new)), since + timedelta(days=90))
    for old, clock in zip(before, after, strict=True):
        if old.state in (ClockState.MET, ClockState.MISSED) and over(old, since):
            assert (clock.state, clock.due_at) == (old.state, old.due_at)
