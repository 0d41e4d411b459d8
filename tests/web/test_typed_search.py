"""Filters typed in the search: the same as the form's, and what makes no sense is named."""

from datetime import date

import pytest

from helpdesk.web.officer.queue_filter import Wanted, read_filter
from helpdesk.web.officer.typed_search import with_typed
from tests.web.desk import new_officer, new_ticket, prepared, said, signed_in

FRIDAY = date(2026, 11, 27)
PEOPLE = {"3": "Rina Petugas", "4": "Vino Verifikator", "5": "Vina Kasubbag"}


@pytest.mark.parametrize(("typed", "parts"), [
    ("status:baru", {"status": "new"}), ("status:new unggah", {"status": "new", "q": "unggah"}),
    ("STATUS:Baru", {"status": "new"}),
    ("status:menunggu-pemohon", {"status": "waiting_requester"}),
    ('status:"Menunggu pemohon"', {"status": "waiting_requester"}),
    ("jenis:pengaduan kanal:telegram", {"jenis": "complaint", "kanal": "telegram"}),
    ("petugas:saya", {"petugas": "saya"}), ("petugas:tanpa", {"petugas": "tanpa"}),
    ("petugas:rina", {"petugas": "3"}), ("petugas:vin", {"petugas": "vin"}),
    ("sebelum:2026-11-01", {"sampai": "2026-10-31"}), ("sejak:1-11-2026", {"dari": "2026-11-01"}),
    ("sesudah:31/12/2026", {"dari": "2027-01-01"}), ("dari:kemarin", {"dari": "2026-11-26"}),
    ("sampai:hari-ini", {"sampai": "2026-11-27"}), ("sebelum:lusa", {"sampai": "lusa"}),
    ('kolom:"Dinas PUPR" ada:berkas', {"kolom": "Dinas PUPR", "berkas": "1"}),
    ("menunggu:kita ada:berkas", {"menunggu": "1", "berkas": "1"}),
    ("layanan:tanpa", {"service": "tanpa"}), ("jam:10", {"q": "jam:10"}),
    ("https://contoh.example", {"q": "https://contoh.example"}),
    ("kata status: baru", {"q": "kata status: baru"}), ("xstatus:baru", {"q": "xstatus:baru"}),
])
def test_a_typed_filter_goes_into_its_own_part(app, typed, parts):
    promises = prepared(app).extensions["rulebook"].catalogue
    read = with_typed(Wanted(q=typed), promises, PEOPLE, FRIDAY)
    assert {**read.kept} == parts


@pytest.mark.parametrize("typed", ["status:apa", "unit:antah", "petugas:vin", "sebelum:lusa"])
def test_what_makes_no_sense_is_named_and_the_rest_is_used(app, typed):
    promises = prepared(app).extensions["rulebook"].catalogue
    read = with_typed(Wanted(q=f"{typed} jenis:gangguan"), promises, PEOPLE, FRIDAY)
    filters, wrong = read_filter(read, promises, PEOPLE)
    assert len(wrong) == 1
    assert filters.kind == "outage"


def test_the_page_of_results_says_what_it_did(app):
    desk = prepared(app)
    new_ticket(desk, text="Verifikasi akun belum selesai")
    client = signed_in(desk, new_officer(desk))
    page = client.get("/petugas/", query_string={"q": "verifkasi status:baru"})
    text = said(page)
    assert "Kata “verifkasi” tidak ditemukan; ditampilkan hasil untuk “verifikasi”." in text
    assert "Status: Baru" in text
    assert "<mark>Verifikasi</mark>" in page.get_data(as_text=True)
    none = said(client.get("/petugas/", query_string={"q": "verifikasi mustahil"}))
    assert "Kata “mustahil” tidak ada di tiket mana pun yang dapat Anda lihat." in none
    form = client.get("/petugas/saringan", query_string={"q": "akun status:baru"})
    assert 'value="akun"' in form.get_data(as_text=True)
    assert '<option value="new" selected' in form.get_data(as_text=True)
