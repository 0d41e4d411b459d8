"""The piket roster: who may be put on duty, when, and who is alerted by it."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.errors import InvalidInput, NotAllowed, NotFound
from helpdesk.models import Duty, Officer
from helpdesk.queries.duty import on_duty, roster
from helpdesk.usecases.audience import office_at
from helpdesk.usecases.duty import Days, put_on_duty, take_off_duty
from helpdesk.usecases.officers import change_officer
from tests.builders import MONDAY, a_ticket, an_administrator, an_officer, at
from tests.racing import race

CHRISTMAS_EVE = date(2026, 12, 24)  # Thursday, cuti bersama


@pytest.fixture
def put(book, office):
    def place(officer, first, last=None, days=Days.ALL, actor=office.unit_head.actor, now=MONDAY):
        id_ = officer.id if officer else None
        return put_on_duty(book, id_, first, last or first, days, actor=actor, now=now)

    return place


def names(day):
    return [officer.name for officer in on_duty(day)]


def test_a_head_fills_the_roster_cuti_bersama_included(office, put):
    # Wednesday 23 to Monday 28 December
    put(office.helpdesk, date(2026, 12, 23), date(2026, 12, 28))
    put(office.verifier, CHRISTMAS_EVE)
    assert names(CHRISTMAS_EVE) == ["Rina Petugas", "Vino Verifikator"]
    assert sorted(roster(date(2026, 12, 1), date(2026, 12, 31))) == [
        date(2026, 12, 23) + timedelta(days=n) for n in range(6)
    ]


@pytest.mark.parametrize(("days", "expected"), [
    # Thursday 24 cuti bersama, Friday 25 Christmas, 26 and 27 the weekend
    (Days.WORKING, [23, 28]), (Days.CLOSED, [24, 25, 26, 27]),
])
def test_only_working_or_only_closed_days(office, put, days, expected):
    dates = put(office.helpdesk, date(2026, 12, 23), date(2026, 12, 28), days)
    assert [day.day for day in dates] == expected


@pytest.mark.parametrize(("first", "last", "days", "field", "reason"), [
    (date(2026, 11, 22), None, Days.ALL, "first", "sudah lewat"),
    (date(2026, 12, 2), date(2026, 12, 1), Days.ALL, "last", "sebelum tanggal awal"),
    (date(2026, 12, 1), date(2027, 3, 1), Days.ALL, "last", "paling panjang 62 hari"),
    (date(2026, 12, 1), None, Days.CLOSED, "days", "Tidak ada hari seperti itu"),
    (date(2026, 11, 30), date(2026, 12, 1), Days.ALL, "officer", "sudah piket pada 30/11/2026"),
])
def test_a_wrong_range_is_refused_and_nothing_is_kept(
    office, put, first, last, days, field, reason
):
    put(office.helpdesk, date(2026, 11, 30))
    with pytest.raises(InvalidInput, match=reason) as refused:
        put(office.helpdesk, first, last, days)
    assert list(refused.value.fields) == [field]
    assert db.session.scalar(sa.select(sa.func.count(Duty.id))) == 1


def test_only_active_officers_who_handle_tickets(office, put):
    admin = an_administrator()
    gone = an_officer("Sudah Pindah")
    change_officer(gone.id, active=False, now=MONDAY)
    for wrong, reason in ((None, "aktif"), (gone, "aktif"), (admin, "tidak menangani tiket")):
        with pytest.raises(InvalidInput, match=reason):
            put(wrong, CHRISTMAS_EVE)
    with pytest.raises(NotAllowed):
        put(office.helpdesk, CHRISTMAS_EVE, actor=office.helpdesk.actor)


def test_two_heads_at_once_set_one_officer_once(app, office, put):
    results = race(app, *[lambda: put(office.helpdesk, CHRISTMAS_EVE)] * 2)
    assert sorted(type(each).__name__ for each in results) == ["InvalidInput", "list"]


def test_a_date_to_come_is_taken_back_and_a_past_one_is_not(book, office, put):
    put(office.helpdesk, date(2026, 11, 24), date(2026, 11, 25))
    act = {"actor": office.unit_head.actor}
    take_off_duty(book, office.helpdesk.id, date(2026, 11, 25), now=MONDAY, **act)
    assert names(date(2026, 11, 25)) == []
    with pytest.raises(NotFound):
        take_off_duty(book, office.helpdesk.id, date(2026, 11, 25), now=MONDAY, **act)
    later = at("Rabu 25 November 2026 09.00")
    with pytest.raises(InvalidInput, match="sudah lewat"):
        take_off_duty(book, office.helpdesk.id, date(2026, 11, 24), now=later, **act)


@use_case
def _away(officer, until):
    db.session.get(Officer, officer.id).away_until = until


def test_the_piket_is_whoever_the_roster_names_for_the_local_date(book, office, put):
    ticket = a_ticket(book)
    head = office.bureau_head
    put(head, CHRISTMAS_EVE)

    def alerted(written):
        office_now = office_at(book, at(written))
        return [o.name for o in office_now.officers_of(ticket, "piket")]

    desk = ["Rina Petugas", "Vino Verifikator"]
    assert alerted("Rabu 23 Desember 2026 23.59") == desk
    # the local date, not that of UTC, in which it is still Wednesday 17.00
    assert alerted("Kamis 24 Desember 2026 00.00") == ["Kartika Kepala"]
    assert alerted("Kamis 24 Desember 2026 23.59") == ["Kartika Kepala"]
    assert alerted("Jumat 25 Desember 2026 00.00") == desk
    _away(head, at("Senin 28 Desember 2026 08.00"))
    assert alerted("Kamis 24 Desember 2026 09.00") == desk, "who is away is passed over"
    change_officer(head.id, active=False, now=MONDAY)
    assert alerted("Kamis 24 Desember 2026 09.00") == desk
