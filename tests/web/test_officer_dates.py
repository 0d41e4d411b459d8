"""Dates on the desk: what to do first, why each date, moved ones with their cause."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Kind
from helpdesk.models import Officer
from helpdesk.usecases.triage import Triage, triage_ticket
from tests.builders import at
from tests.clocks import FrozenClock
from tests.marks import SQLITE_ONLY
from tests.web.desk import book_of, new_officer, new_ticket, prepared, shown, signed_in


@pytest.fixture
def desk(app: Flask) -> Flask:
    return prepared(app)


@pytest.fixture
def rina(desk: Flask) -> Officer:
    return new_officer(desk)


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def first_line(client: FlaskClient, number: str) -> str:
    found = re.search(r'<p class="hd-next.*?</p>', shown(client, number), re.DOTALL)
    return words(found[0]) if found else ""


@SQLITE_ONLY
def test_the_first_line_says_what_to_do_and_until_when(
    desk: Flask, rina: Officer, clock: FrozenClock
) -> None:
    ticket, client = new_ticket(desk), signed_in(desk, rina)
    assert first_line(client, ticket.number) == (
        "Sekarang: Periksa dan triase tiket ini. Paling lambat Kamis, 26 November 2026 16.00 WIB."
    )
    clock.set(at("Jumat 27 November 2026 09.00"))
    later = signed_in(desk, rina)
    assert "Seharusnya paling lambat Kamis, 26 November 2026" in first_line(later, ticket.number)


@SQLITE_ONLY
def test_the_list_and_the_position_say_why_beside_the_date(
    desk: Flask, rina: Officer, clock: FrozenClock
) -> None:
    new_ticket(desk)
    head = new_officer(desk, "Karsa Kasubbag", roles=(Role.UNIT_HEAD,), unit=None)
    clock.set(at("Rabu 25 November 2026 17.00"))
    queue = signed_in(desk, rina).get("/petugas/?view=semua").get_data(as_text=True)
    assert 'title="Tanggapan: Kamis, 26 November 2026 16.00 WIB. 3 hari kerja. Dasar: ' in queue
    position = words(signed_in(desk, head).get("/petugas/posisi").get_data(as_text=True))
    assert "Tanggapan: Kamis, 26 November 2026 16.00 WIB (3 hari kerja)" in position


@SQLITE_ONLY
def test_a_replaced_promise_stays_on_the_page_with_its_reason(
    desk: Flask, rina: Officer, clock: FrozenClock
) -> None:
    ticket, client = new_ticket(desk), signed_in(desk, rina)
    with desk.app_context():
        triage_ticket(
            book_of(desk), ticket.number, Triage(Kind.OUTAGE, reason="semua tidak bisa"),
            actor=rina.actor, now=clock.now,
        )
    page = words(shown(client, ticket.number))
    assert "menggantikan batas Senin, 30 November 2026 16.00 WIB (5 hari kerja)" in page
    assert "Diganti Senin, 23 November 2026 09.00 WIB: jenis atau layanannya diubah." in page
