"""Which audience hears of which event, and whether it waits for office hours."""

import pytest

from helpdesk.domain.notices import WATCHERS, notices_for
from helpdesk.domain.projection import stand
from tests.domain.history import History

WHEN = "Selasa 24 November 2026 20.00"


def last_of(history):
    """The notices of the history's last event."""
    before = stand(history.events[:-1]) if len(history.events) > 1 else None
    return list(notices_for(history.events[-1], before, stand(history.events)))


def heard(history):
    """{(audience, template): at_once} of them, but for those who follow the ticket."""
    return {(n.audience, n.template): n.at_once for n in last_of(history)
            if n.audience != WATCHERS}


def step(action, recipients, *, told=False, template="deadline_missed", **more):
    return dict(action=action, recipients=list(recipients), template=template,
                tell_requester=told, **more)


@pytest.mark.parametrize(("type_", "data", "expected"), [
    ("replied", {}, {("requester", "reply"): True}),
    ("replied", {"wait": "file"}, {("requester", "reply"): True}),
    ("replied", {"wait": "visit"}, {("requester", "visit_invited"): True}),
    ("document_ticked", {"document": "npwp", "state": "original"}, {}),
    ("identity_verified", {"how": "original"}, {}),
    ("noted", {}, {}),
    ("resolved", {}, {("requester", "resolved"): True}),
    ("rejected", {}, {("requester", "rejected"): True}),
    ("referred", {}, {("requester", "referred"): True}),
    ("closed", {"quiet": True}, {}),
    ("assigned", {"officer": 2}, {("handler", "assigned"): False}),
    ("provider_answered", {"provider": "lkpp"}, {("assignee", "provider_answered"): False}),
    ("forwarded", {"provider": "lkpp", "channel": "letter"}, {("requester", "forwarded"): True}),
    ("forwarded", {"provider": "lkpp", "channel": "email"}, {
        ("requester", "forwarded"): True, ("provider", "escalation_lkpp"): False}),
    ("triaged", {"kind": "problem", "service": None}, {}),
    ("triaged", {"kind": "outage", "service": None}, {("requester", "triaged"): True}),
    ("details_added", {"urgency": "urgent"}, {("piket", "tender_alert"): True}),
    ("sealed", {}, {("bureau_head", "new_ticket"): False}),
    ("step_taken", step("notify", ["unit_head"], told=True), {
        ("unit_head", "deadline_missed"): False, ("requester", "apology"): False}),
    ("step_taken", step("remind_requester", [], told=True, template="remind_requester"), {
        ("requester", "reminder"): False}),
    ("step_taken", step("remind_provider", ["provider"], template="provider_reminder"), {
        ("provider", "provider_reminder"): False}),
    ("step_taken", step("escalate_provider", ["provider", "assignee"]), {
        ("assignee", "deadline_missed"): False}),
    ("step_taken", step("notify", ["unit_head"], told=True, digest=True), {
        ("unit_head", "digest"): False, ("requester", "apology"): False}),
    ("step_taken", step("remind_provider", ["provider", "assignee"], digest=True,
                        template="provider_reminder"), {
        ("provider", "provider_reminder"): False, ("assignee", "digest"): False}),
    ("step_skipped", step("notify", ["unit_head"], told=True), {}),
])
def test_who_hears_of_what(type_, data, expected):
    assert heard(History().then(type_, WHEN, **data)) == expected


@pytest.mark.parametrize(("type_", "told"), [
    ("requester_wrote", True), ("replied", True), ("noted", True), ("provider_asked", True),
    ("assigned", True), ("resolved", True), ("closed", True),
    ("waiting_started", False), ("tagged", False), ("step_taken", False), ("linked", False),
])
def test_who_follows_a_ticket_hears_of_words_and_states(type_, told):
    data = {**step("warn", []), "tag": "a", "name": "A"}
    found = [n for n in last_of(History().then(type_, WHEN, **data)) if n.audience == WATCHERS]
    assert [n.template for n in found] == ["watched"] * told
    assert all(n.but == "officer:1" and not n.at_once for n in found)


def test_a_chat_that_answered_already_sends_no_receipt():
    assert heard(History()) == {
        ("requester", "receipt"): True, ("unit_officers", "new_ticket"): False
    }
    assert ("requester", "receipt") not in heard(History(answered_in_chat=True))


def test_who_is_on_duty_hears_first_so_that_the_alert_is_what_remains():
    assert list(heard(History(urgency="urgent")))[1] == ("piket", "tender_alert")


def test_what_the_clock_closes_by_night_waits_for_the_morning():
    history = History().then("resolved", WHEN).then("closed", WHEN, actor="clock")
    assert heard(history) == {("requester", "closed"): False}


def test_an_officer_needs_no_notice_of_their_own_doing():
    history = History().then("assigned", WHEN, actor="officer:2", officer=2)
    assert heard(history) == {}


def test_a_provider_who_has_it_filed_hears_of_the_escalation():
    history = History().then("forwarded", WHEN, provider="telkom", channel="letter")
    history.then("step_taken", WHEN, actor="clock", **step("escalate_provider", ["provider"]))
    assert heard(history) == {("provider", "escalation_telkom"): False}
