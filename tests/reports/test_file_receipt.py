"""Tanda Terima Berkas: what came, what was seen, by which unit, and until when it is done."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.domain.checklist import DocumentState
from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Category, Kind
from helpdesk.models import Officer, Ticket
from helpdesk.usecases.counter import tick_document
from tests.builders import an_officer
from tests.clocks import FrozenClock
from tests.marks import SQLITE_ONLY
from tests.reports.papers import text_of
from tests.web.desk import (
    address,
    book_of,
    do,
    new_officer,
    new_ticket,
    prepared,
    said,
    shown,
    signed_in,
)

pytestmark = SQLITE_ONLY


@pytest.fixture
def desk(app: Flask) -> Flask:
    return prepared(app)


@pytest.fixture
def client(desk: Flask) -> FlaskClient:
    return signed_in(desk, new_officer(desk))


def tick_all(desk: Flask, ticket: Ticket, clock: FrozenClock) -> None:
    """As an officer does at the counter, the conditional documents too."""
    with desk.app_context():
        by = an_officer("Vino Verifikator", roles=(Role.VERIFIER,)).actor
        book = book_of(desk)
        for needed in book.catalogue.services[str(ticket.service)].documents:
            state = DocumentState.ORIGINAL if needed.original else DocumentState.RECEIVED
            tick_document(book, ticket.number, needed.code, state, actor=by, now=clock.now)


def handed_over(desk: Flask, client: FlaskClient, clock: FrozenClock, service: str) -> Ticket:
    ticket = new_ticket(desk, kind=Kind.REQUEST, service=service, category=Category.SUPPLIER,
                        company="PT Maju Jaya")
    clock.advance(minutes=15)
    tick_all(desk, ticket, clock)
    assert do(client, ticket, "berkas", {}).status_code == 303
    return ticket


def test_it_lists_the_documents_the_unit_and_when_the_half_hour_began_and_ends(
    desk: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    ticket = handed_over(desk, client, clock, "aktivasi-user-id")
    answer = client.get(address(ticket, "tanda-terima-berkas.pdf"))
    text = text_of(answer.data)
    for part in (
        ticket.number, "Aktivasi User ID", "Permohonan masuk Senin, 23 November 2026 09.00 WIB",
        "Berkas diterima lengkap Senin, 23 November 2026 09.15 WIB",
        "Diterima oleh Subbagian Pengelolaan LPSE",
        "Asli dilihat KTP direktur · 09.15 WIB",
        "Diperiksa Verifikator, Senin, 23 November 2026. Berkas dinyatakan lengkap.",
        "Diterima Formulir pendaftaran", "Asli dilihat Akta perubahan terakhir",
        "30 menit kerja sejak Senin, 23 November 2026 09.15 WIB", "Halaman 1 dari 1",
        "Selesai paling lambat Senin, 23 November 2026 09.45 WIB", "http://localhost/t/",
    ):
        assert part in text, part
    for private in ("Rina", "Vino", "Budi", "budi@contoh.example"):
        assert private not in text, private
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=tanda-terima-")


def test_a_deadline_held_up_later_is_not_invented(
    desk: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    ticket = handed_over(desk, client, clock, "aktivasi-user-id")
    clock.advance(minutes=5)
    do(client, ticket, "kirim", {
        "text": "Mohon stempel.", "visibility": "public", "send": "wait", "wait_for": "question",
    })
    text = text_of(client.get(address(ticket, "tanda-terima-berkas.pdf")).data)
    assert "Selesai paling lambat ditetapkan setelah jeda berakhir" in text


def test_a_service_without_a_standard_promises_no_time(
    desk: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    ticket = handed_over(desk, client, clock, "asistensi-sirup")
    text = text_of(client.get(address(ticket, "tanda-terima-berkas.pdf")).data)
    assert "belum dijanjikan" in text
    assert "Selesai paling lambat" not in text


def test_there_is_none_before_the_file_was_received_nor_for_who_receives_no_files(
    desk: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    waiting = new_ticket(desk, kind=Kind.REQUEST)
    assert client.get(address(waiting, "tanda-terima-berkas.pdf")).status_code == 404
    done = handed_over(desk, client, clock, "aktivasi-user-id")
    head: Officer = new_officer(desk, "Kartika", roles=(Role.BUREAU_HEAD,), unit="biro")
    refused = signed_in(desk, head).get(address(done, "tanda-terima-berkas.pdf"))
    assert refused.status_code == 403
    page = client.get(address(done, "tanda-terima-berkas")).get_data(as_text=True)
    assert "tanda-terima-berkas.pdf" in page
    assert "Tanda Terima Berkas" in shown(client, done)


def test_the_paper_shows_what_was_ticked_then_and_both_instants_when_recorded_late(
    desk: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    ticket = new_ticket(desk, kind=Kind.REQUEST)
    clock.advance(hours=1)
    tick_all(desk, ticket, clock)
    do(client, ticket, "identitas", {})
    do(client, ticket, "berkas", {"berkas-occurred_at": "2026-11-23T09:30"})
    clock.advance(hours=1)
    do(client, ticket, "dokumen", {"dokumen-document": "npwp", "dokumen-state": "none"})
    text = text_of(client.get(address(ticket, "tanda-terima-berkas.pdf")).data)
    assert "Berkas diterima lengkap Senin, 23 November 2026 09.30 WIB" in text
    assert "Dicatat Senin, 23 November 2026 10.00 WIB" in text
    assert "Asli dilihat NPWP perusahaan" in text
    assert "Identitas pemohon dicocokkan dengan dokumen asli; nomornya tidak dicatat" in text
    page = said(client.get(address(ticket, "tanda-terima-berkas")))
    assert "NPWP perusahaan: asli dilihat (10.00 WIB)" in page
