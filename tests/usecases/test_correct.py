"""A value put right after the number: the new one counts, the old one stays told."""

import pytest
import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.dialogue.effects import (
    AddMessage,
    CorrectTicket,
    Registered,
    RegisterTicket,
    ShowStatus,
    StatusShown,
)
from helpdesk.dialogue.values import Match
from helpdesk.domain.events import EventType
from helpdesk.domain.tender_claim import Claim
from helpdesk.domain.ticket import Kind
from helpdesk.errors import IllegalMove, NotFound
from helpdesk.models import Message, OutboxItem, TicketEvent
from helpdesk.talk import _facts
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.converse import conversation_at
from helpdesk.usecases.effects import Effects, Talk
from helpdesk.usecases.loading import load_ticket
from helpdesk.usecases.reply import Words
from helpdesk.usecases.resolve import resolve_ticket
from tests.builders import MONDAY, a_ticket

WORDS = "gagal unggah penawaran, paket 10012345"


@pytest.fixture
def effects(book):
    talk = Talk(
        match=lambda text: Match("ticket"), topic=lambda id_: None,
        status_of=lambda ticket, now: StatusShown("Baru", ticket.number, ()),
        dates_of=lambda ticket, now: StatusShown("Kenapa", ticket.number, ()),
        promised=lambda ticket, now: {}, status_words=lambda ticket: "Baru",
        worded=lambda instant: f"{instant:%d %B %H.%M}", facts=lambda now: _facts(
            book.catalogue, now
        ), is_word=lambda word: True,
    )
    return Effects(book, talk, conversation_at("telegram", "77", now=MONDAY), MONDAY)


@pytest.fixture
def number(effects):
    made = effects.carry_out(
        RegisterTicket(kind=Kind.PROBLEM, text=WORDS, package_code="10012345")
    )
    assert isinstance(made, Registered)
    return made.number


def said(number):
    ticket = load_ticket(number)
    query = sa.select(Message.body).filter_by(ticket_id=ticket.id, side="requester")
    return list(db.session.scalars(query.order_by(Message.id)))


def test_the_new_code_counts_and_the_old_one_stays_told(effects, number):
    effects.carry_out(CorrectTicket(number, "package_code", "10012346"))
    assert load_ticket(number).package_code == "10012346"
    assert said(number) == [
        WORDS, "Koreksi kode paket: 10012346 (sebelumnya 10012345).",
    ]
    types = list(db.session.scalars(sa.select(TicketEvent.type).order_by(TicketEvent.id)))
    assert types[-2:] == [EventType.REQUESTER_WROTE, EventType.DETAILS_ADDED]


def test_a_corrected_deadline_that_is_near_makes_the_claim_it_would_have_made(effects, number):
    effects.carry_out(CorrectTicket(number, "tender_deadline", "2026-12-04T10:00:00+07:00"))
    done = effects.carry_out(CorrectTicket(number, "tender_deadline", "2026-11-23T15:00:00+07:00"))
    assert done.claim is Claim.JUMPED
    assert said(number)[-1].startswith("Koreksi waktu tutup tender: 23 November 15.00 (sebelumnya")


def test_a_code_put_right_where_the_claim_waited_for_one_is_taken_once(effects):
    made = effects.carry_out(RegisterTicket(
        kind=Kind.PROBLEM, text="gagal unggah", tender_deadline="2026-11-23T15:00:00+07:00"
    ))
    assert made.claim is Claim.NEEDS_CODE
    done = effects.carry_out(CorrectTicket(made.number, "package_code", "10012345"))
    assert done.claim is Claim.JUMPED
    assert load_ticket(made.number).package_code == "10012345"


def test_corrected_words_are_a_message_and_overwrite_none(effects, number):
    effects.carry_out(CorrectTicket(number, "text", "bukan penawaran, tetapi kualifikasi"))
    assert said(number) == [WORDS, "Koreksi uraian: bukan penawaran, tetapi kualifikasi"]


def test_whoever_handles_it_hears_of_a_correction(book, office, effects, number):
    assign_ticket(
        book, number, officer_id=office.helpdesk.id, actor=office.unit_head.actor, now=MONDAY
    )
    effects.carry_out(CorrectTicket(number, "package_code", "10012346"))
    heard = sa.select(OutboxItem.recipient).filter_by(template="requester_wrote")
    assert office.helpdesk.email in set(db.session.scalars(heard))


def test_what_is_resolved_is_not_put_right_any_more(book, office, effects, number):
    resolve_ticket(book, number, Words("Selesai."), actor=office.helpdesk.actor, now=MONDAY)
    with pytest.raises(IllegalMove, match="sudah dinyatakan selesai"):
        effects.carry_out(CorrectTicket(number, "package_code", "10012346"))
    assert load_ticket(number).package_code == "10012345"


def test_anothers_ticket_is_as_unknown_as_none_whatever_is_tried(book, effects):
    stranger = a_ticket(book).number
    for act in (
        lambda n: CorrectTicket(n, "package_code", "10012346"), ShowStatus,
        lambda n: AddMessage(n, "halo"),
    ):
        told = []
        for number in (stranger, "PBJ-2026-999999"):
            with pytest.raises(NotFound) as refused:
                effects.carry_out(act(number))
            told.append(refused.value.message)
        assert told[0] == told[1]
