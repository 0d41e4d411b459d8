"""Forwarding to LKPP or Telkom: what is refused, what starts, what is kept."""

from functools import partial

import pytest

from helpdesk.domain.ticket import Authority, Category, Kind
from helpdesk.errors import IllegalMove, InvalidInput, NotAllowed
from helpdesk.usecases.forward import (
    Filing,
    accept_relay,
    forward_ticket,
    prepare_relay,
    record_provider_answer,
    take_back,
)
from helpdesk.usecases.receive import add_details, receive_message
from helpdesk.usecases.triage import change_authority
from tests.builders import MONDAY, a_ticket, again, an_administrator, at
from tests.domain.history import told
from tests.marks import SQLITE_ONLY
from tests.usecases.reading import clock, events, notices

pytestmark = SQLITE_ONLY
TEN = at("Senin 23 November 2026 10.00")
ELEVEN = at("Senin 23 November 2026 11.00")
TUESDAY = at("Selasa 24 November 2026 09.00")


@pytest.fixture
def acting(office):
    return {"actor": office.helpdesk.actor}


@pytest.fixture
def ticket(book, office):
    return a_ticket(book, category=Category.SUPPLIER, package_code="PKT-1")


def filing(provider=Authority.LKPP, channel="lpse_support", **more):
    return Filing(provider, channel, override_reason="mendesak", **more)


def test_what_is_missing_is_named_and_needs_a_reason_to_go_all_the_same(book, ticket, acting):
    with pytest.raises(InvalidInput, match="belum lengkap"):
        forward_ticket(book, ticket.number, Filing(Authority.LKPP, "lpse_support"), now=TEN,
                       **acting)
    forward_ticket(book, ticket.number, filing(), now=TEN, **acting)
    data = events(ticket, "forwarded")[0].data
    assert (data["missing"], data["override"]) == (["screenshot"], True)


def test_ready_then_filed_then_accepted(book, ticket, acting):
    prepare_relay(book, ticket.number, Authority.LKPP, now=TEN, **acting)
    assert (ticket.relay_state, clock(ticket, "forwarding").state) == ("ready", "running")
    forward_ticket(book, ticket.number, filing(), now=ELEVEN, **acting)
    assert (ticket.relay_state, clock(ticket, "forwarding").state) == ("filed", "met")
    assert clock(ticket, "resolution").state == "running"
    accept_relay(book, ticket.number, external_number="L-77", now=TUESDAY, **acting)
    assert (ticket.relay_state, ticket.external_number) == ("accepted", "L-77")
    assert clock(ticket, "resolution").state == "held"
    assert told(clock(ticket, "third_party").due_at) == "Selasa 1 Desember 2026 16.00"


def test_a_number_recorded_with_the_filing_accepts_at_once(book, ticket, acting):
    forward_ticket(book, ticket.number, filing(external_number="L-1", target_days=2), now=TEN,
                   **acting)
    third = clock(ticket, "third_party")
    assert (ticket.relay_state, third.limit_days, third.basis) == (
        "accepted", 2, "target yang disepakati",
    )


@pytest.mark.parametrize("given", [
    {"external_number": None}, {"external_number": " ", "call_taker": ""},
    {"external_number": "L-1", "target_days": 0},
])
def test_acceptance_needs_a_number_or_a_name(book, ticket, acting, given):
    forward_ticket(book, ticket.number, filing(), now=TEN, **acting)
    with pytest.raises(InvalidInput):
        accept_relay(book, ticket.number, now=ELEVEN, **given, **acting)


def test_what_the_requester_files_is_accepted_by_their_number_alone(book, ticket, acting):
    forward_ticket(book, ticket.number, filing(channel="self_filed"), now=TEN, **acting)
    assert (ticket.status, clock(ticket, "resolution").state) == ("waiting_requester", "held")
    with pytest.raises(InvalidInput):
        accept_relay(book, ticket.number, external_number=None, call_taker="Ani", now=ELEVEN,
                     **acting)
    accept_relay(book, ticket.number, external_number="L-5", now=ELEVEN, **acting)
    assert ticket.status == "waiting_external"


def test_an_answer_shows_that_it_had_been_accepted(book, ticket, acting):
    forward_ticket(book, ticket.number, filing(), now=TEN, **acting)
    record_provider_answer(book, ticket.number, "Sudah diperbaiki.", now=TUESDAY, **acting)
    assert [e.type for e in events(ticket)][-2:] == ["accepted", "provider_answered"]
    assert clock(ticket, "reply").state == "running"
    assert clock(ticket, "third_party").state == "met"


def test_data_asked_for_come_and_go_on_under_the_same_number(book, ticket, acting):
    forward_ticket(book, ticket.number, filing(external_number="L-1"), now=TEN, **acting)
    record_provider_answer(book, ticket.number, "Mohon log", asks_for_data=True, now=ELEVEN,
                           **acting)
    receive_message(book, ticket.number, "Ini lognya", channel="web", now=TUESDAY)
    assert told(clock(ticket, "forwarding", 2).due_at) == "Rabu 25 November 2026 16.00"
    prepare_relay(book, ticket.number, Authority.LKPP, now=TUESDAY, **acting)
    forward_ticket(book, ticket.number, filing(), now=at("Selasa 24 November 2026 10.00"), **acting)
    assert (ticket.relay_state, ticket.external_number) == ("accepted", "L-1")
    assert clock(ticket, "third_party", 2).state == "running"


def test_the_same_matter_sent_to_another_provider_is_not_accepted_there(book, ticket, acting):
    forward_ticket(book, ticket.number, filing(external_number="L-1"), now=TEN, **acting)
    record_provider_answer(book, ticket.number, "Mohon log", asks_for_data=True, now=ELEVEN,
                           **acting)
    forward_ticket(book, ticket.number, filing(Authority.TELKOM, "call_144"), now=TUESDAY, **acting)
    assert (ticket.relay_state, ticket.external_number) == ("filed", None)
    assert ticket.provider == "telkom"


@pytest.mark.parametrize(("deadline", "minutes"), [
    ("Rabu 25 November 2026 16.00", 60), ("Rabu 25 November 2026 16.01", None),
])
@pytest.mark.parametrize("begins", ["authority", "taken back", "data arrived"])
def test_urgency_is_asked_at_each_start_of_forwarding(
    book, ticket, acting, begins, deadline, minutes
):
    if begins != "authority":
        forward_ticket(book, ticket.number, filing(external_number="L-1"), now=TEN, **acting)
    add_details(book, ticket.number, now=ELEVEN, package_code="45678912",
                tender_deadline=at(deadline))
    if begins == "authority":
        change_authority(book, ticket.number, Authority.LKPP, "milik LKPP", now=TUESDAY, **acting)
    elif begins == "taken back":
        take_back(book, ticket.number, "dikembalikan", now=TUESDAY, **acting)
    else:
        record_provider_answer(book, ticket.number, "Mohon log", asks_for_data=True, now=ELEVEN,
                               **acting)
        receive_message(book, ticket.number, "Ini", channel="web", now=TUESDAY)
    found = clock(ticket, "forwarding", 1 if begins == "authority" else 2)
    assert found.limit_minutes == minutes


def test_what_happened_before_drives_the_clocks(book, ticket, acting):
    happened = at("Senin 23 November 2026 15.00")
    forward_ticket(book, ticket.number, filing(occurred_at=happened),
                   now=at("Jumat 27 November 2026 09.00"), **acting)
    assert (clock(ticket, "response").stopped_at, clock(ticket, "response").state) == (
        happened, "met",
    )
    event = events(ticket, "forwarded")[0]
    assert (event.occurred_at, event.at) == (happened, at("Jumat 27 November 2026 09.00"))


@pytest.mark.parametrize("happened", [
    "Senin 23 November 2026 08.59", "Selasa 24 November 2026 09.01",
])
def test_nothing_happens_before_the_ticket_or_after_now(book, ticket, acting, happened):
    with pytest.raises(InvalidInput):
        forward_ticket(book, ticket.number, filing(occurred_at=at(happened)), now=TUESDAY, **acting)


def test_refused_in_the_wrong_state(book, ticket, acting):
    act = {"now": TEN, **acting}
    refused = [
        partial(accept_relay, book, ticket.number, external_number="1", **act),
        partial(record_provider_answer, book, ticket.number, "x", **act),
        partial(take_back, book, ticket.number, "x", **act),
    ]
    for use_case in refused:
        with pytest.raises(IllegalMove):
            use_case()
    forward_ticket(book, ticket.number, filing(), **act)
    with pytest.raises(IllegalMove):
        prepare_relay(book, ticket.number, Authority.LKPP, **act)
    accept_relay(book, ticket.number, external_number="1", **act)
    with pytest.raises(IllegalMove):
        forward_ticket(book, ticket.number, filing(), **act)


@pytest.mark.parametrize("bad", [
    {"provider": Authority.BUREAU}, {"channel": "merpati"}, {"completeness": "setengah"},
])
def test_refused_input(book, ticket, acting, bad):
    with pytest.raises(InvalidInput):
        forward_ticket(book, ticket.number, filing(**bad), now=TEN, **acting)
    assert again(ticket).relay_state is None
    assert events(ticket, "authority_changed") == []


def test_an_administrator_forwards_nothing(book, ticket, acting):
    with pytest.raises(NotAllowed):
        forward_ticket(book, ticket.number, filing(), actor=an_administrator().actor, now=MONDAY)


def test_the_requester_hears_of_each_step(book, ticket, acting):
    forward_ticket(book, ticket.number, filing(explanation="Kami teruskan."), now=TEN, **acting)
    accept_relay(book, ticket.number, external_number="1", now=ELEVEN, **acting)
    assert [n.template for n in notices(ticket) if n.audience == "requester"] == [
        "receipt", "forwarded", "accepted",
    ]
    assert Kind(ticket.kind) is Kind.PROBLEM
