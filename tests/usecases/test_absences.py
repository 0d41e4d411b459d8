"""Who is away is passed over for who stands in: notices, first screen, whose turn it is."""

from datetime import date

import pytest

from helpdesk.db import db
from helpdesk.domain.absence import AbsenceKind, next_in_turn
from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Kind
from helpdesk.errors import IllegalMove, InvalidInput, NotAllowed, NotFound
from helpdesk.models import Absence
from helpdesk.queries.absences import deputising, whose_turn
from helpdesk.queries.work import work_of
from helpdesk.usecases.absences import end_absence, record_absence
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.audience import office_at
from helpdesk.usecases.officers import change_officer
from helpdesk.usecases.receive import receive_message
from tests.builders import MONDAY, a_ticket, an_administrator, an_officer, at
from tests.racing import race
from tests.usecases.reading import notices

TUESDAY, FRIDAY = date(2026, 11, 24), date(2026, 11, 27)
NOON = at("Selasa 24 November 2026 12.00")


@pytest.fixture
def rina(office):
    return office.helpdesk


@pytest.fixture
def yosua():
    return an_officer("Yosua Tamban", roles=(Role.VERIFIER,))


def away(book, officer, *, by=None, first=TUESDAY, last=FRIDAY, deputy=None, now=MONDAY,
         kind=AbsenceKind.LEAVE):
    return record_absence(
        book, officer and officer.id, first, last, kind, deputy and deputy.id,
        actor=(by or officer).actor, now=now,
    )


def hear(book, ticket, audience, now):
    return [o.name for o in office_at(book, now).officers_of(ticket, audience)]


def given_to(book, officer, **more):
    ticket = a_ticket(book, **more)
    assign_ticket(book, ticket.number, officer_id=officer.id, actor=officer.actor, now=MONDAY)
    return ticket


def test_the_deputy_hears_while_it_lasts_and_nobody_else(book, rina, yosua):
    ticket = given_to(book, rina)
    away(book, rina, deputy=yosua)
    for written, name in (
        ("Senin 23 November 2026 23.59", "Rina Petugas"),
        ("Selasa 24 November 2026 00.00", "Yosua Tamban"),
        ("Jumat 27 November 2026 23.59", "Yosua Tamban"),
        ("Sabtu 28 November 2026 00.00", "Rina Petugas"),
    ):
        assert hear(book, ticket, "assignee", at(written)) == [name], written
    receive_message(book, ticket.number, "Ada kabar?", channel="web", now=NOON)
    assert [n.recipient for n in notices(ticket, "requester_wrote")] == [yosua.email]


def test_without_a_deputy_the_unit_hears(book, rina, office):
    ticket = given_to(book, rina)
    away(book, rina)
    assert "Rina Petugas" not in hear(book, ticket, "assignee", NOON)
    assert hear(book, ticket, "assignee", NOON)


def test_a_head_s_deputy_stands_in_on_every_rung(book, office, yosua):
    ticket = a_ticket(book)
    away(book, office.bureau_head, deputy=yosua)
    assert hear(book, ticket, "bureau_head", NOON) == ["Yosua Tamban"]


def test_a_deputy_recorded_away_later_is_followed_to_whom_they_named(book, office, rina, yosua):
    third = an_officer("Tuti Tiga")
    ticket = given_to(book, rina)
    away(book, rina, deputy=yosua)
    row = away(book, yosua, deputy=third, first=date(2026, 11, 25))
    wednesday = at("Rabu 25 November 2026 10.00")
    assert hear(book, ticket, "assignee", NOON) == ["Yosua Tamban"]
    assert hear(book, ticket, "assignee", wednesday) == ["Tuti Tiga"]
    due = at("Kamis 26 November 2026 10.00")
    assert [t.ticket.number for t in work_of(third.actor, book.catalogue, due)] == [ticket.number]
    assert [(a.id, who.name) for a, who in deputising(yosua.id, row.first, row.last)] == [
        (1, "Rina Petugas")]
    assert deputising(yosua.id, date(2026, 11, 28), date(2026, 11, 30)) == []


def test_when_nobody_is_left_in_the_chain_the_unit_hears(book, rina, yosua):
    ticket = given_to(book, rina)
    away(book, rina, deputy=yosua)
    away(book, yosua)
    heard = hear(book, ticket, "assignee", NOON)
    assert heard
    assert not {"Rina Petugas", "Yosua Tamban"} & set(heard)


def test_a_head_records_for_their_unit_and_what_lies_below_it_alone(book, office, rina):
    own, elsewhere = (
        an_officer(f"Petugas {unit}", unit=unit)
        for unit in ("subbag-pengelolaan-lpse", "bagian-pengelolaan-pbj")
    )
    head = an_officer("Hana Kepala", roles=(Role.UNIT_HEAD,), unit="bagian-pengelolaan-lpse")
    away(book, rina, by=office.unit_head)  # of the same subunit
    away(book, own, by=head)
    with pytest.raises(NotAllowed, match="kepala bagiannya"):
        away(book, elsewhere, by=head)
    row = away(book, elsewhere, by=office.bureau_head)
    with pytest.raises(NotAllowed):
        end_absence(book, row.id, actor=head.actor, now=MONDAY)
    end_absence(book, row.id, actor=an_administrator().actor, now=MONDAY)


def test_a_deputy_who_leaves_the_bureau_is_passed_over(book, rina, yosua):
    ticket = given_to(book, rina)
    away(book, rina, deputy=yosua)
    change_officer(yosua.id, active=False, now=MONDAY)
    assert "Yosua Tamban" not in hear(book, ticket, "assignee", NOON)


def test_the_first_screen_of_the_deputy_shows_their_tickets(book, rina, yosua):
    ticket = given_to(book, rina)
    due_today = at("Kamis 26 November 2026 10.00")

    def first(officer, now):
        return [t.ticket.number for t in work_of(officer.actor, book.catalogue, now)]

    away(book, rina, deputy=yosua)
    assert first(yosua, MONDAY) == []
    assert first(yosua, due_today) == first(rina, due_today) == [ticket.number]
    assert ticket.number not in first(yosua, at("Senin 30 November 2026 09.00"))


def test_a_deputy_is_let_into_nothing_that_is_sealed(book, office, yosua):
    sealed = a_ticket(book, kind=Kind.COMPLAINT, about_officer=True, text="Petugas kasar")
    away(book, office.bureau_head, deputy=yosua)
    assert "Yosua Tamban" not in hear(book, sealed, "bureau_head", NOON)
    assert work_of(yosua.actor, book.catalogue, NOON) == []


def test_back_early_is_back_today(book, rina, yosua):
    ticket, row = given_to(book, rina), away(book, rina, deputy=yosua)
    end_absence(book, row.id, actor=rina.actor, now=NOON)
    assert hear(book, ticket, "assignee", NOON) == ["Rina Petugas"]
    with pytest.raises(IllegalMove, match="sudah berakhir"):
        end_absence(book, row.id, actor=rina.actor, now=NOON)
    with pytest.raises(NotFound):
        end_absence(book, 999, actor=rina.actor, now=NOON)


def test_another_s_is_for_heads_and_administrators(book, office, rina, yosua):
    with pytest.raises(NotAllowed, match="kepala biro, atau administrator"):
        away(book, rina, by=yosua)
    row = away(book, rina, by=an_administrator())
    with pytest.raises(NotAllowed):
        end_absence(book, row.id, actor=yosua.actor, now=MONDAY)
    end_absence(book, row.id, actor=office.unit_head.actor, now=MONDAY)


@pytest.mark.parametrize(("fields", "name", "told"), [
    ({"first": None}, "first", "Isi tanggal mulai"),
    ({"last": date(2026, 11, 23)}, "last", "sebelum tanggal mulai"),
    ({"first": date(2026, 11, 2), "last": date(2026, 11, 20)}, "last", "sudah lewat"),
    ({"last": date(2028, 1, 1)}, "last", "setahun"),
])
def test_what_will_not_do_is_told_by_its_field(book, rina, fields, name, told):
    with pytest.raises(InvalidInput) as refused:
        away(book, rina, **fields)
    assert told in refused.value.fields[name]
    assert db.session.query(Absence).count() == 0


def test_twice_at_once_and_deputies_who_are_away_are_refused(book, rina, yosua):
    away(book, rina, first=FRIDAY, last=FRIDAY)
    with pytest.raises(InvalidInput, match="sudah tercatat"):
        away(book, rina)
    with pytest.raises(InvalidInput, match="juga tidak bertugas"):
        away(book, yosua, deputy=rina)
    with pytest.raises(InvalidInput, match="tidak menangani tiket"):
        away(book, yosua, deputy=an_administrator())
    with pytest.raises(InvalidInput, match="petugas lain"):
        away(book, yosua, deputy=yosua)


def turn(ticket, now=NOON):
    found = whose_turn(ticket, now.date())
    return found and found.name


def test_the_turn_goes_round_and_honours_leave(book, office, rina, yosua):
    change_officer(office.verifier.id, active=False, now=MONDAY)
    ticket = a_ticket(book)
    first = turn(ticket)
    given = {o.name: o for o in (rina, yosua)}
    given_to(book, given[first])
    second = turn(ticket)
    assert {first, second} == {"Rina Petugas", "Yosua Tamban"}
    given_to(book, given[second])
    assert turn(ticket) == first, "both have one from the same moment: the elder account"
    away(book, given[first], now=MONDAY)
    assert turn(ticket) == second
    away(book, given[second], now=MONDAY)
    assert turn(ticket) is None


def test_the_turn_is_a_rule_that_two_processes_read_alike():
    monday, tuesday = MONDAY, NOON
    assert next_in_turn([3, 1, 2], {1: monday, 2: tuesday}) == 3
    assert next_in_turn([1, 2], {1: tuesday, 2: monday}) == 2
    assert next_in_turn([2, 1], {}) == 1
    assert next_in_turn([], {1: monday}) is None


def test_two_records_at_once_do_not_overlap(app, book, rina, yosua):
    db.session.commit()
    one, other = rina.actor, yosua.actor

    def absent(actor, deputy):
        return record_absence(book, actor.id, TUESDAY, FRIDAY, AbsenceKind.LEAVE, deputy,
                              actor=actor, now=MONDAY)

    told = race(app, lambda: absent(one, other.id), lambda: absent(other, one.id))
    assert sorted(type(each).__name__ for each in told) == ["Absence", "InvalidInput"]
