"""The preview's figures against cases reckoned by hand, and its bounds."""

from datetime import date

import pytest

from helpdesk.catalogue.policy_calendar import calendar_policy
from helpdesk.domain.calendar_change import days_moved
from helpdesk.domain.calendar_edit import close_dates, open_date, set_special
from helpdesk.domain.catalogue import SpecialHours
from helpdesk.domain.ticket import Kind
from helpdesk.queries import calendar_preview
from helpdesk.queries.calendar_preview import preview
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.usecases.resolve import resolve_ticket
from tests.builders import a_ticket, an_administrator, at, the_small_office

RECEIVED = at("Senin 23 November 2026 09.00")
NOW = at("Selasa 24 November 2026 10.00")
ZONE = "Asia/Pontianak"
THURSDAY = date(2026, 11, 26)


@pytest.fixture
def book(app, db_session):
    return app.extensions["rulebook"]


@pytest.fixture
def office(book):
    return the_small_office()


def closing(book, day=THURSDAY):
    policy = close_dates(
        calendar_policy(book.catalogue), day, day, name="Banjir", type_="local", decree="Surat"
    )
    return policy.calendar(ZONE)


def told(found, calendar):
    return [
        (row.ticket.number, move.before.kind.value, move.before.due_at, move.after.due_at,
         days_moved(move.before.due_at, move.after.due_at, calendar))
        for row in found.rows for move in row.moves
    ]


def test_a_closure_moves_what_counts_it_by_one_working_day(book, office):
    ticket = a_ticket(book, now=RECEIVED)
    calendar = closing(book)
    found = preview(book.catalogue, calendar, office.helpdesk.actor, NOW)
    # response: Tue 24, Wed 25, (Thu 26), Fri 27; resolution: Tue, Wed, Fri, Mon 30, Tue 1 December
    assert told(found, calendar) == [
        (ticket.number, "response", at("Kamis 26 November 2026 16.00"),
         at("Jumat 27 November 2026 16.30"), 1),
        (ticket.number, "resolution", at("Senin 30 November 2026 16.00"),
         at("Selasa 1 Desember 2026 16.00"), 1),
    ]
    assert (found.moved, found.possible, found.exact) == (1, 1, True)


def test_what_is_answered_resolved_or_due_before_stays(book, office):
    answered, ended = a_ticket(book, now=RECEIVED), a_ticket(book, now=RECEIVED)
    act = {"actor": office.helpdesk.actor, "now": NOW}
    reply_to_requester(book, answered.number, Words("Kami periksa."), **act)
    resolve_ticket(book, ended.number, Words("Sudah selesai."), **act)
    early = a_ticket(book, now=at("Kamis 19 November 2026 09.00"))
    calendar = closing(book)
    found = preview(book.catalogue, calendar, office.helpdesk.actor, NOW)
    moved = {(row[0], row[1]) for row in told(found, calendar)}
    # the early one: response due Tuesday 24, resolution Thursday 26
    assert moved == {(answered.number, "resolution"), (early.number, "resolution")}


def test_a_day_that_becomes_working_brings_deadlines_forward(book, office):
    ticket = a_ticket(book, now=at("Selasa 22 Desember 2026 09.00"))
    calendar = open_date(calendar_policy(book.catalogue), date(2026, 12, 24)).calendar(ZONE)
    found = preview(
        book.catalogue, calendar, office.helpdesk.actor, at("Selasa 22 Desember 2026 10.00")
    )
    # Wed 23, (Thu 24, Fri 25), Mon 28, Tue 29; with Thursday: Wed 23, Thu 24, Mon 28
    assert told(found, calendar)[0] == (
        ticket.number, "response", at("Selasa 29 Desember 2026 16.00"),
        at("Senin 28 Desember 2026 16.00"), -1,
    )


def test_shorter_hours_on_the_last_day_move_the_hour_and_no_day(book, office):
    ticket = a_ticket(book, now=RECEIVED)
    weekly = calendar_policy(book.catalogue).years[2027].special[0].weekly
    hours = SpecialHours(THURSDAY, THURSDAY, weekly, "Setengah hari", True, "Surat")
    calendar = set_special(calendar_policy(book.catalogue), hours).calendar(ZONE)
    found = preview(book.catalogue, calendar, office.helpdesk.actor, NOW)
    assert told(found, calendar) == [(
        ticket.number, "response", at("Kamis 26 November 2026 16.00"),
        at("Kamis 26 November 2026 15.00"), 0,
    )]


def test_a_sealed_complaint_is_only_seen_by_the_head(book, office):
    a_ticket(book, kind=Kind.COMPLAINT, about_officer=True, text="Petugas meminta uang.",
             now=RECEIVED)
    calendar = closing(book)
    counts = [
        preview(book.catalogue, calendar, who.actor, NOW).moved
        for who in (office.bureau_head, office.unit_head, an_administrator())
    ]
    assert counts == [1, 0, 0]


def test_beyond_the_bound_it_counts_and_says_so(book, office, monkeypatch):
    monkeypatch.setattr(calendar_preview, "LOOKED_AT", 2)
    monkeypatch.setattr(calendar_preview, "SHOWN", 1)
    for _ in range(4):
        a_ticket(book, now=RECEIVED)
    found = preview(book.catalogue, closing(book), office.helpdesk.actor, NOW)
    assert (len(found.rows), found.moved, found.looked_at, found.possible) == (1, 2, 2, 4)
    assert not found.exact


def test_the_same_calendar_moves_nothing(book, office):
    a_ticket(book, now=RECEIVED)
    found = preview(book.catalogue, book.calendar, office.helpdesk.actor, NOW)
    assert (found.moved, found.possible, found.rows) == (0, 0, ())
