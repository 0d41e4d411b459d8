"""Orders for many tickets: held for ten seconds, carried out one by one, told one by one."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.bulk import HELD, MOST, BulkKind, ItemState
from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import IdentityMode, Kind
from helpdesk.errors import IllegalMove, InvalidInput, NotAllowed, NotFound
from helpdesk.models import BulkAct, Message, OutboxItem, Ticket
from helpdesk.usecases import bulk
from helpdesk.usecases.bulk import call_back, carry_out_due, order_bulk
from helpdesk.usecases.reply import Words, reply_to_requester
from tests.builders import MONDAY, a_ticket, again, an_officer

LATER = MONDAY + HELD


def chosen(*tickets: Ticket) -> list[tuple[str, int]]:
    return [(ticket.number, ticket.version) for ticket in tickets]


def results(act: BulkAct) -> list[str]:
    db.session.rollback()
    return [item.state for item in db.session.get_one(BulkAct, act.id).items]


def bodies(ticket: Ticket) -> list[str]:
    query = sa.select(Message.body).filter_by(ticket_id=ticket.id, side="officer")
    return list(db.session.scalars(query.order_by(Message.id)))


@pytest.fixture
def two(db_session, book):
    return an_officer("Rina Petugas"), a_ticket(book), a_ticket(book)


def test_nothing_happens_before_ten_seconds_and_all_after(two, book):
    rina, first, second = two
    act = order_bulk(book, BulkKind.ASSIGN, {"officer": rina.id}, chosen(first, second),
                     actor=rina.actor, now=MONDAY)
    assert carry_out_due(book, LATER - timedelta(milliseconds=1)) == 0
    assert again(first).assignee_id is None
    assert carry_out_due(book, LATER) == 2
    assert [again(t).assignee_id for t in (first, second)] == [rina.id, rina.id]
    assert results(act) == [ItemState.DONE, ItemState.DONE]
    assert carry_out_due(book, LATER) == 0


def test_what_was_called_back_never_happens_and_no_letter_leaves(two, book):
    rina, first, _ = two
    sent = db.session.scalar(sa.select(sa.func.count(OutboxItem.id)))
    act = order_bulk(book, BulkKind.REPLY, {"text": "Selesai."}, chosen(first), actor=rina.actor,
                     now=MONDAY)
    call_back(act.id, actor=rina.actor, now=MONDAY + timedelta(seconds=4))
    call_back(act.id, actor=rina.actor, now=MONDAY + timedelta(seconds=5))  # a second press
    assert carry_out_due(book, LATER) == 0
    assert bodies(first) == []
    assert db.session.scalar(sa.select(sa.func.count(OutboxItem.id))) == sent


def test_too_late_to_call_back_and_never_another_officers(two, book):
    rina, first, _ = two
    other = an_officer("Yosua Lain")
    act = order_bulk(book, BulkKind.ASSIGN, {"officer": rina.id}, chosen(first), actor=rina.actor,
                     now=MONDAY)
    with pytest.raises(NotFound):
        call_back(act.id, actor=other.actor, now=MONDAY)
    carry_out_due(book, LATER)
    with pytest.raises(IllegalMove, match="terlambat"):
        call_back(act.id, actor=rina.actor, now=LATER)


def test_one_that_changed_meanwhile_is_left_alone_and_the_others_go_on(two, book):
    rina, first, second = two
    act = order_bulk(book, BulkKind.REPLY, {"text": "Sudah kami perbaiki, {nama}."},
                     chosen(first, second), actor=rina.actor, now=MONDAY)
    reply_to_requester(book, first.number, Words("Lebih dahulu."), actor=rina.actor, now=MONDAY)
    carry_out_due(book, LATER)
    assert results(act) == [ItemState.REFUSED, ItemState.DONE]
    assert "Diubah orang lain" in (act.items[0].words or "")
    assert bodies(first) == ["Lebih dahulu."]
    assert len(bodies(second)) == 1


def test_each_requester_reads_their_own_name_and_a_hidden_one_is_not_told(db_session, book):
    rina = an_officer("Rina Petugas")
    known = a_ticket(book, name="Siti Aminah")
    hidden = a_ticket(book, name="Rahasia Sekali", identity=IdentityMode.HIDDEN)
    order_bulk(book, BulkKind.REPLY, {"text": "Yth. {nama}, tiket {nomor} {nomor}."},
               chosen(known, hidden), actor=rina.actor, now=MONDAY)
    carry_out_due(book, LATER)
    assert bodies(known) == [f"Yth. Siti Aminah, tiket {known.number} {known.number}."]
    assert bodies(hidden) == [f"Yth. Bapak/Ibu, tiket {hidden.number} {hidden.number}."]


def test_a_sealed_ticket_is_refused_as_one_that_does_not_exist(db_session, book):
    rina = an_officer("Rina Petugas")
    sealed = a_ticket(book, kind=Kind.COMPLAINT, about_officer=True, text="Petugas loket kasar")
    nowhere = ("PBJ-2026-999999", 1)
    act = order_bulk(book, BulkKind.CLOSE, {}, [*chosen(sealed), nowhere], actor=rina.actor,
                     now=MONDAY)
    carry_out_due(book, LATER)
    db.session.rollback()
    said = {item.words for item in db.session.get_one(BulkAct, act.id).items}
    assert said == {"Tiket tidak ditemukan."}


def test_a_worker_killed_in_the_middle_does_the_rest_once(two, book, monkeypatch):
    rina, first, second = two
    act = order_bulk(book, BulkKind.REPLY, {"text": "Satu kali."}, chosen(first, second),
                     actor=rina.actor, now=MONDAY)
    whole, turn = bulk._one, []

    def dies(book, item_id, now):
        if turn:
            raise SystemExit
        turn.append(item_id)
        whole(book, item_id, now)

    monkeypatch.setattr(bulk, "_one", dies)
    with pytest.raises(SystemExit):
        carry_out_due(book, LATER)
    monkeypatch.undo()
    assert carry_out_due(book, LATER) == 1
    assert [bodies(t) for t in (first, second)] == [["Satu kali."], ["Satu kali."]]
    assert results(act) == [ItemState.DONE, ItemState.DONE]


def test_an_officer_who_left_meanwhile_does_nothing(two, book):
    rina, first, _ = two
    act = order_bulk(book, BulkKind.ASSIGN, {"officer": rina.id}, chosen(first), actor=rina.actor,
                     now=MONDAY)
    rina.active = False
    db.session.commit()
    carry_out_due(book, LATER)
    assert results(act) == [ItemState.REFUSED]


@pytest.mark.parametrize(("kind", "data", "field"), [
    (BulkKind.ASSIGN, {}, "officer"),
    (BulkKind.ASSIGN, {"officer": 999_999}, "officer"),
    (BulkKind.UNIT, {"unit": "entah"}, "unit"),
    (BulkKind.SERVICE, {"service": "entah"}, "service"),
    (BulkKind.INCIDENT, {}, "parent"),
    (BulkKind.REPLY, {"text": ""}, "text"),
    (BulkKind.REPLY, {"text": "Halo {sandi}"}, "text"),
])
def test_what_is_wrong_for_all_is_refused_at_once(two, book, kind, data, field):
    rina, first, _ = two
    with pytest.raises(InvalidInput) as refused:
        order_bulk(book, kind, data, chosen(first), actor=rina.actor, now=MONDAY)
    assert field in refused.value.fields
    assert db.session.scalar(sa.select(sa.func.count(BulkAct.id))) == 0


def test_none_too_many_and_those_who_may_not(two, book):
    rina, first, _ = two
    keeper = an_officer("Penjaga Mesin", roles=(Role.ADMINISTRATOR,))
    many = [(f"PBJ-2026-{n:06d}", 1) for n in range(1, MOST + 2)]
    for wanted in ([], many):
        with pytest.raises(InvalidInput):
            order_bulk(book, BulkKind.CLOSE, {}, wanted, actor=rina.actor, now=MONDAY)
    with pytest.raises(NotAllowed):
        order_bulk(book, BulkKind.CLOSE, {}, chosen(first), actor=keeper.actor, now=MONDAY)


def test_a_new_service_leaves_kind_and_urgency(two, book):
    rina, first, _ = two
    order_bulk(book, BulkKind.SERVICE, {"service": "pendampingan-permasalahan-spse"},
               chosen(first), actor=rina.actor, now=MONDAY)
    before = (first.kind, first.urgency)
    carry_out_due(book, LATER)
    after = again(first)
    assert after.service == "pendampingan-permasalahan-spse"
    assert (after.kind, after.urgency) == before
