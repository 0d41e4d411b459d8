"""The guest book: turns of a day, who serves whom, and names that are forgotten."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.visits import Outcome, Purpose
from helpdesk.errors import DuplicateRequest, IllegalMove, InvalidInput, NotAllowed
from helpdesk.models import Visit
from helpdesk.queries.visits import ahead_of, came_and_served, waiting_guests
from helpdesk.usecases.visits import (
    Guest,
    call_guest,
    end_visit,
    forget_guests,
    join_ticket,
    sign_in_guest,
)
from tests.builders import MONDAY, a_ticket, an_administrator, at, the_small_office


@pytest.fixture
def book(app, db_session):
    return app.extensions["rulebook"]


@pytest.fixture
def office(book):
    return the_small_office()


def come(book, key="k1", *, now=MONDAY, **given):
    guest = {"name": "Budi", "purpose": Purpose.FILE, "service": "aktivasi-user-id"} | given
    return sign_in_guest(book, Guest(key=key, **guest), now=now)


def test_turns_begin_anew_each_day_of_the_bureau_and_a_form_sent_twice_is_one(book):
    assert [come(book, f"k{n}").turn for n in range(3)] == [1, 2, 3]
    with pytest.raises(DuplicateRequest) as twice:
        come(book, "k1")
    assert twice.value.reference == "2"
    assert come(book, "k9", now=at("Selasa 24 November 2026 08.00")).turn == 1
    assert come(book, "k10", now=at("Senin 23 November 2026 23.59")).turn == 4


@pytest.mark.parametrize(("given", "field"), [
    ({"name": " "}, "nama"), ({"name": "x" * 121}, "nama"), ({"phone": "1" * 26}, "telepon"),
    ({"company": "x" * 201}, "perusahaan"), ({"service": "tidak-ada"}, "layanan"),
])
def test_what_cannot_be_read_is_told_by_its_field_and_no_turn_is_lost(book, given, field):
    with pytest.raises(InvalidInput) as wrong:
        come(book, **given)
    assert set(wrong.value.fields) == {field}
    assert come(book).turn == 1


def test_a_number_that_is_none_is_dropped_and_a_service_belongs_to_a_file(book):
    visit = come(book, number="bukan nomor", purpose=Purpose.ASK)
    assert (visit.number, visit.service) == (None, None)
    assert come(book, "k2", number=" pbj-2026-000007 ").number == "PBJ-2026-000007"


def test_one_officer_serves_a_guest_and_an_end_is_an_end(book, office):
    first, second = come(book, "a"), come(book, "b")
    assert (ahead_of(first), ahead_of(second)) == (0, 1)
    call_guest(first.id, actor=office.helpdesk.actor, now=MONDAY)
    assert ahead_of(second) == 0
    call_guest(first.id, actor=office.helpdesk.actor, now=MONDAY)
    with pytest.raises(IllegalMove):
        call_guest(first.id, actor=office.verifier.actor, now=MONDAY)
    end_visit(first.id, Outcome.SERVED, actor=office.helpdesk.actor, now=MONDAY)
    end_visit(second.id, Outcome.LEFT, actor=office.helpdesk.actor, now=MONDAY)
    assert waiting_guests(MONDAY.date()) == []
    assert came_and_served(MONDAY.date()) == (2, 1)
    with pytest.raises(IllegalMove):
        end_visit(first.id, Outcome.LEFT, actor=office.helpdesk.actor, now=MONDAY)


def test_a_ticket_written_for_a_guest_ends_the_visit(book, office):
    visit = come(book)
    join_ticket(visit.id, a_ticket(book), actor=office.helpdesk.actor, now=MONDAY)
    row = db.session.get(Visit, visit.id)
    assert (row.outcome, row.officer_id, row.ticket_id is None) == (
        "served", office.helpdesk.id, False)


def test_an_administrator_calls_nobody(book, office):
    visit = come(book)
    with pytest.raises(NotAllowed):
        call_guest(visit.id, actor=an_administrator().actor, now=MONDAY)


def test_after_thirty_days_the_visit_stays_and_the_name_goes(book):
    come(book, phone="0812", company="CV A", number="PBJ-2026-000001")
    assert forget_guests(MONDAY + timedelta(days=30)) == 0
    assert forget_guests(MONDAY + timedelta(days=31)) == 1
    assert forget_guests(MONDAY + timedelta(days=31)) == 0
    db.session.expire_all()
    row = db.session.scalars(sa.select(Visit)).one()
    assert (row.name, row.company, row.phone, row.number) == (None, None, None, None)
    assert row.turn == 1
