"""Triage and assignment: kind, service, authority, limits, and to whom."""

import pytest

from helpdesk.db import db
from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Authority, Kind
from helpdesk.errors import InvalidInput, NotAllowed, NotFound
from helpdesk.models import Complaint
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.officers import change_officer
from helpdesk.usecases.sweep import sweep
from helpdesk.usecases.triage import Triage, change_authority, triage_ticket
from tests.builders import MONDAY, a_ticket, again, an_administrator, an_officer, at
from tests.domain.history import told
from tests.marks import SQLITE_ONLY
from tests.usecases.reading import clock, events, notices

pytestmark = SQLITE_ONLY
TUESDAY = at("Selasa 24 November 2026 09.00")
SPSE_UNIT = "bagian-pengelolaan-lpse"  # LPSE, where the small office sits, is its subunit
SPSE = "pendampingan-permasalahan-spse"


@pytest.fixture
def act(office):
    return {"actor": office.helpdesk.actor, "now": TUESDAY}


def test_the_final_promise_is_copied_into_the_event(book, act):
    ticket = a_ticket(book)
    triage_ticket(book, ticket.number, Triage(Kind.PROBLEM, SPSE, Authority.SHARED), **act)
    row = again(ticket)
    assert (row.status, row.service, row.authority) == ("triaged", SPSE, "shared")
    assert row.unit == SPSE_UNIT
    assert events(ticket, "triaged")[0].data["promise"]["resolution"]["days"] == 5
    assert clock(ticket, "resolution").revision == 2


def test_without_a_choice_authority_starts_from_the_service_and_never_for_a_complaint(book, act):
    problem, complaint = a_ticket(book), a_ticket(book, kind=Kind.COMPLAINT, text="Layanan lambat")
    triage_ticket(book, problem.number, Triage(Kind.PROBLEM, SPSE), **act)
    triage_ticket(book, complaint.number, Triage(Kind.COMPLAINT, SPSE), **act)
    assert again(problem).authority == book.catalogue.services[SPSE].authority
    assert again(complaint).authority is None


def test_what_was_set_stays_when_a_later_triage_chooses_nothing(book, act):
    ticket = a_ticket(book)
    triage_ticket(book, ticket.number, Triage(Kind.PROBLEM, None, Authority.LKPP), **act)
    triage_ticket(book, ticket.number, Triage(Kind.PROBLEM, SPSE, reason="layanannya"), **act)
    assert again(ticket).authority == "lkpp"


def test_a_class_of_limits_can_be_chosen_for_a_complaint(book, act):
    ticket = a_ticket(book, kind=Kind.COMPLAINT, text="Layanan lambat")
    triage_ticket(book, ticket.number,
                  Triage(Kind.COMPLAINT, limit_class="tidak-berkadar-pengawasan"), **act)
    found = clock(ticket, "resolution")
    assert told(found.due_at) == "Jumat 11 Desember 2026 16.30"
    assert "14 hari kerja" in found.basis


@pytest.mark.parametrize("bad", [
    {"service": "tidak-ada"}, {"unit": "tidak-ada"}, {"urgency": "sangat"},
    {"limit_class": "tidak-ada"}, {"kind": Kind.REQUEST},
    {"kind": Kind.REQUEST, "service": "aktivasi-user-id", "limit_class": "lapor-normatif"},
])
def test_what_triage_refuses(book, act, bad):
    ticket = a_ticket(book)
    with pytest.raises(InvalidInput):
        triage_ticket(book, ticket.number, Triage(**{"kind": Kind.PROBLEM} | bad), **act)
    assert again(ticket).status == "new"


def test_a_later_change_needs_its_reason(book, act):
    ticket = a_ticket(book)
    triage_ticket(book, ticket.number, Triage(Kind.PROBLEM), **act)
    with pytest.raises(InvalidInput, match="alasan"):
        triage_ticket(book, ticket.number, Triage(Kind.OUTAGE), **act)
    triage_ticket(book, ticket.number, Triage(Kind.OUTAGE, reason="meluas"), **act)
    assert events(ticket, "triaged")[1].data["reason"] == "meluas"


def test_triaged_into_a_complaint_it_has_a_place_for_the_legal_contents(book, act):
    ticket = a_ticket(book)
    triage_ticket(book, ticket.number, Triage(Kind.COMPLAINT), **act)
    assert db.session.get(Complaint, ticket.id) is not None


def test_authority_changes_by_event_with_a_reason(book, act):
    ticket = a_ticket(book)
    with pytest.raises(InvalidInput):
        change_authority(book, ticket.number, Authority.LKPP, "  ", **act)
    change_authority(book, ticket.number, Authority.LKPP, "akun INAPROC", **act)
    change_authority(book, ticket.number, Authority.LKPP, "lagi", **act)
    assert [e.data["reason"] for e in events(ticket, "authority_changed")] == ["akun INAPROC"]


def test_assigning_tells_the_officer_and_keeps_the_instruction_internal(book, office, act):
    ticket = a_ticket(book)
    triage_ticket(book, ticket.number, Triage(Kind.PROBLEM), **act)
    assign_ticket(book, ticket.number, officer_id=office.verifier.id, instruction="Cek log",
                  **act)
    assert (again(ticket).status, again(ticket).assignee_id) == ("in_progress", office.verifier.id)
    assert [n.recipient for n in notices(ticket, "assigned")] == [office.verifier.email]


def test_who_cannot_be_assigned(book, office, act):
    ticket = a_ticket(book)
    change_officer(office.verifier.id, active=False, now=MONDAY)
    for officer_id in (office.verifier.id, 999):
        with pytest.raises(InvalidInput):
            assign_ticket(book, ticket.number, officer_id=officer_id, **act)
    with pytest.raises(InvalidInput):
        assign_ticket(book, ticket.number, officer_id=None, unit="tidak-ada", **act)


def test_unknown_tickets_and_strangers_are_refused(book, act):
    with pytest.raises(NotFound):
        triage_ticket(book, "PBJ-2026-999999", Triage(Kind.PROBLEM), **act)
    with pytest.raises(NotAllowed):
        triage_ticket(book, a_ticket(book).number, Triage(Kind.PROBLEM),
                      actor=an_administrator().actor, now=TUESDAY)


@pytest.mark.parametrize(("absent", "hears"), [
    ("nobody", "karsa.kasubbag"), ("head away", "wahyu.wakil"), ("head gone", "wahyu.wakil"),
    ("both", "kartika.kepala"),
])
def test_a_level_falls_to_the_deputy_and_then_upwards(book, office, absent, hears):
    head = office.unit_head
    deputy = an_officer("Wahyu Wakil", deputy_of=head)
    an_officer("Kepala Lain", roles=(Role.UNIT_HEAD,), unit="bagian-pembinaan-advokasi")
    if absent == "head away":
        db.session.get(type(head), head.id).away_until = at("Senin 14 Desember 2026 09.00")
        db.session.commit()
    elif absent != "nobody":
        change_officer(head.id, active=False, now=MONDAY)
    if absent == "both":
        change_officer(deputy.id, active=False, now=MONDAY)
    ticket = a_ticket(book, service=SPSE)
    sweep(book, at("Kamis 26 November 2026 17.00"))
    assert [n.recipient.split("@")[0] for n in notices(ticket, "deadline_missed")] == [hears]
