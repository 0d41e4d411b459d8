"""A matter becomes a ticket: its number, its promises, nothing secret, once for each arrival."""

from datetime import date, timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.roles import REQUESTER
from helpdesk.domain.ticket import Authority, Category, Channel, IdentityMode, Kind
from helpdesk.errors import DuplicateRequest, InvalidInput, NotAllowed
from helpdesk.models import Complaint, InboxItem, Message, Ticket
from helpdesk.usecases.register import NewTicket, register_ticket
from tests.builders import MONDAY, a_ticket, again, at
from tests.domain.history import told
from tests.marks import SQLITE_ONLY
from tests.racing import race
from tests.usecases.reading import clock, events, notices

SECRET = "Rahasia-4455"


def test_twenty_at_once_get_twenty_consecutive_numbers(app, book):
    made = race(app, *[partial(lambda: a_ticket(book).number) for _ in range(20)])
    assert sorted(made) == [f"PBJ-2026-{n:06d}" for n in range(1, 21)]


def test_the_same_form_sent_five_times_at_once_is_one_ticket(app, book):
    made = race(app, *[lambda: a_ticket(book, source_key="form:abc").number for _ in range(5)])
    numbers = [m for m in made if isinstance(m, str)]
    refused = [m for m in made if isinstance(m, DuplicateRequest)]
    assert (len(numbers), len(refused)) == (1, 4), made
    assert {r.reference for r in refused} == set(numbers)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Ticket)) == 1


def test_a_second_press_names_the_first_ticket(book):
    first = a_ticket(book, source_key="form:abc")
    with pytest.raises(DuplicateRequest) as refused:
        a_ticket(book, source_key="form:abc")
    assert refused.value.reference == first.number


@SQLITE_ONLY
def test_a_new_year_begins_at_one(book):
    a_ticket(book, now=at("Kamis 31 Desember 2026 23.59"))
    assert a_ticket(book, now=at("Jumat 1 Januari 2027 00.00")).number == "PBJ-2027-000001"


@SQLITE_ONLY
@pytest.mark.parametrize("place", ["text", "subject", "request", "loss"])
def test_a_password_is_kept_nowhere(book, place):
    words = f"Tidak bisa masuk, password saya {SECRET} sudah benar"
    given = {"text": "Petugas loket lambat"}
    if place in ("text", "subject"):
        given[place] = words
    else:
        given["complaint"] = {place: words}
    ticket = a_ticket(book, kind=Kind.COMPLAINT, **given)
    kept = [again(ticket).subject, *db.session.scalars(sa.select(Message.body))]
    row = db.session.get(Complaint, ticket.id)
    kept += [row.request or "", row.loss or "", *[str(e.data) for e in events(ticket)]]
    assert not [text for text in kept if SECRET in text]


@SQLITE_ONLY
def test_without_identity_nothing_names_the_requester(book):
    ticket = a_ticket(
        book, kind=Kind.COMPLAINT, text="Layanan lambat", identity=IdentityMode.NONE,
        name="Budi", company="CV Jaya", category=Category.SUPPLIER,
        complaint={"name": "Budi", "address": "Jalan Mawar", "request": "ditindak"},
    )
    row = db.session.get(Complaint, ticket.id)
    assert (ticket.requester.name, ticket.requester.company, row.name, row.address) == (None,) * 4
    assert row.request == "ditindak"


@SQLITE_ONLY
def test_the_receipt_leaves_at_once_and_officers_hear_in_office_hours(book, office):
    night = at("Senin 23 November 2026 20.00")
    ticket = a_ticket(book, now=night)
    assert [n.not_before for n in notices(ticket, "receipt")] == [night]
    assert {told(n.not_before) for n in notices(ticket, "new_ticket")} == {
        "Selasa 24 November 2026 07.30"
    }


@SQLITE_ONLY
@pytest.mark.parametrize(("deadline", "alerted"), [
    ("Selasa 24 November 2026 16.00", True),
    ("Selasa 24 November 2026 16.01", False),
    ("Senin 23 November 2026 19.00", False),
])
def test_a_tender_about_to_close_alerts_who_is_on_duty_at_once(book, office, deadline, alerted):
    night = at("Senin 23 November 2026 20.00")
    ticket = a_ticket(book, now=night, package_code="45678912", tender_deadline=at(deadline))
    found = notices(ticket, "tender_alert")
    assert bool(found) is alerted
    assert {n.not_before for n in found} <= {night}


@SQLITE_ONLY
def test_a_proposed_authority_starts_no_forwarding(book, office):
    ticket = a_ticket(book, authority=Authority.LKPP)
    assert (ticket.authority, clock(ticket, "forwarding")) == (None, None)
    written = a_ticket(book, authority=Authority.LKPP, actor=office.helpdesk.actor)
    assert (written.authority, clock(written, "forwarding").state) == ("lkpp", "running")


@SQLITE_ONLY
@pytest.mark.parametrize(("days", "late"), [(30, False), (31, True)])
def test_a_complaint_after_thirty_days_is_taken_and_marked(book, days, late):
    received = date(2026, 11, 23)
    ticket = a_ticket(book, kind=Kind.COMPLAINT, text="Layanan lambat",
                      service_date=received - timedelta(days=days))
    assert ticket.late is late


@SQLITE_ONLY
@pytest.mark.parametrize(("text", "sealed"), [
    ("Petugas loket meminta uang", True), ("Aplikasi sering lambat", False),
])
def test_a_complaint_about_an_officer_is_sealed_from_the_first_message(book, text, sealed):
    assert a_ticket(book, kind=Kind.COMPLAINT, text=text).sealed is sealed


@SQLITE_ONLY
@pytest.mark.parametrize(("happened", "refused"), [
    ("Senin 16 November 2026 09.00", False), ("Senin 16 November 2026 08.59", True),
    ("Senin 23 November 2026 09.01", True),
])
def test_an_officer_may_note_what_came_up_to_seven_days_ago(book, office, happened, refused):
    def note():
        return a_ticket(book, channel=Channel.LETTER, occurred_at=at(happened),
                        actor=office.helpdesk.actor)
    if refused:
        with pytest.raises(InvalidInput):
            note()
    else:
        ticket = note()
        assert told(clock(ticket, "response").due_at) == "Kamis 19 November 2026 16.00"
        assert (ticket.received_at, ticket.created_at) == (at(happened), MONDAY)


@SQLITE_ONLY
def test_a_requester_sets_no_instant_of_their_own(book):
    with pytest.raises(NotAllowed):
        a_ticket(book, occurred_at=at("Jumat 20 November 2026 09.00"))


@SQLITE_ONLY
@pytest.mark.parametrize("given", [
    {"text": ""}, {"text": "  \n"}, {"text": "a" * 20_001}, {"text": "\x00"},
    {"service": "tidak-ada"}, {"kind": Kind.REQUEST, "service": None},
    {"files": ("milik-orang",), "owner": "form:1"}, {"complaint": {"x": "y"},
                                                     "kind": Kind.COMPLAINT},
])
def test_what_cannot_be_used_leaves_nothing_behind(book, given):
    new = {"kind": Kind.PROBLEM, "text": "Galat 500", "channel": Channel.WEB} | given
    with pytest.raises(InvalidInput):
        register_ticket(book, NewTicket(**new), actor=REQUESTER, now=MONDAY, source_key="k")
    for table in (Ticket, Message, InboxItem):
        assert db.session.scalar(sa.select(sa.func.count()).select_from(table)) == 0
    assert a_ticket(book).number == "PBJ-2026-000001"
