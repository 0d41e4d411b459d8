"""`can_move` may be wrong in one direction only: what it lets be does not move."""

from datetime import timedelta
from functools import partial

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from helpdesk.domain.calendar_change import can_move, changed_dates
from helpdesk.domain.calendar_history import CalendarHistory, CalendarVersion
from helpdesk.domain.escalation import steps_of
from helpdesk.domain.projection import stand, stood
from helpdesk.domain.sla import clocks_of
from helpdesk.domain.timers import timers_of
from helpdesk.domain.working_time import WorkingDays, deadline
from tests.builders import at
from tests.domain.calendar_edits import edited
from tests.domain.history import CALENDAR
from tests.domain.test_deadline_properties import cases, many
from tests.domain.test_ticket_properties import BOOK, START, tickets

MARGIN = timedelta(days=2)


def feels(old, new, received, last):
    changed = changed_dates(old, new, (received - MARGIN).date(), (last + MARGIN).date())
    return can_move(changed, new, received, last)


@many
@given(cases(), st.data())
def test_a_deadline_that_cannot_move_is_the_same_under_the_new_calendar(case, data):
    old, received, limit, pauses = case
    before = deadline(old, received, limit, pauses)
    new = data.draw(edited(old, old.local_date(before.at or received)))
    if before.at is None or feels(old, new, received, before.at):
        event("may move, or held")
        return
    after = deadline(new, received, limit, pauses)
    event("stays under another calendar" if old != new else "nothing edited")
    assert (after.at, after.receipt_day) == (before.at, before.receipt_day)
    assert [(d.date, d.counted) for d in after.days] == [(d.date, d.counted) for d in before.days]


@many
@given(tickets(), st.data())
def test_no_clock_of_a_ticket_that_cannot_move_falls_elsewhere(made, data):
    history, now = made
    all_clocks = clocks_of(history.events, CalendarHistory.of(CALENDAR), now)
    last = max([START, *(c.due_at for c in all_clocks if c.due_at and c.span.fixed_due is None)])
    new = data.draw(edited(CALENDAR, CALENDAR.local_date(last)))
    if feels(CALENDAR, new, START, last):
        event("may move")
        return
    event("stays under another calendar" if new != CALENDAR else "nothing edited")
    after = clocks_of(history.events, CalendarHistory.of(new), now)
    for there, clock in zip(after, all_clocks, strict=True):
        if clock.due_at is not None:
            assert (there.due_at, there.state) == (clock.due_at, clock.state)


def reckoned(history, calendars, now):
    """The unfinished clocks' deadlines, and the ladder's and the timers' steps."""
    clocks = [c for c in clocks_of(history.events, calendars, now) if c.unfinished]
    steps = (
        *steps_of(partial(stood, history.events), clocks, BOOK.ladder, calendars.newest.calendar,
                  warn_at_percent=80, until=now),
        *timers_of(stand(history.events), history.events, BOOK.limits_at,
                   calendars.newest.calendar),
    )
    return [c.due_at for c in clocks], [s for s in steps if s.running]


@many
@given(tickets(), st.data())
def test_a_ticket_that_cannot_move_is_looked_at_when_it_would_have_been(made, data):
    history, now = made
    dues, steps = reckoned(history, CalendarHistory.of(CALENDAR), now)
    taken = {s.name for s in steps if s.is_due(now)}
    following = min((s.due_at for s in steps if s.name not in taken), default=None)
    last = max(i for i in (START, following, *dues) if i is not None)
    new = data.draw(edited(CALENDAR, CALENDAR.local_date(last)))
    if feels(CALENDAR, new, START, last):
        event("may move")
        return
    event("stays under another calendar" if new != CALENDAR else "nothing edited")
    saved = CalendarHistory((CalendarVersion(0, None, CALENDAR), CalendarVersion(1, now, new)))
    dues_now, steps_now = reckoned(history, saved, now)
    assert dues_now == dues
    assert min((s.due_at for s in steps_now if s.name not in taken), default=None) == following


@pytest.mark.parametrize(("closed", "moves"), [
    ("Minggu 22 November 2026", False),  # before it was received
    ("Senin 23 November 2026", True),  # the receipt day itself
    ("Kamis 26 November 2026", True),  # the day of the deadline
    ("Jumat 27 November 2026", False),  # the day after
])
def test_only_dates_from_receipt_to_deadline_are_felt(closed, moves):
    received = at("Senin 23 November 2026 09.00")
    due = deadline(CALENDAR, received, WorkingDays(3)).at
    day = CALENDAR.local_date(at(f"{closed} 12.00"))
    assert can_move([day], CALENDAR, received, due) is moves
