"""The counter's pages: scanned, ticked, received or returned; the card; what strangers see."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.domain.link import status_token
from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Category, Kind
from helpdesk.models import Officer, Ticket
from helpdesk.web.public.links import qr_image
from tests.builders import bring_all
from tests.clocks import FrozenClock
from tests.marks import SQLITE_ONLY
from tests.web.desk import (
    address,
    book_of,
    do,
    new_officer,
    new_ticket,
    now_is,
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
def rina(desk: Flask) -> Officer:
    return new_officer(desk)


@pytest.fixture
def client(desk: Flask, rina: Officer) -> FlaskClient:
    return signed_in(desk, rina)


@pytest.fixture
def ticket(desk: Flask) -> Ticket:
    return new_ticket(desk, kind=Kind.REQUEST, category=Category.SUPPLIER,
                      company="CV Katingan Makmur")


def link_of(desk: Flask, ticket: Ticket) -> str:
    token = status_token(book_of(desk).link_key, ticket.id, ticket.link_serial)
    return f"http://localhost/t/{token}"


def at_counter(client: FlaskClient, ticket: Ticket) -> str:
    page = client.get(f"/petugas/loket/{ticket.number}")
    assert page.status_code == 200
    return page.get_data(as_text=True)


def here(client: FlaskClient, ticket: Ticket, verb: str, **fields: str):
    """An act from the counter's page."""
    return do(client, ticket, verb, {"layar": "loket", **fields}, page=at_counter(client, ticket))


def brought(desk: Flask, rina: Officer, ticket: Ticket, but: tuple[str, ...] = ()) -> None:
    with desk.app_context():
        bring_all(book_of(desk), ticket.number, actor=rina.actor, but=but)


@pytest.mark.parametrize("scanned", [
    "{number}", "pbj 2026 1", "1", " http://localhost/petugas/loket/{number} ",
    "HTTP://LOCALHOST/PETUGAS/LOKET/{number}", "http;&&localhost&petugas&loket&{number}", "{link}",
    "{link}/kunjungan",
])
def test_a_scan_opens_the_ticket_however_it_was_typed(desk, client, ticket, scanned):
    typed = scanned.format(number=ticket.number, link=link_of(desk, ticket))
    answer = client.get("/petugas/loket", query_string={"cari": typed})
    assert answer.location == f"/petugas/loket/{ticket.number}", typed


@pytest.mark.parametrize("scanned", [
    "PBJ-2026-999999", "KTP 6271012345670001", "http://localhost/t/salah", "9999999", "'; --",
])
def test_an_unknown_scan_is_told_and_kept(client, ticket, scanned):
    answer = client.get("/petugas/loket", query_string={"cari": scanned})
    assert answer.status_code == 404
    assert "Tiket tidak ditemukan" in said(answer)


def test_a_sealed_ticket_is_not_found_by_scanning(desk, client):
    sealed = new_ticket(desk, kind=Kind.COMPLAINT, about_officer=True,
                        text="Petugas loket meminta uang.")
    answer = client.get("/petugas/loket", query_string={"cari": sealed.number})
    assert answer.status_code == 404
    assert sealed.number not in said(answer).replace(f'value="{sealed.number}"', "")


def test_whoever_is_not_signed_in_learns_nothing_from_the_code(desk, ticket):
    answer = desk.test_client().get(f"/petugas/loket/{ticket.number}")
    assert answer.status_code == 302
    assert answer.location == f"/masuk?next=/petugas/loket/{ticket.number}"
    login = desk.test_client().get(answer.location).get_data(as_text=True)
    for told in ("Katingan", "Budi", "Aktivasi", "KTP"):
        assert told not in login


def test_the_receipt_is_offered_when_all_originals_are_ticked_and_leads_to_the_paper(
    desk, rina, client, ticket, clock: FrozenClock
):
    brought(desk, rina, ticket, but=("npwp",))
    page = at_counter(client, ticket)
    assert "Terima berkas dan cetak tanda terima" not in page
    assert "NPWP perusahaan (asli dan salinan)" in said(page).partition("Masih kurang:")[2]
    forced = here(client, ticket, "berkas")
    assert forced.status_code == 409
    assert "Belum dicentang: NPWP perusahaan" in said(forced)
    ticked = here(client, ticket, "dokumen", **{
        "dokumen-document": "npwp", "dokumen-state": "original"
    })
    assert ticked.location == f"/petugas/loket/{ticket.number}#d-npwp"
    assert "Terima berkas dan cetak tanda terima" in at_counter(client, ticket)
    answer = here(client, ticket, "berkas")
    assert answer.location == address(ticket, "tanda-terima-berkas")
    paper = said(client.get(answer.location))
    assert "Penyelesaian paling lambat" in paper
    assert "NPWP perusahaan: asli dilihat" in paper
    assert "Berkas diterima lengkap" in said(at_counter(client, ticket))


def test_an_incomplete_file_goes_back_with_the_proposed_list(desk, rina, client, ticket):
    brought(desk, rina, ticket, but=("ktp-direktur",))
    page = at_counter(client, ticket)
    proposed = re.search(r'name="kembali-text"[^>]*>\s*([^<]*)<', page)[1]
    assert "1. KTP direktur (asli dan salinan)" in proposed
    answer = here(client, ticket, "kembalikan", **{"kembali-text": proposed})
    assert answer.location == f"/petugas/loket/{ticket.number}"
    row = now_is(desk, ticket)
    assert (row.status, row.wait_reason) == ("waiting_requester", "visit")
    assert "Yang masih kurang" in shown(client, ticket)


def test_an_empty_return_keeps_the_visitor_at_the_counter(client, ticket):
    answer = here(client, ticket, "kembalikan", **{"kembali-text": " "})
    assert answer.status_code == 400
    assert 'id="loket"' in answer.get_data(as_text=True)


def test_a_tick_of_an_unknown_state_or_document_is_refused(client, ticket):
    for fields in (
        {"dokumen-document": "npwp", "dokumen-state": "fotokopi"},
        {"dokumen-document": "ijazah", "dokumen-state": "original"}, {},
    ):
        assert here(client, ticket, "dokumen", **fields).status_code == 400


def test_a_stale_page_at_the_counter_is_told_and_shows_the_present(desk, rina, client, ticket):
    page = at_counter(client, ticket)
    brought(desk, rina, ticket)
    answer = do(client, ticket, "berkas", {"layar": "loket"}, page=page)
    assert answer.status_code == 409
    assert "Terima berkas dan cetak tanda terima" in answer.get_data(as_text=True)


def test_identity_is_ticked_at_the_counter_and_its_gate_is_worded(desk, client, ticket):
    refused = do(client, ticket, "kirim", {
        "visibility": "public", "send": "resolve", "text": "User ID sudah aktif.",
    })
    assert refused.status_code == 409
    assert "identitas pemohon belum diverifikasi" in said(refused)
    assert "User ID sudah aktif." in refused.get_data(as_text=True)
    here(client, ticket, "identitas")
    assert "Dicocokkan dengan dokumen asli (Rina Petugas" in said(at_counter(client, ticket))
    do(client, ticket, "kirim", {
        "visibility": "public", "send": "resolve", "text": "User ID sudah aktif.",
    })
    assert now_is(desk, ticket).status == "resolved"


def test_only_heads_are_offered_the_discretion_and_all_officers_read_its_reason(
    desk, client, ticket
):
    assert "Catat diskresi" not in shown(client, ticket)
    refused = do(client, ticket, "diskresi", {"diskresi-reason": "kenal"})
    assert refused.status_code == 403
    head = signed_in(desk, new_officer(desk, "Karsa Kasubbag", roles=(Role.UNIT_HEAD,)))
    assert "Catat diskresi" in shown(head, ticket)
    do(head, ticket, "diskresi", {"diskresi-reason": "Direktur dirawat di RSUD"})
    assert "Diskresi kepala (Karsa Kasubbag" in said(shown(client, ticket))
    assert "Direktur dirawat di RSUD" in shown(client, ticket)


def test_a_service_that_needs_a_visit_offers_the_invitation_after_triage(desk, client, ticket):
    drawer = r'<details class="hd-drawer" id="undang"( open)?>'
    assert re.search(drawer, shown(client, ticket))[1] is None
    do(client, ticket, "triase", {
        "triase-kind": "request", "triase-service": "aktivasi-user-id", "triase-urgency": "normal",
    })
    assert re.search(drawer, shown(client, ticket))[1] == " open"
    do(client, ticket, "undang", {"undang-text": "Silakan datang.", "undang-completeness":
                                  "incomplete"})
    row = now_is(desk, ticket)
    assert (row.status, row.wait_reason) == ("waiting_requester", "visit")
    assert re.search(drawer, shown(client, ticket))[1] is None
    assert "CV Katingan Makmur" in said(client.get("/petugas/loket"))


def test_the_card_shows_number_code_list_and_hours_to_whoever_has_the_link(
    desk, rina, client, ticket
):
    brought(desk, rina, ticket, but=("npwp",))
    do(client, ticket, "undang", {"undang-text": "Silakan datang."})
    visitor = desk.test_client()
    assert visitor.get(f"/t/kunjungan?nomor={ticket.number}").status_code == 403
    opened = visitor.get(f"{link_of(desk, ticket)}/kunjungan")
    assert opened.location == f"/t/kunjungan?nomor={ticket.number}"
    answer = visitor.get(opened.location)
    card = said(answer)
    for part in (ticket.number, "NPWP perusahaan", "sudah: asli dilihat", "Loket buka berikutnya",
                 "Senin–Kamis 08.00–12.00", "Jalan Contoh"):
        assert part in card, part
    for private in ("Katingan", "Budi", "Rina", "Silakan datang"):
        assert private not in card
    code = qr_image(f"http://localhost/petugas/loket/{ticket.number}", 280)
    assert str(code) in answer.get_data(as_text=True)
    assert answer.headers["Cache-Control"] == "no-store"
    status = visitor.get(f"/t/?nomor={ticket.number}").get_data(as_text=True)
    assert "Menunggu kedatangan Anda" in status
    assert f"/t/kunjungan?nomor={ticket.number}" in status


def test_a_ticket_that_is_over_has_no_card(desk, client, ticket):
    do(client, ticket, "tolak", {"tolak-text": "Bukan perusahaan Anda."})
    visitor = desk.test_client()
    visitor.get(link_of(desk, ticket))
    answer = visitor.get(f"/t/kunjungan?nomor={ticket.number}")
    assert answer.location == f"/t/?nomor={ticket.number}"


def test_the_requester_reads_that_the_identity_was_checked_but_no_tick_name_or_reason(
    desk, rina, client, ticket
):
    brought(desk, rina, ticket)
    head = signed_in(desk, new_officer(desk, "Karsa Kasubbag", roles=(Role.UNIT_HEAD,)))
    do(head, ticket, "diskresi", {"diskresi-reason": "Direktur dirawat di RSUD"})
    here(client, ticket, "identitas")
    visitor = desk.test_client()
    visitor.get(link_of(desk, ticket))
    public = said(visitor.get(f"/t/?nomor={ticket.number}"))
    assert "Identitas pemohon dicocokkan dengan dokumen asli di loket" in public
    for inner in ("RSUD", "iskresi", "Rina", "Karsa", "KTP direktur"):
        assert inner not in public, inner
    record = said(shown(client, ticket))
    assert "Asli dilihat: KTP direktur; NPWP perusahaan; SIUP" in record
    assert record.count("Asli dilihat:") == 1
    assert "Verifikasi identitas digantikan diskresi kepala: Direktur dirawat di RSUD" in record
