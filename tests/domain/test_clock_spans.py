"""What starts, stops and pauses which clock: the table of sla-rules section 3, row by row."""

import pytest

from helpdesk.domain.events import EventType
from helpdesk.domain.sla import ClockKind, ClockState
from tests.domain.history import URGENT, History, days, minutes, told

TUESDAY = "Selasa 24 November 2026 10.00"
ANSWERS = [
    ("replied", {}), ("resolved", {}), ("rejected", {}),
    ("forwarded", {"provider": "lkpp", "channel": "lpse_support"}),
]


@pytest.mark.parametrize("kind", ["complaint", "request"])
@pytest.mark.parametrize(("type_", "data"), ANSWERS)
@pytest.mark.parametrize(
    ("says", "stops"), [("complete", True), ("incomplete", True), (None, False)]
)
def test_complaints_and_requests_want_words_on_completeness(kind, type_, data, says, stops):
    history = History(kind).then(type_, TUESDAY, completeness=says, **data)
    assert (history.clock("response").stopped_at is not None) is stops


@pytest.mark.parametrize("kind", ["inquiry", "problem", "outage"])
@pytest.mark.parametrize(("type_", "data"), ANSWERS)
def test_other_kinds_are_answered_by_any_public_act(kind, type_, data):
    history = History(kind).then(type_, TUESDAY, **data)
    assert told(history.clock("response").stopped_at) == TUESDAY


def test_a_receipt_for_the_file_carries_complete():
    history = History("request").then("file_received", TUESDAY, completeness="complete")
    assert told(history.clock("response").stopped_at) == TUESDAY


@pytest.mark.parametrize(("type_", "actor", "data"), [
    ("replied", "system", {"automatic": True, "completeness": "complete"}),
    ("replied", "officer:1", {"automatic": True}),
    ("noted", "officer:1", {}),
    ("triaged", "officer:1", {"kind": "problem", "service": None}),
    ("assigned", "officer:1", {"officer": 1}),
    ("waiting_started", "officer:1", {"reason": "question"}),
    ("relay_ready", "officer:1", {"provider": "lkpp"}),
    ("no_reply_needed", "officer:1", {}),
    ("forwarded", "clock", {"provider": "lkpp", "channel": "email"}),
])
def test_nothing_automatic_no_note_and_no_bare_status_answers(type_, actor, data):
    history = History("problem").then(type_, TUESDAY, actor=actor, **data)
    assert history.clock("response").stopped_at is None


@pytest.mark.parametrize("type_", ["referred", "withdrawn", "closed", "merged"])
def test_other_ends_cancel_every_clock(type_):
    history = History().wrote(TUESDAY).then("authority_changed", TUESDAY, authority="lkpp")
    history.then(type_, "Selasa 24 November 2026 11.00")
    assert {c.state for c in history.clocks()} == {ClockState.CANCELLED}


def test_a_rejection_stops_the_response_first_and_cancels_the_rest():
    history = History().then("rejected", TUESDAY)
    assert history.clock("response").state is ClockState.MET
    assert history.clock("resolution").state is ClockState.CANCELLED


# -- reply -------------------------------------------------------------------------------------
def test_a_message_before_the_first_answer_starts_no_reply_clock():
    assert not History().wrote(TUESDAY).has("reply")


def test_the_oldest_unanswered_message_starts_the_reply_clock():
    history = History().then("replied", TUESDAY)
    history.wrote("Rabu 25 November 2026 08.00").wrote("Kamis 26 November 2026 08.00")
    reply = history.clock("reply")
    assert (told(reply.started_at), told(reply.due_at)) == (
        "Rabu 25 November 2026 08.00", "Senin 30 November 2026 16.00",
    )


def test_a_message_left_unanswered_by_a_forwarding_starts_the_reply_clock_then():
    history = History().wrote("Senin 23 November 2026 10.00")
    history.then("forwarded", TUESDAY, provider="lkpp", channel="lpse_support")
    assert told(history.clock("reply").started_at) == TUESDAY


@pytest.mark.parametrize(("type_", "stops"), [
    ("replied", True), ("resolved", True), ("no_reply_needed", True), ("noted", False),
    ("forwarded", False),
])
def test_what_stops_the_reply_clock(type_, stops):
    history = History().then("replied", TUESDAY).wrote("Rabu 25 November 2026 08.00")
    history.then(type_, "Rabu 25 November 2026 09.00", provider="lkpp", channel="letter")
    assert (history.clock("reply").stopped_at is not None) is stops


def test_the_next_message_after_an_answer_begins_the_next_reply_cycle():
    history = History().then("replied", TUESDAY).wrote("Rabu 25 November 2026 08.00")
    history.then("replied", "Rabu 25 November 2026 09.00").wrote("Kamis 26 November 2026 08.00")
    assert history.clock("reply", 1).state is ClockState.MET
    assert told(history.clock("reply", 2).started_at) == "Kamis 26 November 2026 08.00"


def test_a_reply_recorded_late_does_not_answer_what_came_after_it():
    history = History().then("replied", TUESDAY).wrote("Rabu 25 November 2026 08.00")
    history.then("replied", "Selasa 24 November 2026 15.00", noted="Kamis 26 November 2026 08.00")
    assert history.clock("reply").stopped_at is None


def test_an_answer_of_the_provider_starts_the_reply_clock():
    history = at_lkpp().then("provider_answered", "Jumat 27 November 2026 09.00", provider="lkpp")
    assert told(history.clock("reply").due_at) == "Rabu 2 Desember 2026 16.00"


# -- forwarding --------------------------------------------------------------------------------
def at_lkpp(kind="problem"):
    history = History(kind).then("authority_changed", TUESDAY, authority="lkpp")
    history.then("forwarded", "Selasa 24 November 2026 11.00", provider="lkpp",
                 channel="lpse_support", completeness="complete")
    return history.then("accepted", "Selasa 24 November 2026 14.00", provider="lkpp",
                        external="L-1")


@pytest.mark.parametrize("authority", ["lkpp", "telkom"])
@pytest.mark.parametrize("type_", ["authority_changed", "triaged"])
def test_setting_the_authority_starts_the_forwarding_clock(type_, authority):
    history = History().then(type_, TUESDAY, authority=authority, kind="problem")
    assert told(history.clock("forwarding").due_at) == "Rabu 25 November 2026 16.00"


@pytest.mark.parametrize("authority", ["bureau", "shared", "other", None])
def test_other_authorities_start_none(authority):
    assert not History().then("triaged", TUESDAY, authority=authority, kind="problem").has(
        "forwarding"
    )


def test_sixty_minutes_are_working_minutes():
    history = History().then(
        "authority_changed", "Selasa 24 November 2026 11.30", authority="lkpp", promise=URGENT
    )
    assert told(history.clock("forwarding").due_at) == "Selasa 24 November 2026 13.30"


def test_only_filing_stops_the_forwarding_clock():
    history = History().then("authority_changed", TUESDAY, authority="lkpp")
    history.then("relay_ready", "Selasa 24 November 2026 10.30", provider="lkpp")
    assert history.clock("forwarding").stopped_at is None
    history.then("forwarded", "Rabu 25 November 2026 16.00", provider="lkpp", channel="letter")
    assert history.clock("forwarding").state is ClockState.MET


def test_data_that_arrive_after_a_request_start_forwarding_again():
    history = at_lkpp().then("provider_asked", "Rabu 25 November 2026 09.00", provider="lkpp")
    assert history.clock("forwarding", 1).state is ClockState.MET
    history.wrote("Rabu 25 November 2026 13.00")
    assert told(history.clock("forwarding", 2).due_at) == "Kamis 26 November 2026 16.00"
    history.then("forwarded", "Rabu 25 November 2026 14.00", provider="lkpp", resent=True)
    history.wrote("Rabu 25 November 2026 15.00")
    assert not [c for c in history.clocks() if c.kind is ClockKind.FORWARDING and c.cycle == 3]


def test_a_message_after_the_officer_sent_the_data_on_starts_nothing():
    history = at_lkpp().then("provider_asked", "Rabu 25 November 2026 09.00", provider="lkpp")
    history.then("forwarded", "Rabu 25 November 2026 10.00", provider="lkpp", resent=True)
    history.wrote("Rabu 25 November 2026 15.00")
    assert not [c for c in history.clocks() if c.kind is ClockKind.FORWARDING and c.cycle == 2]


def test_taken_back_with_the_authority_kept_starts_forwarding_again():
    history = at_lkpp().then("taken_back", "Kamis 26 November 2026 09.00", provider="lkpp")
    assert told(history.clock("forwarding", 2).due_at) == "Jumat 27 November 2026 16.30"


def test_authority_taken_away_ends_forwarding_without_a_verdict():
    history = History().then("authority_changed", TUESDAY, authority="lkpp")
    history.then("authority_changed", "Selasa 24 November 2026 12.00", authority="bureau")
    assert history.clock("forwarding").state is ClockState.SUPERSEDED


def test_a_missed_forwarding_stays_missed_when_the_authority_changes():
    history = History().then("authority_changed", TUESDAY, authority="lkpp")
    history.then("authority_changed", "Kamis 26 November 2026 12.00", authority="bureau")
    assert history.clock("forwarding").state is ClockState.MISSED


# -- resolution --------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", ["inquiry", "problem", "outage", "complaint"])
def test_other_kinds_resolve_from_receipt(kind):
    assert told(History(kind).clock("resolution").due_at) == "Senin 30 November 2026 16.00"


REQUEST = {"resolution": minutes(30), "needs_originals": False}
WITH_ORIGINALS = {"resolution": minutes(30), "needs_originals": True}


def test_a_request_runs_from_the_file_declared_complete():
    history = History("request", promise=REQUEST)
    assert not history.has("resolution")
    history.then("replied", TUESDAY, completeness="incomplete")
    assert not history.has("resolution")
    history.then("replied", "Rabu 25 November 2026 09.00", completeness="complete")
    assert told(history.clock("resolution").due_at) == "Rabu 25 November 2026 09.30"


@pytest.mark.parametrize("order", ["declared first", "seen first"])
def test_where_originals_are_needed_both_have_to_be_there(order):
    history = History("request", promise=WITH_ORIGINALS)
    if order == "declared first":
        history.then("replied", TUESDAY, completeness="complete")
        assert not history.has("resolution")
    history.then("file_received", "Rabu 25 November 2026 11.50", completeness="complete")
    assert told(history.clock("resolution").due_at) == "Rabu 25 November 2026 13.20"


def test_a_file_found_incomplete_again_has_to_be_declared_anew():
    history = History("request", promise=WITH_ORIGINALS)
    history.then("replied", TUESDAY, completeness="complete")
    history.then("replied", "Selasa 24 November 2026 11.00", completeness="incomplete")
    history.then("file_received", "Rabu 25 November 2026 10.00", completeness=None)
    assert not history.has("resolution")


def test_a_service_without_a_standard_promises_no_resolution():
    history = History("request", promise={"resolution": None, "needs_originals": False})
    history.then("replied", TUESDAY, completeness="complete")
    assert not history.has("resolution")


def test_a_complaint_found_complete_is_no_file_of_a_later_request():
    history = History("complaint").then("replied", TUESDAY, completeness="complete")
    history.then("triaged", "Rabu 25 November 2026 09.00", kind="request", service="s",
                 promise=REQUEST)
    live = [c for c in history.clocks() if c.kind is ClockKind.RESOLUTION and c.unfinished]
    assert live == []


# -- change of kind or service -----------------------------------------------------------------
def test_a_change_supersedes_the_resolution_and_keeps_its_start():
    history = History().then("triaged", TUESDAY, kind="problem", service="spse",
                             promise={"resolution": days(7)})
    old, new = history.clock("resolution", last=False), history.clock("resolution")
    assert old.state is ClockState.SUPERSEDED
    assert (told(new.started_at), told(new.due_at)) == (
        "Senin 23 November 2026 09.00", "Rabu 2 Desember 2026 16.00",
    )


def test_a_second_triage_that_changes_nothing_leaves_the_promise_alone():
    history = History().then("triaged", TUESDAY, kind="problem", service=None,
                             promise={"resolution": days(9)})
    assert told(history.clock("resolution").due_at) == "Senin 30 November 2026 16.00"


def test_a_class_chosen_at_triage_replaces_the_limit():
    history = History("complaint").then(
        "triaged", TUESDAY, kind="complaint", service=None, limit_class="k14",
        promise={"resolution": days(14)},
    )
    assert told(history.clock("resolution").due_at) == "Senin 14 Desember 2026 16.00"


@pytest.mark.parametrize(("changed", "due"), [
    ("Selasa 1 Desember 2026 10.00", "Rabu 2 Desember 2026 16.00"),
    ("Selasa 1 Desember 2026 17.00", "Rabu 2 Desember 2026 16.00"),
    ("Sabtu 5 Desember 2026 10.00", "Senin 7 Desember 2026 16.00"),
    ("Selasa 8 Desember 2026 15.00", "Kamis 10 Desember 2026 16.00"),
])
def test_a_deadline_already_past_at_the_change_becomes_the_next_close(changed, due):
    history = History().then("triaged", changed, kind="outage", service=None)
    assert told(history.clock("resolution").due_at) == due
    assert history.clock("resolution", last=False).state is ClockState.MISSED


def test_that_next_close_is_held_by_a_later_pause():
    history = History().then("triaged", "Selasa 1 Desember 2026 10.00", kind="outage")
    history.then("waiting_started", "Rabu 2 Desember 2026 09.00", reason="question")
    assert history.clock("resolution", now="Kamis 3 Desember 2026 09.00").due_at is None
    history.wrote("Kamis 3 Desember 2026 10.00")
    assert told(history.clock("resolution").due_at) == "Kamis 3 Desember 2026 16.00"


# -- pauses ------------------------------------------------------------------------------------
def test_waiting_for_the_requester_pauses_resolution_and_nothing_else():
    history = History().then("waiting_started", TUESDAY, reason="question")
    history.wrote("Kamis 26 November 2026 09.00")
    assert told(history.clock("resolution").due_at) == "Rabu 2 Desember 2026 16.00"
    assert told(history.clock("response").due_at) == "Kamis 26 November 2026 16.00"


def test_filed_alone_pauses_nothing_and_accepted_does():
    history = History().then("authority_changed", TUESDAY, authority="lkpp")
    history.then("forwarded", TUESDAY, provider="lkpp", channel="letter")
    assert told(history.clock("resolution").due_at) == "Senin 30 November 2026 16.00"
    history.then("accepted", "Kamis 26 November 2026 09.00", provider="lkpp")
    assert history.clock("resolution").state is ClockState.HELD
    history.then("provider_answered", "Senin 30 November 2026 10.00", provider="lkpp")
    assert told(history.clock("resolution").due_at) == "Rabu 2 Desember 2026 16.00"


def test_a_message_while_lkpp_has_the_matter_does_not_end_that_pause():
    history = at_lkpp().wrote("Kamis 26 November 2026 09.00")
    assert history.clock("resolution").state is ClockState.HELD


def test_filing_ends_a_wait_for_the_requester():
    history = History().then("waiting_started", TUESDAY, reason="file")
    history.then("forwarded", "Rabu 25 November 2026 09.00", provider="lkpp", channel="letter")
    assert told(history.clock("resolution").due_at) == "Selasa 1 Desember 2026 16.00"


def test_what_the_requester_files_waits_for_them_until_their_number_is_known():
    history = History().then("forwarded", TUESDAY, provider="lkpp", channel="self_filed")
    assert history.clock("resolution").state is ClockState.HELD
    assert not history.has("third_party")
    history.then("accepted", "Rabu 25 November 2026 17.00", provider="lkpp", external="L-9")
    assert history.clock("third_party").state is ClockState.MISSED
    assert history.clock("resolution").state is ClockState.HELD


# -- third party -------------------------------------------------------------------------------
def test_their_clock_runs_from_acceptance_for_the_target():
    assert told(at_lkpp().clock("third_party").due_at) == "Selasa 1 Desember 2026 16.00"


@pytest.mark.parametrize("type_", ["provider_answered", "provider_asked", "taken_back"])
def test_an_answer_a_question_or_taking_back_stops_it(type_):
    history = at_lkpp().then(type_, "Rabu 25 November 2026 09.00", provider="lkpp")
    assert history.clock("third_party").state is ClockState.MET


def test_data_sent_on_begin_their_next_cycle():
    history = at_lkpp().then("provider_asked", "Rabu 25 November 2026 09.00", provider="lkpp")
    history.then("forwarded", "Kamis 26 November 2026 09.00", provider="lkpp", resent=True)
    assert told(history.clock("third_party", 2).due_at) == "Kamis 3 Desember 2026 16.00"
    assert history.clock("resolution").state is ClockState.HELD


def test_accepted_again_begins_their_next_cycle_under_the_agreed_target():
    history = at_lkpp().then("provider_answered", "Rabu 25 November 2026 09.00", provider="lkpp")
    history.then("accepted", "Kamis 26 November 2026 09.00", provider="lkpp",
                 promise={"third_party": days(2)})
    assert told(history.clock("third_party", 2).due_at) == "Senin 30 November 2026 16.00"


# -- resolving, reopening, targets -------------------------------------------------------------
def test_reopening_goes_on_with_the_time_between_as_a_pause():
    history = History().then("resolved", "Rabu 25 November 2026 15.00")
    assert history.clock("resolution").state is ClockState.MET
    history.then("reopened", "Senin 30 November 2026 09.00")
    assert told(history.clock("resolution").due_at) == "Kamis 3 Desember 2026 16.00"


def test_once_missed_stays_missed_after_reopening():
    history = History().then("resolved", "Selasa 1 Desember 2026 09.00")
    history.then("reopened", "Rabu 2 Desember 2026 09.00")
    resolution = history.clock("resolution", now="Rabu 2 Desember 2026 09.00")
    assert resolution.state is ClockState.MISSED
    assert told(resolution.due_at) == "Senin 30 November 2026 16.00"


def test_resolving_stops_reply_and_target_and_cancels_what_others_owe():
    history = at_lkpp().wrote("Rabu 25 November 2026 08.00")
    history.then("target_set", "Rabu 25 November 2026 09.00", number=1,
                 due_at="2026-11-27T16:00:00+07:00")
    history.then("resolved", "Rabu 25 November 2026 10.00")
    states = {c.kind.value: c.state.value for c in history.clocks()}
    assert states == {
        "response": "met", "resolution": "met", "reply": "met", "target": "met",
        "forwarding": "met", "third_party": "cancelled",
    }


def test_targets_are_numbered_and_the_newer_replaces_the_older():
    history = History()
    for number, day in ((1, "02"), (2, "04")):
        history.then("target_set", "Selasa 1 Desember 2026 09.00", number=number,
                     due_at=f"2026-12-{day}T16:00:00+07:00")
    assert history.clock("target", 1).state is ClockState.SUPERSEDED
    assert told(history.clock("target", 2).due_at) == "Jumat 4 Desember 2026 16.00"


def test_every_event_that_matters_to_a_clock_is_in_the_table():
    quiet = {
        "assigned", "noted", "details_added", "attached", "step_ticked", "relay_ready",
        "step_taken", "step_skipped", "reported_named", "sealed", "link_revoked",
        "restricted", "restriction_lifted",
        "joined_incident", "identity_changed", "survey_answered", "document_ticked",
        "identity_verified", "discretion_used", "claim_judged", "deadlines_moved", "left_incident",
        "incident_declared", "incident_ended", "chat_offered", "chat_bound", "chat_unbound",
        "tagged", "untagged", "fields_filled", "snoozed", "woken", "linked", "unlinked", "split",
        "passed_on",
    }
    from helpdesk.domain.clock_spans import _STEPS

    assert {t.value for t in EventType} - quiet == {t.value for t in _STEPS}
