"""Bad input at the desk: stale pages, double submits, wrong values; the input always kept."""

import io
import re

import pytest
from flask import Flask

from helpdesk.db import db
from helpdesk.models import Attachment, Officer, Ticket
from helpdesk.usecases.attach import Upload, keep_upload
from tests.web.desk import (
    do,
    new_officer,
    new_ticket,
    now_is,
    prepared,
    said,
    shown,
    signed_in,
)


@pytest.fixture
def desk(app: Flask) -> Flask:
    return prepared(app)


@pytest.fixture
def rina(desk: Flask) -> Officer:
    return new_officer(desk)


def reply(text: str, **more: str) -> dict[str, str]:
    return {"visibility": "public", "send": "reply", "text": text, **more}


def test_a_stale_page_keeps_the_words_and_says_what_the_other_officer_did(
    desk: Flask, rina: Officer
) -> None:
    ticket, client = new_ticket(desk), signed_in(desk, rina)
    other = signed_in(desk, new_officer(desk, "Vino Verifikator"))
    mine = shown(client, ticket)
    do(other, ticket, "kirim", reply("Jawaban Vino."))
    refused = do(client, ticket, "kirim", reply("Jawaban Rina yang panjang."), page=mine)
    page = refused.get_data(as_text=True)
    assert refused.status_code == 409
    assert "Vino Verifikator: Petugas membalas" in said(page)
    assert "Jawaban Rina yang panjang.</textarea>" in page
    assert "Jawaban Vino." in page
    again = do(client, ticket, "kirim", reply("Jawaban Rina yang panjang."), page=page)
    assert again.status_code == 303


def test_a_form_sent_twice_replies_once(desk: Flask, rina: Officer) -> None:
    ticket, client = new_ticket(desk), signed_in(desk, rina)
    page = shown(client, ticket)
    first = do(client, ticket, "kirim", reply("Hanya sekali."), page=page)
    second = do(client, ticket, "kirim", reply("Hanya sekali."), page=page)
    assert (first.status_code, second.status_code) == (303, 409)
    assert shown(client, ticket).count('<p class="hd-pre">Hanya sekali.</p>') == 1


def test_a_page_without_its_version_counts_as_stale(desk: Flask, rina: Officer) -> None:
    ticket, client = new_ticket(desk), signed_in(desk, rina)
    for version in ("", "abc", "99999999999999999999", "٣"):
        answer = do(client, ticket, "kirim", reply("Halo.", version=version))
        assert answer.status_code == 409, version


@pytest.mark.parametrize(("verb", "fields", "told"), [
    ("kirim", {"visibility": "public", "send": "reply", "text": ""}, "belum diisi"),
    ("kirim", {"visibility": "public", "send": "reply", "text": "\x00\u200b "}, "belum diisi"),
    ("kirim", {"visibility": "public", "send": "reply", "text": "a" * 20_001}, "paling banyak"),
    ("kirim", {"visibility": "public", "send": "wait", "text": "a", "wait_for": "x"}, "menunggu"),
    ("triase", {"triase-kind": "perang"}, "tidak dikenal"),
    ("triase", {"triase-kind": ""}, "Pilih salah satu"),
    ("triase", {"triase-kind": "problem", "triase-service": "tidak\x00ada"}, "Layanan"),
    ("triase", {"triase-kind": "request"}, "layanan yang dipilih"),
    ("triase", {"triase-kind": "problem", "triase-unit": "x" * 300}, "terlalu panjang"),
    ("triase", {"triase-kind": "problem", "triase-urgency": "kiamat"}, "emendesak"),
    ("disposisi", {"disposisi-officer": "99999999999"}, "tidak dikenal"),
    ("disposisi", {"disposisi-officer": "2147483647"}, "tidak ditemukan"),
    ("disposisi", {"disposisi-officer": "1; drop table ticket"}, "tidak dikenal"),
    ("kewenangan", {"wewenang-authority": "lkpp", "wewenang-reason": "  "}, "belum diisi"),
    ("teruskan", {"teruskan-provider": "bureau", "teruskan-channel": "letter"}, "LKPP atau Telkom"),
    ("siap-teruskan", {"teruskan-provider": "google"}, "tidak dikenal"),
    ("gangguan", {"gangguan-parent": "PBJ-2026-000001\x00"}, "ditangani|induk|gangguan"),
    ("data", {}, "Isi paling sedikit satu data"),
])
def test_wrong_values_are_told_on_the_page_and_change_nothing(
    desk: Flask, rina: Officer, verb: str, fields: dict[str, str], told: str
) -> None:
    ticket, client = new_ticket(desk), signed_in(desk, rina)
    answer = do(client, ticket, verb, fields)
    assert answer.status_code in (400, 409)
    page = answer.get_data(as_text=True)
    assert re.search(told, said(page)), said(page)[:400]
    assert ticket.number in page
    assert "Kenapa tanggal ini?" in page
    assert now_is(desk, ticket).version == ticket.version


def test_files_of_another_officer_cannot_be_sent(desk: Flask, rina: Officer) -> None:
    ticket, client = new_ticket(desk), signed_in(desk, rina)
    stranger = new_officer(desk, "Vino Verifikator")
    upload = Upload("ref-orang-lain", "rahasia.pdf", "application/pdf", 10, "0" * 64)
    with desk.app_context():
        keep_upload(upload, owner=str(stranger.actor), now=desk.extensions["clock"]())
    answer = do(client, ticket, "kirim", reply("Lihat.", berkas="ref-orang-lain"))
    assert answer.status_code == 400
    assert "sudah tidak tersedia" in said(answer)
    assert "rahasia.pdf" not in answer.get_data(as_text=True)


def test_a_bad_file_is_named_and_a_good_one_beside_it_is_not_lost(
    desk: Flask, rina: Officer
) -> None:
    ticket, client = new_ticket(desk), signed_in(desk, rina)
    good = (io.BytesIO(b"%PDF-1.4 isi"), "surat.pdf")
    bad = (io.BytesIO(b"<script>"), "surat.html")
    answer = do(client, ticket, "kirim", {**reply("Terlampir."), "lampiran": [good, bad]})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert "surat.html: Berkas harus berupa PDF" in said(page)
    kept = re.search(r'name="berkas" value="([^"]+)" checked', page)
    assert kept
    again = do(client, ticket, "kirim", {**reply("Terlampir."), "berkas": kept[1]}, page=page)
    assert again.status_code == 303
    with desk.app_context():
        bound = db.session.query(Attachment).filter_by(ref=kept[1]).one()
        assert bound.ticket_id == db.session.query(Ticket).one().id


@pytest.mark.parametrize("query", [
    "q=%00", "q=" + "a" * 5_000, "q=%25_%5C'", "unit=%00", "service=%ED%A0%80", "view=x%00",
    "after=%00", "after=PBJ-2026-999999", "view=tertutup", "unit=tidak-ada", "q=%F0%9F%98%80",
])
def test_no_question_in_the_address_breaks_the_queue(
    desk: Flask, rina: Officer, query: str
) -> None:
    new_ticket(desk)
    assert signed_in(desk, rina).get(f"/petugas/?{query}").status_code == 200


@pytest.mark.parametrize("path", [
    "/petugas/tiket/PBJ-2026-999999", "/petugas/tiket/PBJ-2026-%00", "/petugas/tiket/1",
    "/petugas/lampiran/..%2Fapp", "/petugas/lampiran/tidak-ada", "/petugas/petugas/0",
])
def test_an_address_that_leads_nowhere_is_a_404(desk: Flask, rina: Officer, path: str) -> None:
    assert signed_in(desk, rina).get(path).status_code in (404, 405)
