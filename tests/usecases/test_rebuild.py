"""Everything derived can be derived again: columns, clocks, the chain; and two officers collide."""

import ast
from dataclasses import fields
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.chain import event_hash
from helpdesk.domain.projection import Standing, stand
from helpdesk.domain.sla import clocks_of
from helpdesk.domain.ticket import Authority, Kind
from helpdesk.errors import StaleTicket
from helpdesk.models import Ticket, TicketClock
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.counter import receive_file_at_counter, verify_identity
from helpdesk.usecases.forward import Filing, forward_ticket, record_provider_answer, take_back
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.recording import _COLUMNS
from helpdesk.usecases.reply import Words, add_note, reply_to_requester
from helpdesk.usecases.resolve import reject_ticket, reopen_by_requester, resolve_ticket
from helpdesk.usecases.sweep import sweep
from helpdesk.usecases.triage import Triage, change_authority, triage_ticket
from tests.builders import MONDAY, a_ticket, again, bring_all
from tests.marks import SQLITE_ONLY
from tests.racing import race
from tests.usecases.reading import events

ROOT = Path(__file__).resolve().parents[2]
FILING = Filing(Authority.LKPP, "lpse_support", external_number="L-1", override_reason="mendesak")


def lives(book, office):
    """Six tickets with different lives, driven through the use cases."""
    actor, words = office.helpdesk.actor, Words("Kami periksa, mohon ditunggu.")
    hours = iter(range(1, 100))

    def do(use_case, ticket, *args, **more):
        now = MONDAY + timedelta(hours=next(hours))
        return use_case(book, ticket.number, *args, now=now, actor=actor, **more)

    tickets = [a_ticket(book, kind=kind, text="Aplikasi galat 500 saat mengunggah dokumen")
               for kind in (*Kind, Kind.PROBLEM)]
    inquiry, problem, outage, request, complaint, sent = tickets
    do(reply_to_requester, inquiry, words, wait_for="question")
    receive_message(book, inquiry.number, "Ini jawabannya", channel="web",
                    now=MONDAY + timedelta(hours=30))
    do(triage_ticket, problem, Triage(Kind.OUTAGE, None, Authority.SHARED, reason="salah jenis"))
    do(assign_ticket, problem, officer_id=office.verifier.id, instruction="Tolong dicek")
    do(change_authority, outage, Authority.TELKOM, "jaringan")
    do(reject_ticket, outage, words)
    bring_all(book, request.number, actor=actor)
    do(receive_file_at_counter, request)
    do(verify_identity, request)
    do(resolve_ticket, request, words)
    reopen_by_requester(book, request.number, "Belum selesai", channel="web",
                        now=MONDAY + timedelta(hours=50))
    do(reply_to_requester, complaint, words, completeness="incomplete")
    do(forward_ticket, sent, FILING)
    do(record_provider_answer, sent, "Mohon versi SPSE", asks_for_data=True)
    receive_message(book, sent.number, "Versi 4.5", channel="web",
                    now=MONDAY + timedelta(hours=60))
    do(forward_ticket, sent, FILING)
    do(take_back, sent, "diselesaikan sendiri")
    do(add_note, sent, Words("catatan"))
    sweep(book, MONDAY + timedelta(days=16))
    return tickets


def test_columns_clocks_and_chain_are_those_of_the_events(book, office):
    for ticket in lives(book, office):
        row = again(ticket)
        rows = events(row)
        history = [e.as_event() for e in rows]
        standing = stand(history)
        for field in fields(standing):
            if field.metadata.get("column", True):
                value = getattr(standing, field.name)
                stored = getattr(row, _COLUMNS.get(field.name, field.name))
                assert stored == getattr(value, "value", value), (row.number, field.name)
        clocks = clocks_of(history, book.calendars, row.updated_at)
        stored = db.session.scalars(sa.select(TicketClock).filter_by(ticket_id=row.id)).all()
        assert sorted((c.kind, c.cycle, c.due_at, c.stopped_at, c.state) for c in stored) == sorted(
            (c.kind.value, c.cycle, c.due_at, c.stopped_at, c.state.value) for c in clocks
        )
        assert_chained(rows)


def assert_chained(rows):
    previous = ""
    for seq, e in enumerate(rows, start=1):
        assert (e.seq, e.previous_hash) == (seq, previous)
        assert e.hash == event_hash(
            previous, e.ticket_id, e.seq, e.type, e.at, e.occurred_at, e.actor, e.visibility,
            e.data,
        )
        previous = e.hash


@SQLITE_ONLY
def test_a_changed_event_shows_in_the_chain(book, office):
    rows = events(lives(book, office)[0])
    rows[1].data = {**rows[1].data, "completeness": "complete"}
    with pytest.raises(AssertionError):
        assert_chained(rows)


@SQLITE_ONLY
def test_events_name_nobody(book, office):
    ticket = a_ticket(book, name="Siti Rahmawati", contacts={"email": "siti@contoh.example"})
    receive_message(book, ticket.number, "Saya Siti Rahmawati", channel="web", now=MONDAY)
    kept = " ".join(str(e.data) for e in events(ticket))
    assert "Siti" not in kept
    assert "contoh.example" not in kept


def test_the_second_of_two_officers_with_one_page_is_stale(app, book, office):
    ticket = a_ticket(book)
    reply = partial(reply_to_requester, book, ticket.number, now=MONDAY, version=ticket.version)
    results = race(
        app, partial(reply, Words("Satu"), actor=office.helpdesk.actor),
        partial(reply, Words("Dua"), actor=office.verifier.actor),
    )
    assert sorted(type(r) for r in results if isinstance(r, Exception)) == [StaleTicket], results
    assert len(events(ticket, "replied")) == 1


def test_a_second_act_in_the_same_instant_is_stale_too(book, office):
    ticket = a_ticket(book)
    reply_to_requester(book, ticket.number, Words("Satu"), actor=office.helpdesk.actor, now=MONDAY)
    seen = again(ticket).version
    reply = partial(reply_to_requester, book, ticket.number, now=MONDAY, version=seen)
    reply(Words("Dua"), actor=office.helpdesk.actor)
    with pytest.raises(StaleTicket):
        reply(Words("Tiga"), actor=office.verifier.actor)


def test_twenty_messages_at_once_are_all_kept_in_one_unbroken_chain(app, book):
    ticket = a_ticket(book)
    say = partial(receive_message, book, ticket.number, channel="web", now=MONDAY)
    results = race(app, *[partial(say, f"Pesan {n}") for n in range(20)])
    assert not [r for r in results if isinstance(r, Exception)]
    assert_chained(events(ticket))
    assert len(events(ticket, "requester_wrote")) == 20


DERIVED = {_COLUMNS.get(f.name, f.name) for f in fields(Standing)} | {
    "next_due_at", "next_check_at"
}


def assigned(tree):
    """(name, line) of every attribute that is assigned on something called ticket."""
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if not isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            continue
        for target in targets:
            parts = target.elts if isinstance(target, ast.Tuple) else [target]
            for part in parts:
                if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name):
                    yield part.value.id, part.attr, node.lineno


def test_derived_columns_are_written_by_recording_alone():
    columns = {c.key for c in sa.inspect(Ticket).columns} & DERIVED
    assert {"status", "unit", "next_due_at", "assignee_id"} <= columns
    offenders = [
        (file.name, name, line)
        for file in sorted((ROOT / "helpdesk").rglob("*.py")) if file.name != "recording.py"
        for owner, name, line in assigned(ast.parse(file.read_text()))
        if name in columns and owner in {"ticket", "child", "parent", "outage", "found"}
    ]
    assert offenders == []


def test_the_check_sees_an_assignment():
    tree = ast.parse("ticket.status = 'closed'\nticket.a, ticket.unit = 1, 2")
    assert [name for _, name, _ in assigned(tree)] == ["status", "a", "unit"]
