"""What officers say: replies, returned files, notes, and that nothing needs to be said."""

import pytest

from helpdesk.domain.ticket import Kind
from helpdesk.errors import IllegalMove, InvalidInput, NotAllowed
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.reply import Words, add_note, no_reply_needed, reply_to_requester
from helpdesk.usecases.resolve import resolve_ticket
from tests.builders import MONDAY, a_ticket, again, an_administrator, at
from tests.marks import SQLITE_ONLY
from tests.usecases.reading import clock, events, notices

pytestmark = SQLITE_ONLY
TUESDAY = at("Selasa 24 November 2026 20.00")


@pytest.fixture
def act(office):
    return {"actor": office.helpdesk.actor, "now": TUESDAY}


@pytest.mark.parametrize(("says", "status"), [
    ("complete", "in_progress"), ("incomplete", "waiting_requester"),
])
def test_a_complaint_is_told_whether_it_is_complete_and_then_perhaps_waits(book, act, says, status):
    ticket = a_ticket(book, kind=Kind.COMPLAINT, text="Layanan lambat")
    reply_to_requester(book, ticket.number, Words("Terima kasih."), completeness=says, **act)
    assert (again(ticket).status, clock(ticket, "response").state) == (status, "met")


def test_a_direct_answer_leaves_at_once_even_by_night(book, act):
    ticket = a_ticket(book)
    reply_to_requester(book, ticket.number, Words("Kami periksa."), **act)
    assert [n.not_before for n in notices(ticket, "reply")] == [TUESDAY]


def test_an_answer_given_by_telephone_counts_from_then(book, act):
    ticket = a_ticket(book)
    called = at("Senin 23 November 2026 10.00")
    reply_to_requester(book, ticket.number, Words("Lewat telepon."), occurred_at=called, **act)
    assert clock(ticket, "response").stopped_at == called
    with pytest.raises(InvalidInput):
        reply_to_requester(book, ticket.number, Words("x"),
                           occurred_at=at("Senin 23 November 2026 08.00"), **act)


@pytest.mark.parametrize("bad", [{"completeness": "setengah"}, {"wait_for": "hujan"}])
def test_refused_words(book, act, bad):
    ticket = a_ticket(book)
    with pytest.raises(InvalidInput):
        reply_to_requester(book, ticket.number, Words("x"), **bad, **act)
    with pytest.raises(InvalidInput):
        reply_to_requester(book, ticket.number, Words(" \n"), **act)
    assert events(ticket, "replied") == []


def test_a_note_stays_inside_and_moves_no_clock(book, act):
    ticket = a_ticket(book)
    add_note(book, ticket.number, Words("Tampaknya jaringan."), **act)
    assert events(ticket, "noted")[0].visibility == "officers"
    assert (again(ticket).status, clock(ticket, "response").state) == ("new", "running")
    assert notices(ticket, "reply") == []


def test_only_later_words_can_need_no_reply(book, act):
    ticket = a_ticket(book)
    with pytest.raises(IllegalMove):
        no_reply_needed(book, ticket.number, **act)
    reply_to_requester(book, ticket.number, Words("Kami periksa."), **act)
    receive_message(book, ticket.number, "Baik, terima kasih", channel="web", now=TUESDAY)
    no_reply_needed(book, ticket.number, **act)
    assert (again(ticket).waiting_since, clock(ticket, "reply").state) == (None, "met")


def test_a_resolved_ticket_can_be_answered_but_not_be_made_to_wait(book, act):
    ticket = a_ticket(book)
    resolve_ticket(book, ticket.number, Words("Sudah."), **act)
    reply_to_requester(book, ticket.number, Words("Sama-sama."), **act)
    with pytest.raises(IllegalMove):
        reply_to_requester(book, ticket.number, Words("x"), wait_for="question", **act)


def test_an_administrator_says_nothing(book, office):
    with pytest.raises(NotAllowed):
        reply_to_requester(book, a_ticket(book).number, Words("x"), now=MONDAY,
                           actor=an_administrator().actor)
