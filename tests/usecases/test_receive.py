"""What comes in later: words, facts, legal contents, identity, the receipt at the counter."""

import pytest

from helpdesk.db import db
from helpdesk.domain.ticket import Category, IdentityMode, Kind
from helpdesk.errors import DuplicateRequest, InvalidInput
from helpdesk.models import Complaint, Message
from helpdesk.usecases.receive import (
    add_complaint_details,
    add_details,
    receive_message,
    set_identity,
    tick_step,
)
from helpdesk.usecases.reply import Words, reply_to_requester
from tests.builders import MONDAY, a_ticket, again, at
from tests.domain.history import told
from tests.marks import SQLITE_ONLY
from tests.usecases.reading import clock, events, notices

pytestmark = SQLITE_ONLY
TUESDAY = at("Selasa 24 November 2026 09.00")


@pytest.fixture
def complaint(book):
    return a_ticket(book, kind=Kind.COMPLAINT, text="Layanan lambat", name="Budi",
                    company="CV Jaya", category=Category.SUPPLIER)


def row(ticket):
    db.session.expire_all()
    return db.session.get(Complaint, ticket.id)


def test_taking_the_identity_back_erases_name_company_and_address_everywhere(book, complaint):
    add_complaint_details(
        book, complaint.number, {"name": "Budi", "address": "Jalan Mawar", "request": "x"},
        now=MONDAY,
    )
    set_identity(book, complaint.number, IdentityMode.NONE, now=MONDAY)
    ticket = again(complaint)
    assert (ticket.requester.name, ticket.requester.company) == (None, None)
    assert (row(ticket).name, row(ticket).address, row(ticket).request) == (None, None, "x")
    assert ticket.requester.contacts  # the answer has to go somewhere


def test_a_name_given_after_that_is_not_kept(book, complaint):
    set_identity(book, complaint.number, IdentityMode.NONE, now=MONDAY)
    add_complaint_details(book, complaint.number, {"name": "Budi", "address": "Jalan Mawar"},
                          now=MONDAY)
    add_details(book, complaint.number, now=MONDAY, company="CV Jaya")
    ticket = again(complaint)
    assert (ticket.requester.name, ticket.requester.company) == (None, None)
    assert (row(ticket).name, row(ticket).address) == (None, None)


def test_hidden_keeps_the_name(book, complaint):
    set_identity(book, complaint.number, IdentityMode.HIDDEN, now=MONDAY)
    assert again(complaint).requester.name == "Budi"


def test_legal_contents_lose_their_secrets_and_are_dated(book, complaint):
    add_complaint_details(
        book, complaint.number,
        {"loss": "password saya Rahasia-4455 diminta", "declared": "ya"}, now=TUESDAY,
    )
    assert "4455" not in row(complaint).loss
    assert row(complaint).declared_at == TUESDAY
    assert events(complaint, "details_added")[0].data["fields"] == ["declared", "loss"]


def test_legal_contents_are_for_complaints(book, complaint):
    for ticket, fields in ((a_ticket(book), {"loss": "x"}), (complaint, {"status": "closed"})):
        with pytest.raises(InvalidInput):
            add_complaint_details(book, ticket.number, fields, now=MONDAY)


def test_a_message_sent_twice_is_one(book, complaint):
    def say():
        receive_message(book, complaint.number, "Halo", channel="web", now=MONDAY, source_key="k")
    say()
    with pytest.raises(DuplicateRequest):
        say()
    assert len(events(complaint, "requester_wrote")) == 1


def test_a_message_ends_the_wait_and_tells_the_officer(book, office):
    ticket = a_ticket(book)
    reply_to_requester(book, ticket.number, Words("Versi?"), wait_for="question",
                       actor=office.helpdesk.actor, now=MONDAY)
    assert clock(ticket, "resolution").state == "held"
    receive_message(book, ticket.number, "4.5, kata sandi: Rahasia-4455", channel="web",
                    now=TUESDAY)
    assert (again(ticket).status, clock(ticket, "resolution").state) == ("in_progress", "running")
    assert notices(ticket, "requester_wrote")
    assert "4455" not in db.session.get(
        Message, events(ticket, "requester_wrote")[0].data["message"]).body


def test_a_call_noted_days_later_starts_the_reply_clock_when_it_came(book, office):
    ticket = a_ticket(book)
    reply_to_requester(book, ticket.number, Words("Baik."), actor=office.helpdesk.actor, now=MONDAY)
    receive_message(
        book, ticket.number, "Menelepon: masih galat", channel="phone",
        now=at("Jumat 27 November 2026 09.00"), actor=office.helpdesk.actor,
        occurred_at=at("Selasa 24 November 2026 10.00"),
    )
    assert told(clock(ticket, "reply").due_at) == "Jumat 27 November 2026 16.30"


def test_a_tender_told_of_on_its_day_alerts_once(book, office):
    ticket = a_ticket(book)
    night = at("Senin 23 November 2026 21.00")
    for hours in (10, 12):
        add_details(book, ticket.number, now=night, package_code="45678912",
                    tender_deadline=at(f"Selasa 24 November 2026 {hours}.00"))
    alerts = notices(ticket, "tender_alert")
    assert {n.not_before for n in alerts} == {night}
    assert len({n.event_id for n in alerts}) == 1


def test_steps_of_the_service_are_ticked_and_others_refused(book, office):
    ticket = a_ticket(book, kind=Kind.REQUEST)
    step = book.catalogue.services[ticket.service].checklist[0].no
    tick_step(book, ticket.number, step, True, actor=office.helpdesk.actor, now=MONDAY)
    assert events(ticket, "step_ticked")[0].data == {"step": step, "done": True}
    with pytest.raises(InvalidInput):
        tick_step(book, ticket.number, "99x", True, actor=office.helpdesk.actor, now=MONDAY)
