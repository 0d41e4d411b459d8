"""The ticket on paper: what it holds, what it leaves out, for whom."""

from io import BytesIO

import html5lib
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page
from pypdf import PdfReader

from helpdesk.domain.ticket import Kind
from helpdesk.usecases.reply import Words, add_note, reply_to_requester
from tests.browser import sign_in
from tests.marks import SQLITE_ONLY
from tests.processes import Installation
from tests.web.desk import address, book_of, new_officer, new_ticket, prepared, signed_in

pytestmark = SQLITE_ONLY


def talked(app: Flask, officer, ticket) -> None:
    with app.app_context():
        act = {"actor": officer.actor, "now": app.extensions["clock"]()}
        reply_to_requester(book_of(app), ticket.number, Words("Kami periksa dahulu."), **act)
        add_note(book_of(app), ticket.number, Words("Rekanan ini sering lupa."), **act)


def test_the_paper_holds_the_conversation_and_leaves_notes_out_unless_asked(app: Flask) -> None:
    desk = prepared(app)
    officer, ticket = new_officer(desk), new_ticket(desk)
    talked(desk, officer, ticket)
    client = signed_in(desk, officer)
    page = client.get(address(ticket, "cetak")).get_data(as_text=True)
    for said in (ticket.number, "Kami periksa dahulu.", "Dasar:", "Riwayat", "oleh Rina Petugas"):
        assert said in page, said
    assert "sering lupa" not in page
    assert "Catatan internal" not in page
    with_notes = client.get(address(ticket, "cetak") + "?catatan=ya").get_data(as_text=True)
    assert "sering lupa" in with_notes
    assert "Tidak untuk diserahkan kepada pemohon" in with_notes
    html5lib.HTMLParser(strict=True).parse(page)


def test_a_sealed_complaint_is_printed_by_nobody_who_may_not_see_it(app: Flask) -> None:
    desk = prepared(app)
    sealed = new_ticket(desk, kind=Kind.COMPLAINT, text="Petugas kasar")
    client = signed_in(desk, new_officer(desk))
    assert client.get(address(sealed, "cetak")).status_code == 404


def test_it_prints_on_a4_and_reads_well(app: Flask, live_server: Installation, page: Page) -> None:
    desk = prepared(app)
    officer, ticket = new_officer(desk), new_ticket(desk)
    talked(desk, officer, ticket)
    page.goto(f"{live_server.url}{address(ticket, 'cetak')}")
    sign_in(page, officer.email)
    assert Axe().run(page).response["violations"] == []
    paper = PdfReader(BytesIO(page.pdf(format="A4")))
    assert len(paper.pages) <= 2
    text = "\n".join(sheet.extract_text() for sheet in paper.pages)
    assert "Kami periksa dahulu." in text
    assert "Kembali ke tiket" not in text
