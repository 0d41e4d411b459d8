"""What the requester files themselves: their number, once, and its clocks."""

import pytest

from helpdesk.domain.ticket import Authority, Category
from helpdesk.errors import DuplicateRequest, IllegalMove, InvalidInput
from helpdesk.usecases.forward import Filing, forward_ticket
from helpdesk.usecases.provider_request import Request, pass_on_request
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.self_filing import tell_external_number, told_number
from helpdesk.usecases.sweep import sweep
from tests.builders import a_ticket, again, at
from tests.domain.history import told
from tests.usecases.reading import clock, events, notices

TEN = at("Senin 23 November 2026 10.00")
TUESDAY = at("Selasa 24 November 2026 09.00")


@pytest.fixture
def ticket(book, office):
    ticket = a_ticket(book, category=Category.SUPPLIER, package_code="PKT-1")
    forward_ticket(
        book, ticket.number, Filing(Authority.LKPP, "self_filed", override_reason="pemilik akun"),
        actor=office.helpdesk.actor, now=TEN,
    )
    return ticket


def test_link_text_and_list_go_to_the_requester_and_the_ticket_waits(ticket):
    assert [n.audience for n in notices(ticket, "self_filed")] == ["requester"]
    assert notices(ticket, "forwarded") == []
    assert (ticket.status, ticket.wait_reason) == ("waiting_requester", "self_filed")
    assert clock(ticket, "forwarding").state == "met"
    assert clock(ticket, "resolution").state == "held"


def test_their_number_is_their_own_words_and_acceptance(book, ticket):
    tell_external_number(book, ticket.number, " LS-77 ", channel="web", now=TUESDAY)
    wrote, accepted = events(ticket)[-2:]
    assert (wrote.type, wrote.actor) == ("requester_wrote", "requester")
    assert (accepted.type, accepted.actor, accepted.data["external"]) == (
        "accepted", "requester", "LS-77"
    )
    found = again(ticket)
    assert (found.external_number, found.status, found.relay_state) == (
        "LS-77", "waiting_external", "accepted"
    )
    assert told(clock(ticket, "third_party").due_at) == "Selasa 1 Desember 2026 16.00"
    with pytest.raises(IllegalMove):
        tell_external_number(book, ticket.number, "LS-78", channel="web", now=TUESDAY)


def test_no_number_keeps_everything_as_it_was(book, ticket):
    with pytest.raises(InvalidInput):
        tell_external_number(book, ticket.number, "belum dapat", channel="web", now=TUESDAY)
    assert len(events(ticket, "requester_wrote", "accepted")) == 0
    assert again(ticket).wait_reason == "self_filed"


def test_a_form_sent_twice_is_recorded_once(book, ticket):
    given = {"channel": "web", "now": TUESDAY, "source_key": "status-nomor:1"}
    tell_external_number(book, ticket.number, "LS-77", **given)
    with pytest.raises((DuplicateRequest, IllegalMove)):
        tell_external_number(book, ticket.number, "LS-77", **given)
    assert len(events(ticket, "accepted")) == 1


def test_only_who_files_themselves_may_tell_a_number(book, office):
    other = a_ticket(book)
    with pytest.raises(IllegalMove):
        tell_external_number(book, other.number, "LS-77", channel="web", now=TUESDAY)


def test_in_a_chat_the_bare_number_is_understood_and_a_question_is_not(book, ticket):
    assert told_number(ticket, "nomornya LS-77123") == "LS-77123"
    assert told_number(ticket, "bagian mana yang saya isi?") is None
    receive_message(book, ticket.number, "bagian mana yang saya isi?", channel="web", now=TUESDAY)
    # The wait is over for now, the number is still awaited.
    assert told_number(again(ticket), "LS-77123") == "LS-77123"


def test_who_files_themselves_is_reminded_in_words_of_their_own(book, ticket):
    sweep(book, at("Rabu 25 November 2026 16.01"))
    assert len(notices(ticket, "reminder_self_filed")) == 1
    assert notices(ticket, "reminder") == []


def test_one_act_records_their_request_and_asks_the_requester(book, office):
    ticket = a_ticket(book, category=Category.SUPPLIER, package_code="PKT-1")
    act = {"actor": office.helpdesk.actor}
    forward_ticket(
        book, ticket.number,
        Filing(Authority.LKPP, "lpse_support", "L-1", override_reason="x"), now=TEN, **act
    )
    request = Request("Mohon log peramban", "LKPP meminta log peramban Anda.")
    pass_on_request(book, ticket.number, request, now=TUESDAY, version=ticket.version, **act)
    assert [e.type for e in events(ticket)][-3:] == [
        "provider_asked", "replied", "waiting_started"
    ]
    found = again(ticket)
    assert (found.relay_state, found.status) == ("data_requested", "waiting_requester")
    assert clock(ticket, "third_party").state == "met"
    receive_message(book, ticket.number, "Ini lognya", channel="web", now=TUESDAY)
    assert told(clock(ticket, "forwarding", 2).due_at) == "Rabu 25 November 2026 16.00"


def test_a_request_without_words_for_the_requester_records_nothing(book, office):
    ticket = a_ticket(book)
    act = {"actor": office.helpdesk.actor}
    forward_ticket(
        book, ticket.number,
        Filing(Authority.LKPP, "lpse_support", "L-1", override_reason="x"), now=TEN, **act
    )
    with pytest.raises(InvalidInput):
        pass_on_request(book, ticket.number, Request("Mohon log", " "), now=TUESDAY, **act)
    assert events(ticket, "provider_asked") == []
