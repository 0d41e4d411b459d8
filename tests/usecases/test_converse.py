"""One input of a conversation: all of it or nothing, once for each key, from whichever process."""

from dataclasses import replace
from datetime import UTC, timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.dialogue.effects import AddMessage, Registered, RegisterTicket, StatusShown
from helpdesk.dialogue.values import Input, Match
from helpdesk.domain.caps import Caps
from helpdesk.domain.ticket import Authority, Channel, Kind
from helpdesk.errors import DuplicateRequest, NotFound
from helpdesk.models import ChatLine, Conversation, InboxItem, OutboxItem, Ticket
from helpdesk.talk import _facts
from helpdesk.usecases.converse import Arrival, conversation_at, converse
from helpdesk.usecases.effects import Effects, Talk
from helpdesk.usecases.forward import Filing, forward_ticket
from helpdesk.usecases.ticket_caps import TooManyTickets
from tests.builders import MONDAY, a_ticket, again
from tests.marks import SQLITE_ONLY
from tests.racing import race

WORDS = "Unggah dokumen penawaran gagal dengan pesan error 500 di SPSE"


@pytest.fixture
def talk(book):
    """A guide that knows nothing, so that every text wants a ticket."""
    return Talk(
        match=lambda text: Match("ticket", (), 0.0, ()), topic=lambda id_: None,
        status_of=lambda ticket, now: StatusShown("Baru", ticket.number, ()),
        dates_of=lambda ticket, now: StatusShown("Kenapa", ticket.number, ()),
        promised=lambda ticket, now: {}, status_words=lambda ticket: "Baru",
        worded=lambda instant: instant.isoformat(),
        facts=lambda now: _facts(book.catalogue, now),
    )


def said(text, key, skin="webchat"):
    return Arrival(skin, "alamat-1", Input("text", text=text), key, shown=text)


def count(table):
    return db.session.scalar(sa.select(sa.func.count()).select_from(table))


def test_the_same_input_five_times_at_once_is_taken_once(app, book, talk):
    results = race(app, *[
        partial(converse, book, talk, said(WORDS, "chat:1"), now=MONDAY) for _ in range(5)
    ])
    assert sum(isinstance(r, DuplicateRequest) for r in results) == 4, results
    own = sa.select(sa.func.count()).select_from(ChatLine).filter_by(side="requester")
    assert (db.session.scalar(own), count(Conversation), count(InboxItem)) == (1, 1, 1)


def test_five_inputs_of_a_new_chat_at_once_make_one_conversation(app, book, talk):
    results = race(app, *[
        partial(converse, book, talk, said(f"{WORDS} {n}", f"chat:{n}"), now=MONDAY)
        for n in range(5)
    ])
    assert not [r for r in results if isinstance(r, Exception)]
    assert (count(Conversation), count(InboxItem)) == (1, 5)


@SQLITE_ONLY
def test_telegram_replies_wait_in_the_outbox_under_the_inputs_key(book, talk):
    converse(book, talk, said(WORDS, "tg:1:5", skin="telegram"), now=MONDAY)
    rows = db.session.scalars(sa.select(OutboxItem)).all()
    assert [r.key for r in rows][:1] == ["reply:tg:1:5:0"]
    assert {(r.channel, r.recipient, r.not_before) for r in rows} == {
        ("telegram", "alamat-1", MONDAY)
    }
    assert count(ChatLine) == 0


@SQLITE_ONLY
def test_a_failure_in_the_middle_keeps_nothing(book, talk):
    def broken(now):
        raise NotFound("rusak")

    with pytest.raises(NotFound):
        converse(book, replace(talk, facts=broken), said(WORDS, "chat:1"), now=MONDAY)
    assert (count(Conversation), count(InboxItem), count(ChatLine)) == (0, 0, 0)


@SQLITE_ONLY
def test_a_chat_acts_on_its_own_tickets_alone(book, talk):
    stranger = a_ticket(book)
    chat = conversation_at("webchat", "alamat-1", now=MONDAY)
    effects = Effects(book, talk, chat, MONDAY)
    made = effects.carry_out(RegisterTicket(kind=Kind.PROBLEM, text=WORDS))
    assert isinstance(made, Registered)
    own = db.session.scalars(sa.select(Ticket).filter_by(number=made.number)).unique().one()
    assert own.conversation_id == chat.id
    effects.carry_out(AddMessage(made.number, "tambahan"))
    with pytest.raises(NotFound):
        effects.carry_out(AddMessage(stranger.number, "tambahan"))
    assert again(own).waiting_since is not None


@SQLITE_ONLY
@pytest.mark.parametrize(
    ("caps", "span", "freed_after"),
    [(Caps(0, 0, 2, 9), "satu jam", 60), (Caps(0, 0, 0, 2), "satu hari", 24 * 60)],
)
def test_too_many_new_tickets_of_a_chat_are_refused_with_what_still_works(
    book, talk, caps, span, freed_after
):
    capped = replace(book, caps=caps)
    chat = conversation_at("webchat", "alamat-1", now=MONDAY)
    ask = RegisterTicket(kind=Kind.PROBLEM, text=WORDS)

    def effects(minutes):
        return Effects(capped, talk, chat, MONDAY + timedelta(minutes=minutes))

    made = [effects(minute).carry_out(ask) for minute in (0, 10)]
    with pytest.raises(TooManyTickets) as refused:
        effects(freed_after - 1).carry_out(ask)
    freed = (MONDAY + timedelta(minutes=freed_after)).astimezone(UTC)
    assert span in refused.value.message
    assert freed.isoformat() in refused.value.message
    effects(20).carry_out(AddMessage(made[0].number, "tambahan"))  # always
    assert isinstance(effects(freed_after).carry_out(ask), Registered)
    other = conversation_at("webchat", "alamat-2", now=MONDAY)
    assert isinstance(Effects(capped, talk, other, MONDAY).carry_out(ask), Registered)


@SQLITE_ONLY
def test_a_number_alone_from_who_filed_themselves_is_acceptance(book, office, talk):
    chat = conversation_at("webchat", "alamat-1", now=MONDAY)
    ticket = a_ticket(book, channel=Channel.WEBCHAT, conversation_id=chat.id)
    forward_ticket(
        book, ticket.number, Filing(Authority.LKPP, "self_filed", override_reason="x"),
        actor=office.helpdesk.actor, now=MONDAY,
    )
    effects = Effects(book, talk, chat, MONDAY)
    effects.carry_out(AddMessage(ticket.number, "bagian mana yang diisi?"))
    assert again(ticket).relay_state == "filed"
    effects.carry_out(AddMessage(ticket.number, "nomornya LS-77123"))
    found = again(ticket)
    assert (found.relay_state, found.external_number) == ("accepted", "LS-77123")
