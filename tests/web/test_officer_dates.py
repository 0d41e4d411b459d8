"""Dates on the desk: what to do first, why each date, moved ones with their cause."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.domain.link import status_token
from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Kind
from helpdesk.models import Officer
from helpdesk.usecases.newest import newest_book
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.reply import Words, add_note, reply_to_requester
from helpdesk.usecases.revisions import save_revision
from helpdesk.usecases.triage import Triage, triage_ticket
from tests.builders import at
from tests.clocks import FrozenClock
from tests.marks import SQLITE_ONLY
from tests.usecases.test_revisions import NOTE, with_closure
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


def flood(desk: Flask, number: str, clock: FrozenClock) -> None:
    """The head closes Thursday 26 November; the next act on a ticket brings it to that."""
    head = new_officer(desk, "Kartika Kepala", roles=(Role.BUREAU_HEAD,), unit="biro")
    with desk.app_context():
        book = book_of(desk)
        save_revision(book, "calendar", with_closure(book.catalogue), NOTE, based_on=0,
                      actor=head.actor, now=clock.now)
        add_note(newest_book(book), number, Words("Kita tutup besok."), actor=head.actor,
                 now=clock.now)


@SQLITE_ONLY
def test_a_closure_saved_later_moves_the_date_and_says_so_on_both_pages(
    desk: Flask, rina: Officer, clock: FrozenClock
) -> None:
    ticket = new_ticket(desk)
    clock.set(at("Rabu 25 November 2026 10.00"))
    flood(desk, ticket.number, clock)
    moved = (
        "Semula Kamis, 26 November 2026 16.00 WIB; digeser karena kantor tutup Kamis 26 November "
        "(Kantor tutup karena banjir)."
    )
    officers = words(shown(signed_in(desk, rina), ticket))
    assert moved in officers
    assert "tidak dihitung: Kantor tutup karena banjir Surat Sekda 1/2026" in officers
    visitor = desk.test_client()
    token = status_token(book_of(desk).link_key, ticket.id, ticket.link_serial)
    public = words(visitor.get(f"/t/{token}", follow_redirects=True).get_data(as_text=True))
    assert moved in public
    assert "digeser karena kantor tutup Kamis 26 November (Kantor tutup karena banjir). " in public
    assert (
        "Tanggapan: semula Kamis, 26 November 2026 16.00 WIB, menjadi Jumat, 27 November 2026 "
        "16.30 WIB."
    ) in public
    assert "Surat Sekda" not in public


@SQLITE_ONLY
def test_the_head_sees_pauses_linked_from_the_position(
    desk: Flask, rina: Officer, clock: FrozenClock
) -> None:
    ticket = new_ticket(desk)
    with desk.app_context():
        reply_to_requester(
            book_of(desk), ticket.number, Words("Mohon kodenya."), wait_for="question",
            actor=rina.actor, now=at("Selasa 24 November 2026 15.50"),
        )
        receive_message(book_of(desk), ticket.number, "Ini.", channel="web",
                        now=at("Selasa 24 November 2026 16.10"))
    clock.set(at("Rabu 25 November 2026 10.00"))
    head = signed_in(desk, new_officer(desk, "Karsa Kasubbag", roles=(Role.UNIT_HEAD,)))
    assert 'href="/petugas/jeda"' in head.get("/petugas/posisi").get_data(as_text=True)
    page = words(head.get("/petugas/jeda").get_data(as_text=True))
    assert "Rina Petugas 1 1 menunggu jawaban pemohon: 1 hari kerja" in page
    assert "24 Nov 2026 15.50 WIB sampai 16.10 menunggu jawaban pemohon 20 1 hari kerja" in page
