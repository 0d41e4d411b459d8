"""One ticket read whole: what it stands on, who held it, what of it may be read."""

import pytest

from helpdesk.domain.link import status_token
from helpdesk.domain.ticket import Kind
from helpdesk.errors import NotFound
from helpdesk.queries.reading import messages_of, read_ticket, ticket_of_link, ticket_seen_by
from helpdesk.usecases.link import revoke_link
from helpdesk.usecases.reply import Words, add_note, reply_to_requester
from helpdesk.usecases.triage import Triage, triage_ticket
from tests.builders import MONDAY, a_ticket, again, at, the_small_office
from tests.marks import SQLITE_ONLY


@pytest.fixture
def book(app, db_session):
    return app.extensions["rulebook"]


@pytest.fixture
def office(book):
    return the_small_office()


@SQLITE_ONLY
def test_a_reading_leaves_replaced_promises_out(book, office):
    ticket = a_ticket(book)
    triage_ticket(book, ticket.number, Triage(Kind.OUTAGE, reason="x"), actor=office.helpdesk.actor,
                  now=MONDAY)
    reading = read_ticket(again(ticket), book.catalogue, MONDAY)
    assert sorted(c.kind.value for c in reading.clocks) == ["resolution", "response"]
    assert reading.holdings[-1].who == "bureau"
    assert [e.seq for e in reading.events] == [1, 2]


def test_the_link_opens_its_ticket_until_it_is_revoked(book, office):
    ticket = a_ticket(book)
    old = status_token(book.link_key, ticket.id, 1)
    assert ticket_of_link(old).id == ticket.id
    revoke_link(book, ticket.number, actor=office.helpdesk.actor, now=MONDAY)
    assert ticket_of_link(status_token(book.link_key, ticket.id, 2)).id == ticket.id
    for token in (old, "", "x" * 43, "\x00", status_token(b"another key", ticket.id, 2)):
        with pytest.raises(NotFound):
            ticket_of_link(token)


@SQLITE_ONLY
def test_the_requester_reads_no_internal_message(book, office):
    ticket = a_ticket(book)
    act = {"actor": office.helpdesk.actor, "now": at("Senin 23 November 2026 10.00")}
    add_note(book, ticket.number, Words("hanya kita"), **act)
    reply_to_requester(book, ticket.number, Words("untuk Anda"), **act)
    assert [m.body for m in messages_of(ticket, internal=True)][1:] == ["hanya kita", "untuk Anda"]
    assert [m.body for m in messages_of(ticket, internal=False)][1:] == ["untuk Anda"]


@pytest.mark.parametrize("number", ["PBJ-2026-000099", "", "a\x00b", "\ud800"])
def test_an_unknown_number_is_not_found(book, office, number):
    with pytest.raises(NotFound):
        ticket_seen_by(number, office.bureau_head.actor)
    with pytest.raises(NotFound):
        add_note(book, number, Words("x"), actor=office.helpdesk.actor, now=MONDAY)
    with pytest.raises(NotFound):
        ticket_of_link(number)
