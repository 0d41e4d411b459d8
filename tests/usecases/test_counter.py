"""At the counter: ticks, identity, the receipt that starts the minutes, the file given back."""

from datetime import timedelta

import pytest

from helpdesk.domain.checklist import DocumentState
from helpdesk.domain.events import EventType, Visibility
from helpdesk.domain.ticket import Kind, Status
from helpdesk.errors import IllegalMove, InvalidInput, NotAllowed
from helpdesk.usecases.counter import (
    receive_file_at_counter,
    return_file,
    tick_document,
    verify_identity,
    waive_identity,
)
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.usecases.resolve import close_for_silence, resolve_ticket
from tests.builders import MONDAY, a_ticket, again, at, bring_all
from tests.domain.history import told
from tests.usecases.passing import sweep_until
from tests.usecases.reading import clock, events, notices

COPY, ORIGINAL, NONE = DocumentState.RECEIVED, DocumentState.ORIGINAL, DocumentState.NONE
WORDS = Words("Silakan datang membawa dokumen asli.")


@pytest.fixture
def by(office):
    return office.verifier.actor


def awaited(book, by, **fields):
    """A request whose scans are complete and whose requester is asked to come."""
    ticket = a_ticket(book, kind=Kind.REQUEST, **fields)
    reply_to_requester(book, ticket.number, WORDS, actor=by, now=MONDAY, wait_for="visit")
    return ticket


def ticks(ticket):
    return [(e.data["document"], e.data["state"]) for e in events(ticket)
            if e.type == EventType.DOCUMENT_TICKED]


@pytest.mark.parametrize(("comes", "due"), [
    ("Selasa 24 November 2026 09.00", "Selasa 24 November 2026 09.30"),
    ("Selasa 24 November 2026 11.50", "Selasa 24 November 2026 13.20"),  # over the noon break
    ("Selasa 24 November 2026 12.30", "Selasa 24 November 2026 13.30"),  # within it
    ("Selasa 24 November 2026 15.50", "Rabu 25 November 2026 07.50"),  # ten minutes before close
    ("Selasa 24 November 2026 16.00", "Rabu 25 November 2026 08.00"),  # on the close
    ("Jumat 27 November 2026 11.20", "Jumat 27 November 2026 13.20"),  # into the Friday break
    ("Jumat 27 November 2026 11.30", "Jumat 27 November 2026 13.30"),
    ("Jumat 27 November 2026 16.25", "Senin 30 November 2026 07.55"),  # over the weekend
])
def test_the_minutes_run_exactly_from_the_receipt(book, by, comes, due):
    ticket, now = awaited(book, by), at(comes)
    bring_all(book, ticket.number, actor=by, now=now - timedelta(minutes=5))
    assert clock(ticket, "resolution") is None
    receive_file_at_counter(book, ticket.number, actor=by, now=now)
    running = clock(ticket, "resolution")
    assert (running.started_at, told(running.due_at)) == (now, due)
    assert again(ticket).status == Status.IN_PROGRESS


def test_nothing_is_received_before_every_required_original_was_seen(book, by):
    ticket = awaited(book, by)
    bring_all(book, ticket.number, actor=by, but=("npwp",))
    tick_document(book, ticket.number, "npwp", COPY, actor=by, now=MONDAY)
    with pytest.raises(IllegalMove, match=r"Belum dicentang: NPWP perusahaan"):
        receive_file_at_counter(book, ticket.number, actor=by, now=MONDAY)
    tick_document(book, ticket.number, "npwp", ORIGINAL, actor=by, now=MONDAY)
    receive_file_at_counter(book, ticket.number, actor=by, now=MONDAY)
    assert clock(ticket, "response").stopped_at == MONDAY
    problem = a_ticket(book)
    with pytest.raises(IllegalMove, match="permintaan layanan"):
        receive_file_at_counter(book, problem.number, actor=by, now=MONDAY)


def test_a_file_is_received_once_until_it_was_given_back(book, by):
    ticket = awaited(book, by)
    bring_all(book, ticket.number, actor=by)
    receive_file_at_counter(book, ticket.number, actor=by, now=MONDAY)
    with pytest.raises(IllegalMove, match="sudah diterima"):
        receive_file_at_counter(book, ticket.number, actor=by, now=MONDAY)
    tick_document(book, ticket.number, "npwp", NONE, actor=by, now=MONDAY)
    return_file(book, ticket.number, Words("NPWP tidak terbaca."), actor=by, now=MONDAY)
    tick_document(book, ticket.number, "npwp", ORIGINAL, actor=by, now=MONDAY)
    receive_file_at_counter(book, ticket.number, actor=by, now=MONDAY)
    assert [e.type for e in events(ticket)].count(EventType.FILE_RECEIVED) == 2


def test_a_tick_is_an_event_for_officers_written_once_and_undone_by_another(book, by):
    ticket = a_ticket(book, kind=Kind.REQUEST)
    for state in (COPY, COPY, NONE, NONE, ORIGINAL):
        tick_document(book, ticket.number, "npwp", state, actor=by, now=MONDAY)
    assert ticks(ticket) == [("npwp", "received"), ("npwp", "none"), ("npwp", "original")]
    last = events(ticket)[-1]
    assert (last.visibility, last.actor) == (Visibility.OFFICERS, str(by))
    with pytest.raises(InvalidInput, match="persyaratan"):
        tick_document(book, ticket.number, "ijazah", COPY, actor=by, now=MONDAY)


def test_a_file_returned_for_its_originals_waits_at_the_counter_again(book, by):
    ticket = awaited(book, by)
    bring_all(book, ticket.number, actor=by, but=("ktp-direktur",))
    later = at("Selasa 24 November 2026 09.00")
    return_file(book, ticket.number, Words("Kurang KTP asli."), actor=by, now=later)
    row = again(ticket)
    assert (row.status, row.wait_reason) == ("waiting_requester", "visit")
    assert {n.event_id for n in notices(ticket, "visit_invited")} == {
        e.id for e in events(ticket) if e.type == EventType.REPLIED
    }
    tick_document(book, ticket.number, "ktp-direktur", ORIGINAL, actor=by, now=later)
    with pytest.raises(IllegalMove, match="lengkap"):
        return_file(book, ticket.number, WORDS, actor=by, now=later)


def test_what_can_be_sent_is_awaited_as_a_file(book, by):
    ticket = a_ticket(book, kind=Kind.REQUEST)
    bring_all(book, ticket.number, actor=by, but=("formulir-pendaftaran",))
    return_file(book, ticket.number, Words("Kurang formulir."), actor=by, now=MONDAY)
    assert again(ticket).wait_reason == "file"
    assert notices(ticket, "visit_invited") == []


def test_an_account_service_is_not_resolved_before_the_identity_was_checked(book, by, office):
    ticket = a_ticket(book, kind=Kind.REQUEST)
    with pytest.raises(IllegalMove, match="identitas pemohon belum diverifikasi"):
        resolve_ticket(book, ticket.number, WORDS, actor=by, now=MONDAY)
    assert again(ticket).status == Status.NEW
    verify_identity(book, ticket.number, actor=by, now=MONDAY)
    verify_identity(book, ticket.number, actor=by, now=MONDAY)
    checks = [e for e in events(ticket) if e.type == EventType.IDENTITY_VERIFIED]
    assert [e.data for e in checks] == [{"how": "original"}]
    resolve_ticket(book, ticket.number, WORDS, actor=by, now=MONDAY)
    assert again(ticket).status == Status.RESOLVED


def test_a_discretion_is_the_heads_alone_and_keeps_its_reason(book, by, office):
    ticket = a_ticket(book, kind=Kind.REQUEST)
    for officer in (office.helpdesk, office.verifier):
        with pytest.raises(NotAllowed):
            waive_identity(book, ticket.number, "kenal", actor=officer.actor, now=MONDAY)
    head = office.unit_head.actor
    with pytest.raises(InvalidInput):
        waive_identity(book, ticket.number, "  ", actor=head, now=MONDAY)
    waive_identity(book, ticket.number, "Direktur dirawat, surat RS diperlihatkan", actor=head,
                   now=MONDAY)
    check = events(ticket)[-1]
    assert check.visibility == Visibility.OFFICERS
    assert check.data == {
        "how": "discretion", "reason": "Direktur dirawat, surat RS diperlihatkan"
    }
    resolve_ticket(book, ticket.number, WORDS, actor=by, now=MONDAY)


@pytest.mark.parametrize(("kind", "service"), [
    (Kind.REQUEST, "permintaan-pemilihan-penyedia"), (Kind.PROBLEM, "aktivasi-user-id"),
    (Kind.INQUIRY, None),
])
def test_other_matters_need_no_identity(book, by, kind, service):
    ticket = a_ticket(book, kind=kind, service=service)
    with pytest.raises(IllegalMove, match="tidak memerlukan"):
        verify_identity(book, ticket.number, actor=by, now=MONDAY)
    resolve_ticket(book, ticket.number, WORDS, actor=by, now=MONDAY)
    assert again(ticket).status == Status.RESOLVED


def steps(ticket):
    return [e.data["step"] for e in events(ticket)
            if e.type == EventType.STEP_TAKEN and e.data["clock"] == "waiting"]


def test_a_visit_not_kept_is_reminded_and_closing_is_proposed_after_ten_days(book, by):
    ticket = awaited(book, by)
    sweep_until(book, at("Jumat 4 Desember 2026 17.00"))
    assert steps(ticket) == ["remind-2"]
    with pytest.raises(IllegalMove, match="belum lewat"):
        close_for_silence(book, ticket.number, actor=by, now=at("Jumat 4 Desember 2026 17.00"))
    sweep_until(book, at("Senin 7 Desember 2026 16.30"))  # ten working days after 23 November
    assert sorted(steps(ticket)) == ["propose-close", "remind-10", "remind-2"]
    assert again(ticket).status == Status.WAITING_REQUESTER
    close_for_silence(book, ticket.number, actor=by, now=at("Selasa 8 Desember 2026 08.00"))
    assert again(ticket).status == Status.CLOSED


def test_a_visit_kept_after_the_reminder_ends_the_wait(book, by):
    ticket = awaited(book, by)
    sweep_until(book, at("Kamis 26 November 2026 08.00"))
    assert steps(ticket) == ["remind-2"]
    came = at("Kamis 26 November 2026 09.00")
    bring_all(book, ticket.number, actor=by, now=came)
    receive_file_at_counter(book, ticket.number, actor=by, now=came)
    row = again(ticket)
    assert (row.status, row.wait_reason) == ("in_progress", None)
    sweep_until(book, at("Jumat 11 Desember 2026 08.00"))
    assert steps(ticket) == ["remind-2"]


def test_a_message_before_the_visit_ends_the_wait_too(book, by):
    ticket = awaited(book, by)
    receive_message(book, ticket.number, "Saya datang Kamis.", channel="web", now=MONDAY)
    assert again(ticket).status == Status.IN_PROGRESS
