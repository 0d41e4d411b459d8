"""The board: who stands on it, in which column, late ones first, page by page, by an index."""

import pytest
import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.relay import Stage, late_in_forwarding, stage_of
from helpdesk.domain.ticket import Authority, Kind
from helpdesk.queries import relaying
from helpdesk.queries.relaying import LATE, Wanted, board
from helpdesk.usecases.forward import (
    Filing,
    accept_relay,
    forward_ticket,
    prepare_relay,
    record_provider_answer,
    take_back,
)
from helpdesk.usecases.triage import change_authority
from tests.builders import MONDAY, a_ticket, at, the_small_office
from tests.marks import SQLITE_ONLY

TUESDAY = at("Selasa 24 November 2026 10.00")
WEDNESDAY = at("Rabu 25 November 2026 10.00")
NEXT_WEEK = at("Selasa 1 Desember 2026 10.00")


@pytest.fixture
def book(app, db_session):
    return app.extensions["rulebook"]


@pytest.fixture
def office(book):
    return the_small_office()


def number_of(row):
    return int(row.ticket.number[-6:])


def found(book, officer, now=WEDNESDAY, after=None, **wanted):
    page = board(officer.actor, book.catalogue, now, Wanted(**wanted), after=after)
    return [number_of(row) for row in page.rows]


def counted(book, officer, now=WEDNESDAY, **wanted):
    return dict(board(officer.actor, book.catalogue, now, Wanted(**wanted)).counts)


@pytest.fixture
def matters(book, office):
    """One of each stage: 1 meant, 2 ready, 3 filed, 4 self-filed, 5 accepted, 6 asked; 7 not."""
    act = {"actor": office.helpdesk.actor, "now": MONDAY}
    tickets = [a_ticket(book).number for _ in range(7)]
    meant, ready, filed, own, accepted, asked, _ = tickets
    change_authority(book, meant, Authority.TELKOM, "Server", **act)
    prepare_relay(book, ready, Authority.LKPP, **act)
    forward_ticket(book, filed, Filing(Authority.LKPP, "letter", override_reason="x"), **act)
    forward_ticket(book, own, Filing(Authority.LKPP, "self_filed", override_reason="x"), **act)
    for each in (accepted, asked):
        forward_ticket(
            book, each, Filing(Authority.TELKOM, "call_144", "T-1", override_reason="x"), **act
        )
    record_provider_answer(book, asked, "Mohon log", asks_for_data=True, **act)
    return tickets


def test_each_stage_has_its_column_and_its_count(book, office, matters):
    counts = counted(book, office.helpdesk)
    assert counts == {
        "unfiled": 2, "filed": 1, "self_filed": 1, "accepted": 1, "data_requested": 1, LATE: 2,
    }
    for stage, numbers in {
        Stage.UNFILED: [1, 2], Stage.FILED: [3], Stage.SELF_FILED: [4], Stage.ACCEPTED: [5],
        Stage.DATA_REQUESTED: [6],
    }.items():
        assert found(book, office.helpdesk, stage=stage.value) == numbers


def test_a_provider_is_who_has_it_or_whose_it_is_before_it_is_sent(book, office, matters):
    assert found(book, office.helpdesk, provider="telkom") == [1, 5, 6]
    assert found(book, office.helpdesk, provider="lkpp") == [2, 3, 4]
    take_back(book, matters[4], "Pulih", actor=office.helpdesk.actor, now=TUESDAY)
    change_authority(
        book, matters[4], Authority.LKPP, "Bukan server", actor=office.helpdesk.actor, now=TUESDAY
    )
    assert 5 in found(book, office.helpdesk, provider="lkpp")


def test_what_was_forwarded_late_stands_first_and_alone_in_its_filter(book, office, matters):
    assert found(book, office.helpdesk, now=TUESDAY, late=True) == []
    # The forwarding limit of the two that were never sent ended on Tuesday 16.00.
    assert found(book, office.helpdesk) == [1, 2, 3, 4, 5, 6]
    assert found(book, office.helpdesk, late=True) == [1, 2]
    act = {"actor": office.helpdesk.actor, "now": WEDNESDAY}
    forward_ticket(book, matters[1], Filing(Authority.LKPP, "letter", override_reason="x"), **act)
    assert found(book, office.helpdesk, late=True) == [1, 2]
    accept_relay(book, matters[1], external_number="L-2", **act)
    assert found(book, office.helpdesk, late=True) == [1]


def test_the_rows_say_the_same_as_the_rule(book, office, matters):
    act = {"actor": office.helpdesk.actor, "now": WEDNESDAY}
    forward_ticket(book, matters[1], Filing(Authority.LKPP, "letter", override_reason="x"), **act)
    for now in (TUESDAY, WEDNESDAY, NEXT_WEEK):
        late = found(book, office.helpdesk, now=now, late=True)
        for row in board(office.helpdesk.actor, book.catalogue, now, Wanted()).rows:
            assert stage_of(row.standing) is not None
            rule = late_in_forwarding(row.standing, row.clocks)
            assert (rule is not None) == (number_of(row) in late), (number_of(row), now)


def test_an_ended_answered_or_sealed_matter_never_stands_on_it(book, office, matters):
    act = {"actor": office.helpdesk.actor, "now": WEDNESDAY}
    record_provider_answer(book, matters[4], "Beres", **act)
    a_ticket(book, kind=Kind.COMPLAINT, about_officer=True, text="Petugas minta uang",
             authority=None)
    for officer in office.all:
        assert found(book, officer) == [1, 2, 3, 4, 6]


def test_a_sealed_ticket_with_authority_of_lkpp_is_hidden_even_from_the_head(book, office):
    ticket = a_ticket(book, kind=Kind.COMPLAINT)
    change_authority(
        book, ticket.number, Authority.LKPP, "x", actor=office.helpdesk.actor, now=MONDAY
    )
    assert found(book, office.bureau_head) == [1]
    ticket.sealed = True
    db.session.flush()
    assert found(book, office.bureau_head) == []
    assert counted(book, office.bureau_head)["unfiled"] == 0


def test_pages_follow_each_other_without_gap_or_repeat(book, office, matters, monkeypatch):
    seen, after = [], None
    while True:
        page = board(office.helpdesk.actor, book.catalogue, WEDNESDAY, Wanted(), after=after,
                     most=2)
        seen += [number_of(row) for row in page.rows]
        after = page.next_after
        if after is None:
            break
    assert seen == [1, 2, 3, 4, 5, 6]


@SQLITE_ONLY
def test_the_board_is_found_by_its_indexes(book, office):
    actor = office.helpdesk.actor
    query = sa.select(relaying.Ticket.id).where(*relaying._of(actor, Wanted()))
    sql = str(query.compile(db.engine, compile_kwargs={"literal_binds": True}))
    plan = " ".join(row[3] for row in db.session.execute(sa.text(f"EXPLAIN QUERY PLAN {sql}")))
    assert "ix_ticket_relay" in plan
    assert "ix_ticket_authority" in plan
    assert "SCAN ticket " not in f"{plan} "


def test_a_page_is_read_with_few_queries_however_many_tickets(book, office, matters):
    def queries(most):
        said = []
        sa.event.listen(db.engine, "before_cursor_execute", lambda *a: said.append(a[2]))
        db.session.expire_all()
        board(office.helpdesk.actor, book.catalogue, WEDNESDAY, Wanted(), most=most)
        return len(said)

    assert queries(6) <= queries(1) * 2
