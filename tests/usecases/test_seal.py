"""Complaints about an officer: who may see them, who hears of them, and where they never go."""

import pytest

from helpdesk.domain.roles import Action, Role, authorize
from helpdesk.domain.ticket import Authority, Kind
from helpdesk.errors import IllegalMove, InvalidInput, NotAllowed, NotFound
from helpdesk.queries.listing import listing
from helpdesk.queries.reading import ticket_seen_by
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.forward import Filing, accept_relay, forward_ticket, prepare_relay
from helpdesk.usecases.receive import add_complaint_details
from helpdesk.usecases.reply import Words, add_note, reply_to_requester
from helpdesk.usecases.rulebook import Rulebook
from helpdesk.usecases.seal import name_reported, seal_ticket
from helpdesk.usecases.sweep import sweep
from helpdesk.usecases.triage import Triage, change_authority, triage_ticket
from tests.builders import (
    MONDAY,
    a_ticket,
    again,
    an_administrator,
    an_officer,
    at,
    confirm_provider_mail,
)
from tests.marks import SQLITE_ONLY
from tests.usecases.passing import sweep_until
from tests.usecases.reading import clock, events, notices

pytestmark = SQLITE_ONLY
TEXT = "Petugas loket meminta uang untuk mempercepat."
LATER = at("Senin 14 Desember 2026 09.00")


@pytest.fixture
def sealed(book, office):
    return a_ticket(book, kind=Kind.COMPLAINT, text=TEXT)


def sees(officer, ticket):
    try:
        ticket_seen_by(ticket.number, officer.actor)
    except (NotFound, NotAllowed):
        return False
    return True


def listed(book, officer):
    return listing(officer.actor, book.calendar, MONDAY, view="semua").places


def test_only_the_kepala_sees_it_and_it_is_in_no_other_list(book, office, sealed):
    assert [sees(o, sealed) for o in office.all] == [False, False, False, True]
    assert [bool(listed(book, o)) for o in office.all[:3]] == [False, False, False]
    assert not sees(an_administrator(), sealed)


def test_others_are_told_it_does_not_exist(book, office, sealed):
    with pytest.raises(NotFound):
        add_note(book, sealed.number, Words("x"), actor=office.helpdesk.actor, now=MONDAY)
    with pytest.raises(NotFound):
        authorize(an_administrator().actor, Action.VIEW_TICKET, sealed.access)


def test_whom_the_kepala_names_may_see_it_and_the_reported_never(book, office, sealed):
    name_reported(
        book, sealed.number, office.helpdesk.id, [office.verifier.id, office.helpdesk.id],
        actor=office.bureau_head.actor, now=MONDAY,
    )
    ticket = again(sealed)
    assert [sees(o, ticket) for o in office.all] == [False, True, False, True]
    with pytest.raises(InvalidInput):
        assign_ticket(book, ticket.number, officer_id=office.helpdesk.id,
                      actor=office.bureau_head.actor, now=MONDAY)


def test_only_the_kepala_names_the_reported(book, office, sealed):
    name_reported(book, sealed.number, office.helpdesk.id, [office.verifier.id],
                  actor=office.bureau_head.actor, now=MONDAY)
    with pytest.raises(NotAllowed):
        name_reported(book, sealed.number, office.unit_head.id, actor=office.verifier.actor,
                      now=MONDAY)


def test_every_notice_goes_to_the_kepala_alone(book, office, sealed):
    an_officer("Wahyu Wakil", deputy_of=office.bureau_head)
    name_reported(book, sealed.number, office.helpdesk.id, [office.verifier.id],
                  actor=office.bureau_head.actor, now=MONDAY)
    sweep_until(book, LATER)
    inside = {n.recipient for n in notices(sealed) if n.audience != "requester"}
    assert inside == {office.bureau_head.email}
    assert notices(sealed, "deadline_near", "deadline_missed", "decision_needed")


def test_it_never_goes_to_lkpp(book, office, sealed):
    act = {"actor": office.bureau_head.actor, "now": MONDAY}
    with pytest.raises(IllegalMove):
        forward_ticket(book, sealed.number, Filing(Authority.LKPP, "email"), **act)
    with pytest.raises(IllegalMove):
        prepare_relay(book, sealed.number, Authority.TELKOM, **act)
    with pytest.raises(InvalidInput):
        change_authority(book, sealed.number, Authority.LKPP, "x", **act)
    with pytest.raises(InvalidInput):
        triage_ticket(book, sealed.number, Triage(Kind.COMPLAINT, None, Authority.LKPP), **act)
    change_authority(book, sealed.number, Authority.SHARED, "dibagi", **act)
    sweep(book, LATER)
    assert events(sealed, "relay_ready", "forwarded") == []


def test_sealed_while_at_lkpp_it_is_taken_back_and_they_hear_no_more(book, office):
    confirm_provider_mail()
    book = Rulebook(book.catalogue, book.link_key, {"lkpp": "lkpp@contoh.example"})
    ticket = a_ticket(book, kind=Kind.COMPLAINT, text="Aplikasi lambat", package_code="P")
    act = {"actor": office.helpdesk.actor, "now": MONDAY}
    forward_ticket(book, ticket.number,
                   Filing(Authority.LKPP, "email", override_reason="x"), **act)
    accept_relay(book, ticket.number, external_number="L-1", **act)
    seal_ticket(book, ticket.number, **act)
    row = again(ticket)
    assert (row.authority, row.relay_state, row.sealed) == ("bureau", "taken_back", True)
    sweep(book, LATER)
    assert [n for n in notices(ticket) if n.audience == "provider"] == []


def test_notices_under_way_to_officers_do_not_leave_after_sealing(book, office):
    ticket = a_ticket(book, kind=Kind.COMPLAINT, text="Layanan lambat",
                      now=at("Minggu 22 November 2026 20.00"))
    assert notices(ticket, "new_ticket")
    seal_ticket(book, ticket.number, actor=office.helpdesk.actor, now=MONDAY)
    assert {n.audience for n in notices(ticket)} == {"requester"}
    assert not sees(office.helpdesk, again(ticket))


def test_what_a_complaint_tells_later_about_an_officer_seals_it(book, office):
    ticket = a_ticket(book, kind=Kind.COMPLAINT, text="Saya ingin mengadu")
    add_complaint_details(book, ticket.number, {"request": "Tindak oknum verifikator itu"},
                          now=MONDAY)
    assert again(ticket).sealed


def test_if_the_kepala_is_named_it_leaves_the_bureau_sealed(book, office, sealed):
    name_reported(book, sealed.number, office.bureau_head.id, [office.verifier.id],
                  actor=office.bureau_head.actor, now=MONDAY)
    row = again(sealed)
    assert (row.status, row.beyond_bureau) == ("closed", True)
    assert not any(sees(o, row) for o in office.all)
    assert {clock(row, kind).state for kind in ("response", "resolution")} == {"cancelled"}
    assert [n.template for n in notices(row) if n.audience == "requester"] == [
        "receipt", "referred",
    ]
    assert not listed(book, office.bureau_head)
    assert sweep(book, LATER) == 0


def test_other_kinds_are_not_sealed(book, office):
    ticket = a_ticket(book)
    with pytest.raises(InvalidInput):
        seal_ticket(book, ticket.number, actor=office.helpdesk.actor, now=MONDAY)
    with pytest.raises(InvalidInput):
        name_reported(book, ticket.number, office.helpdesk.id, actor=office.bureau_head.actor,
                      now=MONDAY)


def test_the_requester_still_gets_answers(book, office, sealed):
    reply_to_requester(book, sealed.number, Words("Kami tangani tertutup."),
                       actor=office.bureau_head.actor, now=MONDAY)
    assert notices(sealed, "reply")
    assert Role.BUREAU_HEAD in office.bureau_head.actor.roles
