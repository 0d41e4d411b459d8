"""The ladder of sla-rules section 5, row by row, with the instants at which each rung is due."""

from functools import partial

import pytest

from helpdesk.catalogue.loader import load_catalogue
from helpdesk.domain.escalation import steps_of
from helpdesk.domain.projection import stood
from tests.builders import at
from tests.domain.history import CALENDAR, History, days, minutes, told

LADDER = load_catalogue().ladder
FAR = "Kamis 31 Desember 2026 23.00"


def steps(history, clock, now=FAR):
    """{code: (due, level, action, recipients, told)} of the rungs that were due for a clock."""
    instant = at(now)
    found = steps_of(
        partial(stood, history.events), history.clocks(now), LADDER, CALENDAR,
        warn_at_percent=80, until=instant,
    )
    return {
        s.code: (told(s.due_at), s.level, s.action, s.recipients, s.tell_requester)
        for s in found if s.clock == clock and s.running and s.is_due(instant)
    }


def test_the_day_of_the_deadline_begins_with_a_warning():
    found = steps(History(), "response")
    assert found["warn"] == (
        "Kamis 26 November 2026 07.30", 0, "warn", ("assignee",), False
    )


def test_minutes_warn_at_four_fifths():
    history = History("request", promise={"resolution": minutes(30)})
    history.then("replied", "Rabu 25 November 2026 11.50", completeness="complete")
    assert steps(history, "resolution")["warn"][0] == "Rabu 25 November 2026 13.14"


LATE = {
    "late-level-1": ("Kamis 26 November 2026 16.00", 1, "notify", ("unit_head",), True),
    "late-level-2": ("Jumat 27 November 2026 16.30", 2, "notify", ("bureau_head",), False),
}


@pytest.mark.parametrize(("clock", "history"), [
    ("response", History()),
    ("reply", History().then("replied", "Senin 23 November 2026 09.30").wrote(
        "Senin 23 November 2026 10.00")),
    ("forwarding", History().then(
        "authority_changed", "Rabu 25 November 2026 10.00", authority="telkom")),
])
def test_response_reply_and_forwarding_climb_to_kasubbag_then_kepala(clock, history):
    found = steps(history, clock)
    found.pop("warn")
    assert found == LATE


DUE, NEXT = "Senin 30 November 2026 16.00", "Selasa 1 Desember 2026 16.00"
SOON = "Selasa 24 November 2026 10.00"


def with_authority(authority):
    return History().then("triaged", SOON, kind="problem", authority=authority)


def filed(history):
    return history.then("forwarded", SOON, provider="lkpp", channel="letter")


def answered(history):
    history = filed(history).then("accepted", SOON, provider="lkpp", external="L-1")
    return history.then("provider_answered", "Selasa 24 November 2026 11.00", provider="lkpp")


LEVEL_1 = (DUE, 1, "notify", ("unit_head",), True)
ESCALATED = (DUE, 3, "escalate_provider", ("provider", "assignee"), False)
DECIDE = (NEXT, 2, "decide", ("bureau_head",), False)
ROWS = [
    ("unset", with_authority(None), {"bureau-level-1": LEVEL_1, "bureau-level-2": DECIDE}),
    ("bureau", with_authority("bureau"), {"bureau-level-1": LEVEL_1, "bureau-level-2": DECIDE}),
    ("lkpp", with_authority("lkpp"), {
        "provider-level-1": LEVEL_1, "provider-escalate": ESCALATED}),
    ("telkom", with_authority("telkom"), {
        "provider-level-1": LEVEL_1, "provider-escalate": ESCALATED}),
    ("lkpp, filed only", filed(with_authority("lkpp")), {
        "provider-level-1": LEVEL_1, "provider-escalate": ESCALATED}),
    ("lkpp, answered", answered(with_authority("lkpp")), {
        "answered-level-1": LEVEL_1, "answered-level-2": DECIDE}),
    ("shared", with_authority("shared"), {
        "shared-split": (DUE, 1, "propose_split", ("unit_head",), True),
        "shared-escalate": (NEXT, 3, "escalate_provider", ("provider", "assignee"), True)}),
    ("other", with_authority("other"), {
        "other-refer": (DUE, 1, "refer", ("unit_head",), True)}),
]


@pytest.mark.parametrize(("history", "rungs"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_a_missed_resolution_climbs_by_authority(history, rungs):
    found = steps(history, "resolution")
    found.pop("warn")
    assert found == {f"resolution-{code}": rung for code, rung in rungs.items()}


def test_what_lkpp_has_accepted_is_not_escalated_as_the_clock_rests():
    history = filed(with_authority("lkpp")).then("accepted", SOON, provider="lkpp")
    assert steps(history, "resolution") == {}


def test_a_late_look_takes_the_rungs_of_the_day_though_lkpp_accepted_since():
    history = filed(with_authority("lkpp"))
    history.then("accepted", "Selasa 1 Desember 2026 10.00", provider="lkpp")
    assert set(steps(history, "resolution")) == {
        "warn", "resolution-provider-level-1", "resolution-provider-escalate"
    }


def test_a_change_of_authority_after_the_miss_tells_the_requester_no_second_time():
    history = with_authority("bureau")
    history.then("authority_changed", "Rabu 2 Desember 2026 10.00", authority="lkpp")
    assert set(steps(history, "resolution")) == {
        "warn", "resolution-bureau-level-1", "resolution-bureau-level-2"
    }


@pytest.mark.parametrize(("split", "escalates"), [
    (None, True), ("lkpp", True), ("bureau", False), ("other", False),
])
def test_a_shared_matter_escalates_unless_the_day_was_used_to_split_it_off(split, escalates):
    history = with_authority("shared")
    if split:
        history.then("authority_changed", "Selasa 1 Desember 2026 09.00", authority=split)
    assert ("resolution-shared-escalate" in steps(history, "resolution")) is escalates


def test_a_sealed_complaint_never_climbs_to_lkpp():
    history = History("complaint", sealed=True).then("authority_changed", SOON, authority="shared")
    assert {s[2] for s in steps(history, "resolution").values()} == {"warn", "notify", "decide"}


def test_the_provider_is_reminded_at_every_deadline_and_a_letter_proposed_once():
    history = filed(with_authority("lkpp")).then("accepted", SOON, provider="lkpp")
    found = steps(history, "third_party")
    reminders = [due for due, _, action, _, _ in found.values() if action == "remind_provider"]
    assert reminders == [
        "Selasa 1 Desember 2026 16.00", "Selasa 8 Desember 2026 16.00",
        "Rabu 16 Desember 2026 16.00", "Rabu 23 Desember 2026 16.00",
        "Rabu 30 Desember 2026 16.00",
    ]
    letters = [due for due, _, action, _, _ in found.values() if action == "propose_letter"]
    assert letters == ["Rabu 16 Desember 2026 16.00"]


def test_an_agreed_target_spaces_the_reminders():
    history = filed(with_authority("lkpp"))
    history.then("accepted", SOON, provider="lkpp", promise={"third_party": days(2)})
    found = steps(history, "third_party", now="Selasa 1 Desember 2026 12.00")
    assert found["third-party-reminder"][0] == "Kamis 26 November 2026 16.00"
    assert found["third-party-reminder-2"][0] == "Senin 30 November 2026 16.00"


def test_a_target_is_warned_of_on_its_day_and_passed_goes_to_the_kepala():
    history = History().then("target_set", "Selasa 1 Desember 2026 09.00", number=1,
                             due_at="2026-12-03T16:00:00+07:00")
    assert steps(history, "target") == {
        "warn-target": ("Kamis 3 Desember 2026 07.30", 0, "warn", ("assignee",), False),
        "target-missed": ("Kamis 3 Desember 2026 16.00", 2, "decide", ("bureau_head",), True),
    }


def test_a_target_on_a_sunday_is_warned_of_on_the_friday_before():
    history = History().then("target_set", "Selasa 1 Desember 2026 09.00", number=1,
                             due_at="2026-12-06T12:00:00+07:00")
    assert steps(history, "target")["warn-target"][0] == "Jumat 4 Desember 2026 07.30"


def test_a_clock_stopped_at_its_deadline_calls_for_nothing_but_the_warning():
    history = History().then("replied", "Kamis 26 November 2026 16.00")
    assert set(steps(history, "response")) == {"warn"}


def test_a_miss_is_due_only_after_the_deadline_and_a_warning_at_its_instant():
    history = History()
    found = {s.code: s for s in steps_of(
        partial(stood, history.events), history.clocks(), LADDER, CALENDAR,
        warn_at_percent=80, until=at(FAR)) if s.clock == "response"}
    assert found["warn"].is_due(found["warn"].due_at)
    assert not found["late-level-1"].is_due(found["late-level-1"].due_at)
    assert found["late-level-2"].is_due(found["late-level-2"].due_at)
    assert found["late-level-1"].key(7) == "step:7:response:1:late-level-1"
