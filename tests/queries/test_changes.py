"""What a listener hears of: every change of what they may see, and of nothing else."""

import pytest

from helpdesk.domain.roles import REQUESTER
from helpdesk.domain.ticket import Kind
from helpdesk.queries import changes
from helpdesk.queries.changes import changes_since, newest
from helpdesk.usecases.receive import receive_message
from tests.builders import MONDAY, a_ticket, the_small_office


@pytest.fixture
def book(app, db_session):
    return app.extensions["rulebook"]


def write(book, ticket):
    receive_message(book, ticket.number, "Masih gagal.", channel="web", now=MONDAY, actor=REQUESTER)


def test_every_change_is_heard_once_in_order_with_who_made_it(book):
    office = the_small_office()
    first, second = a_ticket(book), a_ticket(book)
    write(book, first)
    heard = changes_since(office.helpdesk.actor, 0)
    assert [(c.number, c.type) for c in heard] == [
        (first.number, "registered"), (second.number, "registered"),
        (first.number, "requester_wrote"),
    ]
    assert [c.id for c in heard] == sorted({c.id for c in heard})
    assert heard[-1].actor == "requester"


def test_a_sealed_complaint_is_heard_of_by_those_let_in_alone(book):
    office = the_small_office()
    a_ticket(book, kind=Kind.COMPLAINT, text="Petugas kasar di loket")
    assert changes_since(office.helpdesk.actor, 0) == []
    assert changes_since(office.unit_head.actor, 0) == []
    assert len(changes_since(office.bureau_head.actor, 0)) > 0


def test_the_newest_differs_after_every_event_even_one_whose_id_is_not_the_highest(book):
    assert newest() == (0, 0)
    ticket = a_ticket(book)
    before = newest()
    write(book, ticket)
    assert newest() != before
    assert newest()[0] > before[0]


def test_events_shortly_before_are_told_again_since_ids_may_be_committed_late(book, monkeypatch):
    office = the_small_office()
    ticket = a_ticket(book)
    for _ in range(4):
        write(book, ticket)
    top = newest()[0]
    monkeypatch.setattr(changes, "OVERLAP", 3)
    assert [c.id for c in changes_since(office.helpdesk.actor, top)] == [top - 2, top - 1, top]
