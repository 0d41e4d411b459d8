"""What stands behind a date adds up: every day once, pauses with their reason, minutes, shares."""

import itertools
from datetime import timedelta

import pytest
from hypothesis import given

from helpdesk.domain.explained import PAUSED
from helpdesk.domain.explanation import (
    counts_minutes,
    grace_given,
    lateness,
    moves_of,
    rests_of,
    stretches_of,
)
from helpdesk.domain.shares import BUREAU, DONE, dates_held, holdings, working_days_held
from helpdesk.domain.sla import clocks_of
from tests.builders import at
from tests.domain.history import CALENDAR, CALENDARS, History, minutes, told
from tests.domain.test_ticket_properties import tickets

MONDAY = "Senin 23 November 2026 09.00"


def whys(clock):
    return [(p.why, p.by) for p in clock.pauses]


@pytest.mark.parametrize(("type_", "data", "why"), [
    ("waiting_started", {"reason": "question"}, "question"),
    ("waiting_started", {"reason": "file"}, "file"),
    ("waiting_started", {"reason": "visit"}, "visit"),
    ("waiting_started", {}, "question"),
    ("forwarded", {"provider": "lkpp", "channel": "self_filed"}, "self_filed"),
    ("accepted", {"provider": "lkpp"}, "lkpp"),
    ("accepted", {"provider": "telkom"}, "telkom"),
    ("forwarded", {"provider": "lkpp", "channel": "letter", "resent": True}, "lkpp"),
])
def test_a_pause_knows_its_reason_and_who_began_it(type_, data, why):
    history = History().then(type_, "Senin 23 November 2026 10.00", actor="officer:7", **data)
    assert whys(history.clock("resolution")) == [(why, "officer:7")]


def test_the_time_between_resolved_and_reopened_is_the_resolvers_pause():
    history = History().then("resolved", "Selasa 24 November 2026 10.00", actor="officer:7")
    history.then("reopened", "Kamis 26 November 2026 10.00", actor="requester")
    assert whys(history.clock("resolution")) == [("reopened", "officer:7")]


def test_a_second_question_for_the_same_thing_is_the_same_pause():
    history = History().then("waiting_started", "Senin 23 November 2026 10.00", reason="file")
    history.then("waiting_started", "Selasa 24 November 2026 10.00", reason="file",
                 actor="officer:2")
    (pause,) = history.clock("resolution").pauses
    assert (told(pause.start), pause.by) == ("Senin 23 November 2026 10.00", "officer:1")


def test_overlapping_pauses_share_no_day():
    history = History().then("accepted", "Senin 23 November 2026 10.00", provider="lkpp")
    history.then("waiting_started", "Selasa 24 November 2026 10.00", reason="question")
    history.wrote("Kamis 26 November 2026 10.00")
    history.then("provider_answered", "Jumat 27 November 2026 10.00", provider="lkpp")
    clock = history.clock("resolution")
    rests = rests_of(clock, at("Senin 30 November 2026 10.00"))
    assert [(r.pause.why, len(r.dates)) for r in rests] == [("lkpp", 3), ("question", 0)]


def test_a_pause_that_begins_at_a_close_takes_that_day():
    history = History(received=MONDAY)
    history.then("waiting_started", "Selasa 24 November 2026 16.00", reason="question")
    history.wrote("Rabu 25 November 2026 16.00")  # and one that ends at a close does not
    (rest,) = rests_of(history.clock("resolution"), at("Kamis 26 November 2026 10.00"))
    assert [day.day for day in rest.dates] == [24]


def test_a_pause_still_open_counts_its_days_so_far():
    """The receipt day would not have counted anyway; the day whose close is to come is open."""
    history = History().then("waiting_started", MONDAY, reason="question")
    now = "Kamis 26 November 2026 16.00"  # its own close has not passed yet
    (rest,) = rests_of(history.clock("resolution", now=now), at(now))
    assert [day.day for day in rest.dates] == [24, 25]


@pytest.mark.parametrize(("ended", "late"), [
    ("Kamis 26 November 2026 16.00", None),
    ("Kamis 26 November 2026 16.01", 0),
    ("Sabtu 28 November 2026 10.00", 1),
    ("Senin 30 November 2026 10.00", 2),
])
def test_lateness_is_told_in_working_days(ended, late):
    clock = History(received=MONDAY).then("replied", ended).clock("response")
    assert lateness(clock, at("Kamis 31 Desember 2026 10.00")) == late


def test_lateness_of_minutes_is_told_in_minutes():
    history = History("request", promise={"resolution": minutes(30), "needs_originals": False})
    history.then("replied", "Senin 23 November 2026 11.00", completeness="complete")
    history.then("resolved", "Senin 23 November 2026 13.15", completeness="complete")
    assert lateness(history.clock("resolution"), at("Senin 23 November 2026 14.00")) == 45


def test_moves_of_a_clock_are_those_of_its_kind_and_cycle():
    history = History(received=MONDAY).then(
        "deadlines_moved", "Selasa 24 November 2026 09.00", actor="clock", revision=4, moves=[
            ["response", 1, "2026-11-26T09:00:00+00:00", "2026-11-27T09:30:00+00:00"],
            ["resolution", 1, None, "2026-12-01T09:00:00+00:00"],
        ])
    (move,) = moves_of(history.clock("response"), history.events)
    assert (move.revision, told(move.before), told(move.after)) == (
        4, "Kamis 26 November 2026 16.00", "Jumat 27 November 2026 16.30")
    (held,) = moves_of(history.clock("resolution"), history.events)
    assert held.before is None


def test_a_close_at_which_the_holder_changes_is_neither_lost_nor_counted_twice():
    close = "Senin 23 November 2026 16.00"
    history = History().then("waiting_started", close, reason="question")
    spans = holdings(history.events)
    assert working_days_held(spans, CALENDAR, at("Selasa 24 November 2026 16.01")) == {
        "bureau": 0, "requester": 2}


@given(tickets())
def test_each_date_is_listed_once_and_the_counted_ones_are_the_limit(made):
    history, now = made
    for clock in clocks_of(history.events, CALENDARS, now):
        days = clock.deadline.days
        if not days:
            continue
        assert days[0].date == clock.deadline.receipt_day
        assert all(b.date - a.date == timedelta(days=1) for a, b in itertools.pairwise(days))
        counted = sum(day.counted for day in days)
        left = 0 if clock.due_at is not None else clock.deadline.remaining
        assert counted + left == (1 if grace_given(clock) else clock.limit.count)
        if clock.due_at is not None:
            assert days[-1].date == CALENDAR.local_date(clock.due_at)


@given(tickets())
def test_the_pauses_account_for_every_paused_day_and_for_no_other(made):
    history, now = made
    for clock in clocks_of(history.events, CALENDARS, now):
        dates = [day for rest in rests_of(clock, now) for day in rest.dates]
        assert len(dates) == len(set(dates))
        paused = [day.date for day in clock.deadline.days if day.why == PAUSED]
        held = clock.due_at is None
        assert set(dates) >= set(paused) if held else sorted(dates) == paused
        assert all(rest.pause.why and rest.pause.by for rest in rests_of(clock, now))


@given(tickets())
def test_the_minutes_told_are_the_limit(made):
    history, now = made
    for clock in clocks_of(history.events, CALENDARS, now):
        if not counts_minutes(clock):
            assert not list(stretches_of(clock))
            continue
        used = sum(((s.end - s.start) for s in stretches_of(clock)), timedelta())
        left = clock.deadline.remaining or 0
        assert used == timedelta(minutes=clock.limit.count - left)


@given(tickets())
def test_the_shares_add_up_to_the_whole_time(made):
    history, now = made
    spans = holdings(history.events)
    alone = [spans[0].__class__(BUREAU, spans[0].start, None)]
    done = [spans[0].__class__(DONE if s.who == DONE else BUREAU, s.start, s.end) for s in spans]
    for measure in (working_days_held, dates_held):
        shares = measure(spans, CALENDAR, now)
        whole = measure(alone, CALENDAR, now)[BUREAU]
        assert sum(shares.values()) == sum(measure(done, CALENDAR, now).values()) <= whole
        if all(span.who != DONE for span in spans):
            assert sum(shares.values()) == whole
