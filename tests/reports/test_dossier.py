"""The dossier for LKPP or Telkom: what goes, what never goes, and the archive it goes in."""

import hashlib
import logging
import zipfile
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import IdentityMode, Kind
from helpdesk.models import Officer, Ticket
from helpdesk.usecases.attach import keep_upload
from helpdesk.web.door import files
from tests.builders import MONDAY
from tests.marks import SQLITE_ONLY
from tests.reports.papers import START, a_tender_ticket, dossier, text_of, upload
from tests.web.desk import address, do, new_officer, new_ticket, prepared, said, shown, signed_in

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


def test_it_has_the_targets_fields_the_words_and_what_was_done_but_no_contact(
    desk: Flask, client: FlaskClient
) -> None:
    ticket = a_tender_ticket(desk, text=(
        "Hubungi Budi Santoso 0812-3456-7890 atau budi@contoh.example, NIK 6271011234567890. "
        "Unggah gagal, galat 500."
    ))
    do(client, ticket, "kirim", {"text": "Kami periksa.", "visibility": "public", "send": "1"})
    do(client, ticket, "kirim", {"text": "dugaan RAHASIA", "visibility": "internal", "send": "1"})
    text = text_of(dossier(client, ticket).data)
    for part in (
        "Kepada LKPP", f"[{ticket.number}]", "Penyedia", "PT Maju Jaya", "10048123000",
        "Unggah gagal, galat 500.", "Petugas membalas", "Tidak ada lampiran", "[nama pemohon]",
        "Belum ada Tangkapan layar", "Ada Kode paket/tender", "[telepon disamarkan]",
    ):
        assert part in text, part
    for secret in ("Budi", "0812", "budi@", "6271011234567890", "RAHASIA", "Rina", "Kami periksa"):
        assert secret not in text, secret


def test_contacts_go_only_when_asked_for_and_never_of_a_hidden_requester(
    desk: Flask, client: FlaskClient
) -> None:
    known = a_tender_ticket(desk)
    assert "budi@contoh.example" in text_of(dossier(client, known, kontak="1").data)
    hidden = a_tender_ticket(desk, identity=IdentityMode.HIDDEN)
    text = text_of(dossier(client, hidden, kontak="1").data)
    assert "budi@contoh.example" not in text
    assert "Budi Santoso" not in text
    assert "PT Maju Jaya" not in text
    assert "PT Maju Jaya" not in shown(client, hidden)


def zip_of(answer: Any) -> zipfile.ZipFile:
    assert answer.status_code == 200, answer.status
    return zipfile.ZipFile(BytesIO(answer.data))


def test_the_archive_holds_the_paper_and_the_chosen_files_and_nothing_else(
    desk: Flask, client: FlaskClient
) -> None:
    shot, log = upload(desk, "galat: \"500\".png"), upload(desk, "log.pdf")
    card, kept = upload(desk, "KTP.jpg"), upload(desk, "tidak dipilih.png")
    ticket = a_tender_ticket(desk, [shot, log, card, kept])
    answer = dossier(client, ticket, "zip", lampiran=[shot, log])
    archive = zip_of(answer)
    paper = f"berkas-penerusan-{ticket.number}.pdf"
    assert archive.namelist() == [paper, "lampiran/01-galat- -500.png", "lampiran/02-log.pdf"]
    assert archive.testzip() is None
    assert archive.read("lampiran/02-log.pdf") == START["pdf"] + b"log.pdf"
    assert {info.date_time for info in archive.infolist()} == {(2026, 11, 23, 9, 0, 0)}
    text = text_of(archive.read(paper))
    for name in archive.namelist()[1:]:
        assert name.removeprefix("lampiran/") in text
        assert hashlib.sha256(archive.read(name)).hexdigest() in text
    assert "1 tangkapan layar" in text
    assert "Ada Tangkapan layar" in text
    assert "KTP" not in text
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "attachment" in answer.headers["Content-Disposition"]


def test_a_picture_that_is_there_but_not_chosen_is_not_called_sent(
    desk: Flask, client: FlaskClient
) -> None:
    ticket = a_tender_ticket(desk, [upload(desk, "galat.png")])
    text = text_of(dossier(client, ticket).data)
    assert "Tidak disertakan Tangkapan layar" in text
    assert "galat.png" not in text


def test_ten_large_files_go_whole(desk: Flask, client: FlaskClient) -> None:
    refs = [upload(desk, f"rekaman {n}.mp4", bytes([n]) * 2_000_000) for n in range(10)]
    archive = zip_of(dossier(client, a_tender_ticket(desk, refs), "zip", lampiran=refs))
    assert len(archive.namelist()) == 11
    assert archive.testzip() is None


def test_identity_documents_internal_files_and_other_tickets_files_are_refused_by_ref(
    desk: Flask, client: FlaskClient, rina: Officer
) -> None:
    card, shot = upload(desk, "KTP.jpg"), upload(desk, "galat.png")
    ticket, other = a_tender_ticket(desk, [card]), a_tender_ticket(desk, [shot])
    with desk.app_context():
        sketch = files().receive(BytesIO(START["png"] + b"sketsa"), "sketsa.png")
        keep_upload(sketch, owner=str(rina.actor), now=MONDAY)
    do(client, ticket, "kirim", {
        "text": "lihat sketsa", "visibility": "internal", "send": "1",
        "berkas": sketch.ref,
    })
    page = shown(client, ticket)
    for ref in (card, shot, sketch.ref, "tidak-ada", "../../etc/passwd", "\0"):
        assert f'name="lampiran" value="{ref}"' not in page
        for form in ("pdf", "zip"):
            answer = dossier(client, ticket, form, lampiran=ref)
            assert answer.status_code == 400, (ref, form)
    assert f'name="lampiran" value="{shot}"' in shown(client, other)


def test_the_drawer_offers_both_forms_and_says_what_never_goes(
    desk: Flask, client: FlaskClient
) -> None:
    page = said(shown(client, a_tender_ticket(desk)))
    assert "Unduh berkas penerusan" in page
    assert "Catatan internal dan dokumen identitas tidak pernah ikut" in page
    assert "Unduh ZIP dengan lampiran" in page


def test_a_sealed_complaint_is_unknown_to_officers_and_never_goes_even_for_the_head(
    desk: Flask, client: FlaskClient
) -> None:
    sealed = new_ticket(desk, kind=Kind.COMPLAINT, text="Petugas loket minta uang.",
                        about_officer=True)
    assert sealed.sealed
    head = signed_in(desk, new_officer(desk, "Kartika", roles=(Role.BUREAU_HEAD,), unit="biro"))
    for paper in ("berkas-penerusan", "bukti-lapor.pdf", "tanda-terima-berkas.pdf"):
        assert client.get(address(sealed, paper)).status_code == 404, paper
    answer = dossier(head, sealed, "zip")
    assert answer.status_code == 409
    assert b"minta uang" not in answer.data


def test_an_administrator_gets_no_paper(desk: Flask) -> None:
    ticket: Ticket = a_tender_ticket(desk)
    admin = signed_in(desk, new_officer(desk, "Ade", roles=(Role.ADMINISTRATOR,), unit=None))
    for paper in ("berkas-penerusan", "bukti-lapor.pdf", "tanda-terima-berkas.pdf"):
        assert admin.get(address(ticket, paper)).status_code == 403, paper


def test_an_export_leaves_a_line_in_the_log_that_names_nobody(
    desk: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    ticket = a_tender_ticket(desk)
    with caplog.at_level(logging.INFO, "helpdesk.papers"):
        dossier(client, ticket, "zip")
    assert [r.getMessage() for r in caplog.records if r.name == "helpdesk.papers"] == [
        f"dossier zip of {ticket.number} for officer:1, 0 files"
    ]
