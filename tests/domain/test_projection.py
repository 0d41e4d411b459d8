"""Where a ticket stands after its events: the columns that queries read."""

import pytest

from helpdesk.domain.projection import stand, stood
from helpdesk.domain.ticket import RelayState, Status
from tests.builders import at
from tests.domain.history import History, told

T1, T2, T3 = (
    "Selasa 24 November 2026 10.00", "Rabu 25 November 2026 10.00", "Kamis 26 November 2026 10.00",
)


def standing(history):
    return stand(history.events)


def test_a_registered_ticket_is_new_and_waits_since_receipt():
    found = standing(History())
    assert (found.status, told(found.waiting_since)) == (
        Status.NEW, "Senin 23 November 2026 09.00",
    )


@pytest.mark.parametrize(("before", "status"), [
    (("triaged", {"kind": "problem"}), Status.WAITING_REQUESTER),
    (("forwarded", {"provider": "lkpp", "channel": "letter"}), Status.WAITING_REQUESTER),
])
def test_waiting_for_the_requester_is_the_status_until_they_write(before, status):
    type_, data = before
    history = History().then(type_, T1, **data).then("waiting_started", T2, reason="question")
    assert standing(history).status is status
    history.wrote(T3)
    expected = Status.WAITING_EXTERNAL if type_ == "forwarded" else Status.IN_PROGRESS
    assert (standing(history).status, standing(history).wait_reason) == (expected, None)


def test_what_the_requester_files_themselves_comes_back_to_the_officer_when_they_write():
    history = History().then("forwarded", T1, provider="lkpp", channel="self_filed")
    assert standing(history).status is Status.WAITING_REQUESTER
    assert standing(history.wrote(T2)).status is Status.IN_PROGRESS


def test_an_answer_of_the_provider_waits_for_the_officers_words():
    history = accepted().then("replied", T2).then("provider_answered", T3, provider="lkpp")
    found = standing(history)
    assert (found.status, told(found.waiting_since)) == (Status.IN_PROGRESS, T3)
    assert found.relay_state is RelayState.ANSWERED


def accepted():
    history = History().then("forwarded", T1, provider="lkpp", channel="letter")
    return history.then("accepted", T1, provider="lkpp", external="L-1")


def test_another_provider_does_not_inherit_the_number():
    history = accepted().then("taken_back", T2, provider="lkpp")
    assert standing(history).external_number == "L-1"
    history.then("forwarded", T3, provider="telkom", channel="call_144")
    assert (standing(history).provider, standing(history).external_number) == ("telkom", None)


def test_reopened_after_being_resolved_at_the_provider_is_in_the_bureaus_hands():
    found = standing(accepted().then("resolved", T2).then("reopened", T3))
    assert (found.status, found.accepted) == (Status.IN_PROGRESS, False)


def test_a_file_received_answers_the_first_message_only():
    history = History("request").then("file_received", T1)
    assert standing(history).waiting_since is None
    history = History("request").wrote("Senin 23 November 2026 11.00").then("file_received", T1)
    assert told(standing(history).waiting_since) == "Senin 23 November 2026 11.00"


def test_taking_back_what_was_only_prepared_leaves_a_wait_alone():
    history = History().then("waiting_started", T1, reason="file")
    history.then("relay_ready", T2, provider="lkpp").then("taken_back", T3, provider="lkpp")
    assert standing(history).status is Status.WAITING_REQUESTER


def test_stood_asks_when_things_happened():
    history = accepted().then("resolved", T2, noted=T3)
    assert stood(history.events, at(T1)).status is Status.WAITING_EXTERNAL
    assert stood(history.events, at(T2)).status is Status.RESOLVED
    assert stood(history.events, at("Senin 23 November 2026 08.00")).status is Status.NEW
