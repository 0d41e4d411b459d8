"""Reminders, proposals to close and closing, with their exact instants."""

from datetime import timedelta

import pytest

from helpdesk.catalogue.loader import load_catalogue
from helpdesk.domain.projection import stand
from helpdesk.domain.timers import reopen_until, timers_of, waits_of
from tests.builders import at
from tests.domain.history import CALENDAR, History, told

LIMITS = load_catalogue().limits
MONDAY = "Senin 23 November 2026 10.00"


def timers(history):
    found = timers_of(stand(history.events), history.events, lambda _: LIMITS, CALENDAR)
    return {(s.code, s.cycle): s for s in found}


@pytest.mark.parametrize(("resolved", "until"), [
    ("Senin 23 November 2026 09.00", "Selasa 1 Desember 2026 00.00"),
    ("Senin 23 November 2026 23.59", "Selasa 1 Desember 2026 00.00"),
    ("Selasa 24 November 2026 00.00", "Rabu 2 Desember 2026 00.00"),
    ("Minggu 29 November 2026 12.00", "Senin 7 Desember 2026 00.00"),
])
def test_reopening_ends_at_midnight_after_the_seventh_calendar_day(resolved, until):
    assert told(reopen_until(at(resolved), CALENDAR, 7)) == until


@pytest.mark.parametrize(("kind", "reason", "proposed"), [
    ("problem", "question", "Senin 30 November 2026 16.00"),
    ("request", "file", "Senin 30 November 2026 16.00"),
    ("request", "visit", "Senin 7 Desember 2026 16.00"),
    ("complaint", "question", "Rabu 23 Desember 2026 10.00"),
])
def test_when_silence_may_be_proposed_to_end_a_ticket(kind, reason, proposed):
    found = timers(History(kind).then("waiting_started", MONDAY, reason=reason))
    assert told(found["propose-close", 1].due_at) == proposed


def test_reminders_come_after_two_and_ten_working_days():
    found = timers(History().then("waiting_started", MONDAY, reason="question"))
    assert told(found["remind-2", 1].due_at) == "Rabu 25 November 2026 16.00"
    assert told(found["remind-10", 1].due_at) == "Senin 7 Desember 2026 16.00"


def test_self_filing_waits_for_the_requester_and_other_filing_does_not():
    filed = History().then("forwarded", MONDAY, provider="lkpp", channel="self_filed")
    assert ("remind-2", 1) in timers(filed)
    assert timers(History().then("forwarded", MONDAY, provider="lkpp", channel="letter")) == {}


def test_asking_again_counts_anew():
    history = History().then("waiting_started", MONDAY, reason="question")
    history.then("waiting_started", "Selasa 24 November 2026 10.00", reason="question")
    first, second = waits_of(history.events)
    assert (told(first.until), second.until) == ("Selasa 24 November 2026 10.00", None)
    assert told(timers(history)["remind-2", 2].due_at) == "Kamis 26 November 2026 16.00"


def test_a_reminder_of_a_past_wait_was_due_only_if_the_wait_lasted_that_long():
    history = History().then("waiting_started", MONDAY, reason="question")
    found = timers(history.wrote("Kamis 26 November 2026 09.00"))
    assert (found["remind-2", 1].running, found["remind-2", 1].still_running) == (True, False)
    assert not found["propose-close", 1].running


def test_a_reply_or_a_note_ends_no_wait():
    history = History().then("waiting_started", MONDAY, reason="question")
    history.then("replied", "Selasa 24 November 2026 09.00")
    history.then("noted", "Selasa 24 November 2026 09.00")
    assert waits_of(history.events)[0].until is None


@pytest.mark.parametrize("type_", [
    "requester_wrote", "file_received", "resolved", "rejected", "withdrawn", "closed", "accepted",
])
def test_what_ends_a_wait(type_):
    history = History("request").then("waiting_started", MONDAY, reason="file")
    history.then(type_, "Selasa 24 November 2026 09.00", provider="lkpp")
    assert told(waits_of(history.events)[0].until) == "Selasa 24 November 2026 09.00"


def test_resolved_closes_once_for_each_time_it_was_resolved():
    history = History().then("resolved", MONDAY)
    history.then("reopened", "Selasa 24 November 2026 09.00")
    assert timers(history) == {}
    found = timers(history.then("resolved", "Rabu 25 November 2026 09.00"))
    assert told(found["close", 2].due_at) == "Kamis 3 Desember 2026 00.00"
    assert found["close", 2].is_due(found["close", 2].due_at)
    assert not found["close", 2].is_due(found["close", 2].due_at - timedelta(seconds=1))
