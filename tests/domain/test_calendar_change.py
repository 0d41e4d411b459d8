"""`can_move` may be wrong in one direction only: what it lets be does not move."""

from datetime import timedelta

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from helpdesk.domain.calendar_change import can_move, changed_dates
from helpdesk.domain.calendar_history import CalendarHistory
from helpdesk.domain.sla import clocks_of
from helpdesk.domain.working_time import WorkingDays, deadline
from tests.builders import at
from tests.domain.calendar_edits import edited
from tests.domain.history import CALENDAR
from tests.domain.test_deadline_properties import cases, many
from tests.domain.test_ticket_properties import START, tickets

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
    clocks = [c for c in clocks_of(history.events, CalendarHistory.of(CALENDAR), now) if c.due_at]
    last = max([START, *(c.due_at for c in clocks if c.span.fixed_due is None)])
    new = data.draw(edited(CALENDAR, CALENDAR.local_date(last)))
    if feels(CALENDAR, new, START, last):
        event("may move")
        return
    event("stays under another calendar" if new != CALENDAR else "nothing edited")
    after = {
        (c.kind, c.cycle, c.started_at, c.span.changed_at, c.span.end): (c.due_at, c.state)
        for c in clocks_of(history.events, CalendarHistory.of(new), now)
    }
    for c in clocks:
        place = (c.kind, c.cycle, c.started_at, c.span.changed_at, c.span.end)
        assert after[place] == (c.due_at, c.state)


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
