"""A ticket of another channel bound to a chat: named, confirmed, threaded both ways, undone."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.dialogue import words
from helpdesk.dialogue.effects import StatusShown
from helpdesk.dialogue.values import Input, Match
from helpdesk.domain import emphasis
from helpdesk.domain.ticket import Channel, IdentityMode, Kind
from helpdesk.models import Contact, Message, OfficerChat, OutboxItem
from helpdesk.queries.arrivals import ticket_spoken_of, ticket_that_took
from helpdesk.talk import _facts
from helpdesk.usecases.chat_binding import (
    TOLD_ELSEWHERE,
    accept_invitation,
    bind_chat,
    unbind_chat,
    unbind_from_page,
)
from helpdesk.usecases.chat_invitations import invitation_hash, invite_to_ticket, open_invitation
from helpdesk.usecases.converse import Arrival, conversation_at, converse
from helpdesk.usecases.effects import Talk
from helpdesk.usecases.outgoing import set_reachable
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.reply import Words, reply_to_requester
from tests.builders import MONDAY, a_ticket, again
from tests.racing import race
from tests.usecases.reading import events

ME, OTHER = "5001", "5002"
SUBJECT = "Unggah penawaran gagal dengan galat 500"
SOON = MONDAY + timedelta(minutes=14)
LATE = MONDAY + timedelta(minutes=15)


@pytest.fixture
def talk(book):
    return Talk(
        match=lambda text: Match("ticket", (), 0.0, ()), topic=lambda id_: None,
        status_of=lambda ticket, now: StatusShown("Baru", ticket.number, ("add",)),
        dates_of=lambda ticket, now: StatusShown("Kenapa", ticket.number, ()),
        promised=lambda ticket, now: {}, status_words=lambda ticket: "Baru",
        worded=lambda instant: instant.isoformat(),
        facts=lambda now: _facts(book.catalogue, now),
    )


@pytest.fixture
def chat(book, talk):
    return Chat(book, talk)


class Chat:
    """A person's private chat, as the bot's process hands it on."""

    def __init__(self, book, talk, address=ME):
        self.book, self.talk, self.address = book, talk, address
        self.number = 0

    def give(self, given, now=SOON):
        """Take one input; the text and the buttons of what was answered."""
        self.number += 1
        key = f"tg:{self.address}:{self.number}"
        converse(self.book, self.talk, Arrival("telegram", self.address, given, key, "Sari Dewi"),
                 now=now)
        rows = db.session.scalars(
            sa.select(OutboxItem).where(OutboxItem.key.startswith(f"reply:{key}:"))
        ).all()
        self.buttons = {label: value for r in rows for line in r.data["buttons"]
                        for label, value in line}
        return "\n".join(row.data["text"] for row in rows)

    def follow(self, token, now=SOON):
        return self.give(Input("invitation", invitation_hash(token)), now)

    def press(self, label, now=SOON):
        return self.give(Input("press", self.buttons[label]), now)

    def say(self, text, **more):
        return self.give(Input("text", text, **more))

    @property
    def conversation(self):
        return conversation_at("telegram", self.address, now=SOON)


def bound(book, chat, ticket):
    chat.follow(invite_to_ticket(ticket.id, now=MONDAY))
    return chat.press(words.LINK_YES)


def made_at(book, chat):
    """A ticket of the chat's own."""
    return a_ticket(book, text=SUBJECT, contacts={}, conversation_id=chat.id,
                    channel=Channel.TELEGRAM)


def news_of(ticket):
    """(channel, address) of what was told of the ticket, replies of the chat aside."""
    query = sa.select(OutboxItem).where(
        OutboxItem.ticket_id == ticket.id, OutboxItem.audience == "requester",
        OutboxItem.event_id.is_not(None), OutboxItem.template == "reply",
    )
    return sorted((row.channel, row.recipient, row.state) for row in db.session.scalars(query))


def answer(book, office, ticket, text="Mohon kirim nama berkasnya."):
    reply_to_requester(book, ticket.number, Words(text), actor=office.helpdesk.actor, now=SOON)


def test_the_ticket_is_named_and_bound_only_by_the_press(book, office, chat):
    ticket = a_ticket(book, text=SUBJECT, contacts={"email": "sari@pt.example"})
    asked = chat.follow(invite_to_ticket(ticket.id, now=MONDAY))
    assert ticket.number in asked
    assert emphasis.quote(SUBJECT) in asked
    answer(book, office, ticket)
    assert news_of(ticket) == [("email", "sari@pt.example", "pending")]
    assert ticket.number in chat.press(words.LINK_YES)
    assert [e.data for e in events(ticket) if e.type == "chat_bound"] == [{"channel": "telegram"}]
    answer(book, office, ticket)
    assert news_of(ticket) == [
        *[("email", "sari@pt.example", "pending")] * 2, ("telegram", ME, "pending"),
    ]


def test_one_channel_hears_once_however_often_it_is_bound(book, office, chat):
    ticket = a_ticket(book, text=SUBJECT, contacts={})
    first, second = (invite_to_ticket(ticket.id, now=MONDAY) for _ in range(2))
    chat.follow(first)
    chat.press(words.LINK_YES)
    assert "memang sudah" in (chat.follow(second) and chat.press(words.LINK_YES))
    answer(book, office, ticket)
    assert news_of(ticket) == [("telegram", ME, "pending")]
    assert len([e for e in events(ticket) if e.type == "chat_bound"]) == 1


def test_a_ticket_made_in_a_chat_can_be_told_in_that_chat_and_another(book, office, talk):
    made_in = conversation_at("telegram", OTHER, now=MONDAY)
    ticket = made_at(book, made_in)
    assert bind_chat(book, ticket.number, made_in, now=SOON) is False
    bound(book, Chat(book, talk), ticket)
    answer(book, office, ticket)
    assert news_of(ticket) == [("telegram", ME, "pending"), ("telegram", OTHER, "pending")]


def test_whoever_heard_before_is_told_that_a_chat_was_bound(book, talk, chat):
    ticket = a_ticket(book, text=SUBJECT, contacts={"email": "sari@pt.example"})
    bound(book, chat, ticket)
    bound(book, Chat(book, talk, OTHER), ticket)
    query = sa.select(OutboxItem).filter_by(template="chat_bound").order_by(OutboxItem.id)
    assert [(row.channel, row.recipient) for row in db.session.scalars(query)] == [
        ("email", "sari@pt.example"), ("telegram", ME), ("email", "sari@pt.example"),
    ]


def test_both_orders_thread_into_one_ticket(book, office, chat):
    ticket = a_ticket(book, text=SUBJECT, contacts={})
    bound(book, chat, ticket)
    chat.say("berkasnya penawaran.pdf", ticket=ticket.number)
    receive_message(book, ticket.number, "dan lampirannya dua", channel="web", now=SOON)
    query = sa.select(Message).filter_by(ticket_id=ticket.id, side="requester")
    assert [(m.channel, m.body) for m in db.session.scalars(query.order_by(Message.id))] == [
        ("web", SUBJECT), ("telegram", "berkasnya penawaran.pdf"), ("web", "dan lampirannya dua"),
    ]
    assert ticket.number in chat.give(Input("command", "/status"))
    shown = chat.give(Input("command", "/tiket", argument=ticket.number))
    assert shown.startswith("Baru")
    assert words.LINK_LEAVE in chat.buttons
    assert ticket_spoken_of("x", ticket.number, chat.conversation) == ticket.number
    assert ticket_that_took(chat.conversation, "x", ["penawaran.pdf"]) == ticket.number


@pytest.mark.parametrize("spoil", ["used", "over", "another's", "unknown", "declined"])
def test_a_link_that_is_no_good_tells_the_same_and_nothing_of_the_ticket(
    book, talk, chat, spoil
):
    ticket = a_ticket(book, text=SUBJECT, contacts={})
    token = invite_to_ticket(ticket.id, now=MONDAY)
    told = []
    if spoil == "used":
        chat.follow(token)
        chat.press(words.LINK_YES)
    elif spoil == "declined":
        chat.follow(token)
        told.append(chat.press(words.LINK_NO))
        assert ticket.number not in told[0]
    elif spoil == "another's":
        Chat(book, talk, OTHER).follow(token)
    told.append(chat.follow(
        token if spoil != "unknown" else "t" + "x" * 43, LATE if spoil == "over" else SOON
    ))
    assert told[-1] == words.LINK_USELESS
    if spoil != "used":
        assert db.session.scalar(sa.select(Contact.id).filter_by(channel="telegram")) is None


def test_an_officers_own_chat_is_no_requesters_and_leaves_the_link_good(book, office, talk, chat):
    db.session.add(OfficerChat(
        officer_id=office.helpdesk.id, channel="telegram", address=OTHER, linked_at=MONDAY
    ))
    token = invite_to_ticket(a_ticket(book, text=SUBJECT).id, now=MONDAY)
    assert Chat(book, talk, OTHER).follow(token) == words.LINK_OFFICER
    chat.follow(token)
    assert "Terhubung." in chat.press(words.LINK_YES)


def test_a_press_after_the_time_or_by_another_chat_binds_nothing(book, talk, chat):
    ticket = a_ticket(book, text=SUBJECT, contacts={})
    chat.follow(invite_to_ticket(ticket.id, now=MONDAY))
    stranger = Chat(book, talk, OTHER)
    stranger.buttons = chat.buttons
    assert stranger.press(words.LINK_YES) == words.LINK_USELESS
    assert chat.press(words.LINK_YES, LATE) == words.LINK_USELESS
    assert not again(ticket).requester.contacts


def test_the_web_chat_cannot_use_a_link_of_telegram(book, talk):
    ticket = a_ticket(book, text=SUBJECT, contacts={})
    hashed = invitation_hash(invite_to_ticket(ticket.id, now=MONDAY))
    given = Arrival("webchat", "w" * 64, Input("invitation", hashed), "chat:1")
    converse(book, talk, given, now=SOON)
    assert open_invitation(hashed, ME, now=SOON) is not None


@pytest.mark.parametrize("more", [
    {"kind": Kind.COMPLAINT}, {"identity": IdentityMode.NONE},
    {"kind": Kind.COMPLAINT, "about_officer": True, "identity": IdentityMode.NONE},
])
def test_a_complaint_is_named_by_its_number_alone_and_keeps_no_name(book, chat, more):
    said = "Petugas Rina meminta uang di loket"
    ticket = a_ticket(book, text=said, name=None, contacts={}, **more)
    asked = chat.follow(invite_to_ticket(ticket.id, now=MONDAY))
    assert ticket.number in asked
    assert "Rina" not in asked
    chat.press(words.LINK_YES)
    requester = again(ticket).requester
    assert (requester.name, [(c.channel, c.address) for c in requester.contacts]) == (
        None, [("telegram", ME)],
    )
    assert "Sari" not in str([e.data for e in events(ticket)])


def test_putuskan_ends_it_at_once_even_for_what_waits_to_be_sent(book, office, chat):
    ticket = a_ticket(book, text=SUBJECT, contacts={})
    bound(book, chat, ticket)
    answer(book, office, ticket)
    assert "Diputuskan" in chat.press(words.LINK_LEAVE)
    answer(book, office, ticket)
    assert news_of(ticket) == [("telegram", ME, "skipped")]
    assert [e.type for e in events(ticket)][-2:] == ["chat_unbound", "replied"]
    told = chat.say("halo?", ticket=ticket.number)
    assert "tidak ditemukan" in told
    assert ticket_spoken_of("x", ticket.number, chat.conversation) is None


def test_the_status_page_lets_every_chat_go_and_tells_it(book, talk, chat):
    ticket = a_ticket(book, text=SUBJECT, contacts={})
    bound(book, chat, ticket)
    bound(book, Chat(book, talk, OTHER), ticket)
    assert unbind_from_page(book, ticket.number, now=SOON) is True
    assert unbind_from_page(book, ticket.number, now=SOON) is False
    told = db.session.scalars(sa.select(OutboxItem).where(OutboxItem.key.startswith("unbound:")))
    expected = TOLD_ELSEWHERE.format(number=ticket.number)
    assert sorted((row.recipient, row.data["text"]) for row in told) == [
        (ME, expected), (OTHER, expected),
    ]


def test_the_chat_that_made_a_ticket_cannot_leave_it(book):
    home = conversation_at("telegram", ME, now=MONDAY)
    ticket = made_at(book, home)
    with pytest.raises(Exception, match="dibuat di chat ini"):
        unbind_chat(book, ticket.number, home, now=SOON)


def test_a_blocked_bot_leaves_the_e_mail_until_it_is_back(book, office, chat):
    ticket = a_ticket(book, text=SUBJECT, contacts={"email": "sari@pt.example"})
    bound(book, chat, ticket)
    set_reachable("telegram", ME, False)
    answer(book, office, again(ticket))
    assert news_of(ticket) == [("email", "sari@pt.example", "pending")]
    set_reachable("telegram", ME, True)
    answer(book, office, again(ticket))
    assert ("telegram", ME, "pending") in news_of(ticket)


def test_two_presses_in_one_moment_bind_once(app, book):
    ticket = a_ticket(book, text=SUBJECT, contacts={})
    token = invite_to_ticket(ticket.id, now=MONDAY)
    home = conversation_at("telegram", ME, now=MONDAY)
    db.session.commit()
    opened = open_invitation(invitation_hash(token), ME, now=SOON).id
    got = race(app, *[
        lambda: accept_invitation(book, home, opened, now=SOON).before for _ in range(3)
    ])
    assert sorted(got) == [False, True, True]
    assert len([e for e in events(ticket) if e.type == "chat_bound"]) == 1
