"""The board's line of a matter at LKPP or Telkom: stage, age, next reminder, misses, lateness."""

from functools import partial

import pytest

from helpdesk.catalogue.loader import load_catalogue
from helpdesk.domain.escalation import steps_of
from helpdesk.domain.projection import stand, stood
from helpdesk.domain.relay import Stage, relay_position, stage_of
from helpdesk.domain.sla import ClockKind
from helpdesk.domain.timers import timers_of
from tests.builders import at
from tests.domain.history import CALENDAR, History, told

PROMISES = load_catalogue()
FILED = {"provider": "lkpp", "channel": "lpse_support"}


def lkpp(received="Senin 23 November 2026 09.00"):
    return History(authority="lkpp", received=received)


def position(history, now):
    """As the page asks for it: the steps still to come, none of them recorded yet."""
    instant, standing = at(now), stand(history.events)
    clocks = [c for c in history.clocks(now) if c.state.value != "superseded"]
    ladder = steps_of(
        lambda when: standing if when >= instant else stood(history.events, when), clocks,
        PROMISES.ladder, CALENDAR, warn_at_percent=80, until=instant,
    )
    timers = timers_of(standing, history.events, PROMISES.limits_at, CALENDAR)
    steps = [s for s in (*ladder, *timers) if s.running and s.due_at >= instant]
    return relay_position(standing, history.events, clocks, steps, CALENDAR, instant)


def reminder(history, now):
    found = position(history, now).reminder
    return (told(found.at), found.action) if found else None


def accepted(**more):
    return lkpp().then("forwarded", "Senin 23 November 2026 10.00", **FILED).then(
        "accepted", "Selasa 24 November 2026 09.00", provider="lkpp", **more
    )


@pytest.mark.parametrize(("now", "expected"), [
    # Five working days after the receipt day, Tuesday 24.
    ("Selasa 24 November 2026 10.00", "Selasa 1 Desember 2026 16.00"),
    ("Selasa 1 Desember 2026 15.59", "Selasa 1 Desember 2026 16.00"),
    # Deadline k+1 = shift(deadline k, 5); Wednesday 9 December is closed.
    ("Selasa 1 Desember 2026 16.01", "Selasa 8 Desember 2026 16.00"),
    ("Selasa 8 Desember 2026 16.01", "Rabu 16 Desember 2026 16.00"),
])
def test_they_are_reminded_at_each_of_their_deadlines(now, expected):
    assert reminder(accepted(), now) == (expected, "remind_provider")


def test_the_agreed_target_moves_the_reminders():
    promise = {"third_party": {"days": 2, "basis": "target yang disepakati"}}
    history = accepted(promise=promise)
    found = position(history, "Selasa 24 November 2026 10.00")
    assert (found.target, told(found.answer_by)) == (2, "Kamis 26 November 2026 16.00")
    assert reminder(history, "Kamis 26 November 2026 16.01")[0] == "Senin 30 November 2026 16.00"


@pytest.mark.parametrize(("now", "missed"), [
    ("Selasa 1 Desember 2026 16.00", 0), ("Selasa 1 Desember 2026 16.01", 1),
    ("Selasa 8 Desember 2026 16.01", 2), ("Rabu 16 Desember 2026 16.01", 3),
])
def test_every_missed_deadline_is_counted(now, missed):
    assert position(accepted(), now).missed == missed


def test_misses_of_earlier_cycles_with_them_stay_and_those_of_the_other_do_not_count():
    history = accepted()
    history.then("provider_asked", "Rabu 2 Desember 2026 09.00", provider="lkpp")
    history.then("forwarded", "Rabu 2 Desember 2026 10.00", resent=True, **FILED)
    assert position(history, "Kamis 3 Desember 2026 09.00").missed == 1
    history.then("taken_back", "Kamis 3 Desember 2026 10.00", provider="lkpp")
    history.then("forwarded", "Kamis 3 Desember 2026 11.00", provider="telkom", channel="call_144")
    assert position(history, "Jumat 4 Desember 2026 09.00").missed == 0


def test_an_unaccepted_filing_is_next_escalated_when_our_own_time_ends():
    history = lkpp().then("forwarded", "Senin 23 November 2026 10.00", **FILED)
    assert reminder(history, "Selasa 24 November 2026 09.00") == (
        "Senin 30 November 2026 16.00", "escalate_provider"
    )


def test_who_files_themselves_is_reminded_after_two_and_ten_working_days():
    filed = {"provider": "lkpp", "channel": "self_filed"}
    history = lkpp().then("forwarded", "Senin 23 November 2026 10.00", **filed)
    now = "Selasa 24 November 2026 09.00"
    assert position(history, now).stage is Stage.SELF_FILED
    assert reminder(history, now) == ("Rabu 25 November 2026 16.00", "remind_requester")
    later = reminder(history, "Kamis 26 November 2026 09.00")
    assert later == ("Senin 7 Desember 2026 16.00", "remind_requester")


STAGES = [
    (lkpp(), Stage.UNFILED),
    (History(authority="bureau"), None),
    (History(authority="shared").then("relay_ready", "Senin 23 November 2026 10.00",
                                      provider="lkpp"), Stage.UNFILED),
    (lkpp().then("forwarded", "Senin 23 November 2026 10.00", **FILED), Stage.FILED),
    (accepted(), Stage.ACCEPTED),
    (accepted().then("provider_asked", "Rabu 25 November 2026 10.00", provider="lkpp"),
     Stage.DATA_REQUESTED),
    (accepted().then("provider_answered", "Rabu 25 November 2026 10.00", provider="lkpp"), None),
    (accepted().then("taken_back", "Rabu 25 November 2026 10.00", provider="lkpp"), Stage.UNFILED),
]


@pytest.mark.parametrize(("history", "stage"), STAGES)
def test_the_stage_follows_the_events(history, stage):
    assert stage_of(stand(history.events)) is stage


def test_the_age_counts_working_days_from_the_first_filing_of_this_stay():
    history = accepted()
    history.then("provider_asked", "Kamis 26 November 2026 09.00", provider="lkpp")
    history.then("forwarded", "Jumat 27 November 2026 10.00", resent=True, **FILED)
    found = position(history, "Senin 30 November 2026 09.00")
    assert (told(found.filed_at), found.days) == ("Senin 23 November 2026 10.00", 5)


def test_what_is_not_filed_says_until_when_it_must_be():
    found = position(lkpp(), "Senin 23 November 2026 10.00")
    assert (found.filed_at, told(found.file_by)) == (None, "Selasa 24 November 2026 16.00")
    by = at("Selasa 1 Desember 2026 16.00")
    history = lkpp().then("relay_ready", "Senin 30 November 2026 16.01", actor="clock",
                          provider="lkpp", file_by=by.isoformat())
    found = position(history, "Selasa 1 Desember 2026 09.00")
    assert (found.file_by, found.late) == (by, ClockKind.RESOLUTION)


def late(history, now):
    return position(history, now).late


def test_late_in_forwarding_is_the_bureaus_until_they_accept():
    history = lkpp()
    assert late(history, "Selasa 24 November 2026 16.00") is None
    assert late(history, "Selasa 24 November 2026 16.01") is ClockKind.FORWARDING
    history.then("forwarded", "Rabu 25 November 2026 10.00", **FILED)
    assert late(history, "Rabu 25 November 2026 11.00") is ClockKind.FORWARDING
    history.then("accepted", "Kamis 26 November 2026 10.00", provider="lkpp")
    assert late(history, "Kamis 26 November 2026 11.00") is None


def test_filed_in_time_it_turns_late_when_our_time_ends_without_acceptance():
    history = lkpp().then("forwarded", "Senin 23 November 2026 10.00", **FILED)
    assert late(history, "Senin 30 November 2026 16.00") is None
    assert late(history, "Senin 30 November 2026 16.01") is ClockKind.RESOLUTION


def test_data_that_came_must_go_on_within_the_next_forwarding_cycle():
    history = accepted().then("provider_asked", "Rabu 25 November 2026 09.00", provider="lkpp")
    assert position(history, "Rabu 25 November 2026 10.00").file_by is None
    history.wrote("Rabu 25 November 2026 11.00")
    found = position(history, "Rabu 25 November 2026 12.00")
    assert told(found.file_by) == "Kamis 26 November 2026 16.00"
    assert late(history, "Kamis 26 November 2026 16.01") is ClockKind.FORWARDING


def test_nothing_stands_on_the_board_for_a_matter_of_the_bureau():
    assert position(History(), "Senin 23 November 2026 10.00") is None


def test_the_steps_that_were_recorded_are_not_told_again():
    taken = partial(relay_position, stand(accepted().events), accepted().events, (), (), CALENDAR)
    assert taken(at("Selasa 24 November 2026 10.00")).reminder is None
