"""Clocks measured: deadlines with their days, verdicts from the instants of events."""

import pytest

from helpdesk.domain.sla import ClockState, running, soonest
from tests.builders import at
from tests.domain.history import CALENDAR, History, days, minutes, told

DUE = "Kamis 26 November 2026 16.00"  # the response to what came on Monday 23 November


@pytest.mark.parametrize(("received", "due"), [
    ("Senin 23 November 2026 09.00", "Kamis 26 November 2026 16.00"),
    ("Senin 23 November 2026 15.59", "Kamis 26 November 2026 16.00"),
    ("Senin 23 November 2026 16.00", "Jumat 27 November 2026 16.30"),
    ("Jumat 27 November 2026 16.29", "Rabu 2 Desember 2026 16.00"),
    ("Sabtu 28 November 2026 08.00", "Kamis 3 Desember 2026 16.00"),
    ("Senin 7 Desember 2026 09.00", "Jumat 11 Desember 2026 16.30"),
    ("Rabu 9 Desember 2026 09.00", "Selasa 15 Desember 2026 16.00"),
])
def test_three_working_days_to_answer(received, due):
    assert told(History(received=received).clock("response").due_at) == due


@pytest.mark.parametrize(("answered", "state"), [
    (DUE, ClockState.MET),
    ("Kamis 26 November 2026 16.00.01", ClockState.MISSED),
])
def test_met_is_at_or_before_the_deadline(answered, state):
    assert History().then("replied", answered).clock("response").state is state


@pytest.mark.parametrize(("now", "state"), [
    (DUE, ClockState.RUNNING),
    ("Kamis 26 November 2026 16.00.01", ClockState.MISSED),
])
def test_an_open_clock_is_missed_only_after_its_deadline(now, state):
    assert History().clock("response", now=now).state is state


def test_the_verdict_follows_when_it_happened_not_when_it_was_noted():
    history = History().then(
        "replied", "Kamis 26 November 2026 15.00", noted="Senin 30 November 2026 09.00"
    )
    assert history.clock("response", now="Senin 30 November 2026 09.00").state is ClockState.MET


def test_a_cancelled_clock_that_was_already_late_stays_missed():
    history = History().then("withdrawn", "Jumat 27 November 2026 09.00")
    assert history.clock("response").state is ClockState.MISSED


def test_a_held_clock_has_no_deadline_and_the_soonest_looks_past_it():
    history = History().then("waiting_started", "Selasa 24 November 2026 10.00", reason="file")
    clocks = history.clocks("Rabu 25 November 2026 10.00")
    assert history.clock("resolution").state is ClockState.HELD
    assert told(soonest(clocks)) == DUE


def test_a_deadline_reached_before_the_pause_is_not_held():
    history = History().then("waiting_started", "Selasa 1 Desember 2026 10.00", reason="file")
    assert told(history.clock("resolution").due_at) == "Senin 30 November 2026 16.00"


def test_minutes_reached_as_a_pause_begins_are_a_deadline_that_was_running():
    history = History("request", promise={"resolution": minutes(30)})
    history.then("replied", "Rabu 25 November 2026 09.00", completeness="complete")
    history.then("waiting_started", "Rabu 25 November 2026 09.30", reason="visit")
    clock = history.clock("resolution", now="Rabu 25 November 2026 11.00")
    assert told(clock.due_at) == "Rabu 25 November 2026 09.30"
    assert clock.runs_at(clock.due_at)
    assert clock.state is ClockState.MISSED


@pytest.mark.parametrize(("instant", "runs"), [
    ("Senin 23 November 2026 08.59", False),
    ("Senin 23 November 2026 09.00", True),
    ("Selasa 24 November 2026 10.00", False),
    ("Rabu 25 November 2026 09.00", True),
    ("Jumat 27 November 2026 09.00", False),
])
def test_a_clock_runs_between_start_and_stop_and_outside_pauses(instant, runs):
    history = History().then("waiting_started", "Selasa 24 November 2026 10.00", reason="file")
    history.wrote("Rabu 25 November 2026 09.00").then("resolved", "Jumat 27 November 2026 09.00")
    assert history.clock("resolution").runs_at(at(instant)) is runs


def test_the_days_explain_the_deadline():
    history = History(received="Senin 7 Desember 2026 09.00")
    history.then("waiting_started", "Kamis 10 Desember 2026 09.00", reason="file")
    history.wrote("Jumat 11 Desember 2026 09.00")
    found = history.clock("resolution").deadline.days
    reasons = {d.date.isoformat()[-2:]: d.why for d in found if not d.counted}
    assert reasons == {
        "07": "receipt day", "09": "closed", "10": "paused", "12": "no office hours",
        "13": "no office hours",
    }


def test_after_a_late_change_the_days_explain_the_new_deadline():
    history = History().then("triaged", "Selasa 1 Desember 2026 10.00", kind="outage")
    clock = history.clock("resolution")
    assert clock.due_at == clock.deadline.at
    assert clock.deadline.days[-1].date == clock.due_at.date()


def test_limit_and_basis_are_those_of_the_promise():
    history = History(promise={"resolution": days(5, "Perwali 67/2018 lampiran 7")})
    clock = history.clock("resolution")
    assert (clock.limit.count, clock.basis) == (5, "Perwali 67/2018 lampiran 7")


def test_running_finds_the_unfinished_clock_of_a_kind():
    clocks = History().then("replied", "Selasa 24 November 2026 10.00").clocks()
    kinds = {clock.kind for clock in clocks}
    assert [k for k in kinds if running(clocks, k)] == ["resolution"]
    assert CALENDAR.is_open(at("Selasa 24 November 2026 10.00"))
