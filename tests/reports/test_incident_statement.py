"""Keterangan Gangguan: what it states, what it never names, its code, and its pages."""

import logging
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from helpdesk.domain.catalogue import Signatory
from helpdesk.domain.incident import Cause, Course
from helpdesk.domain.ticket import Channel, Kind
from helpdesk.models import Ticket
from helpdesk.queries.incidents import Reports, Statement
from helpdesk.reports.incident_statement import incident_statement
from helpdesk.reports.sheet import Frame, pdf_of
from tests.builders import at
from tests.clocks import FrozenClock
from tests.marks import SQLITE_ONLY
from tests.reports.papers import lines_of, text_of
from tests.web.desk import book_of, new_officer, new_ticket, prepared, said, signed_in
from tests.web.test_officer_incident import FORM, declared, place, post

pytestmark = SQLITE_ONLY
BLANK = "(…………………………………………)"


@pytest.fixture
def desk(app: Flask) -> Flask:
    return prepared(app)


@pytest.fixture
def client(desk: Flask) -> FlaskClient:
    return signed_in(desk, new_officer(desk))


def paper(client: FlaskClient, ticket: Ticket) -> Any:
    answer = client.get(place(ticket, "keterangan.pdf"), buffered=True)
    assert answer.status_code == 200
    return answer


def reported(desk: Flask, client: FlaskClient, **fields: str) -> Ticket:
    """An incident with two reports by telephone from people with names."""
    ticket = declared(desk, client, **fields)
    for name in ("Sari Rahasiawati", "Tono Tersembunyi"):
        child = new_ticket(desk, kind=Kind.OUTAGE, text="SPSE mati", channel=Channel.PHONE,
                           name=name, company="PT Rahasia Jaya")
        post(client, ticket, "gabung", {"gabung-numbers": child.number})
    return ticket


def test_a_running_incident_is_stated_as_running_and_names_nobody(
    desk: Flask, client: FlaskClient, clock: FrozenClock, caplog: pytest.LogCaptureFixture
) -> None:
    ticket = reported(desk, client)
    clock.advance(minutes=125)
    with caplog.at_level(logging.INFO, logger="helpdesk.papers"):
        answer = paper(client, ticket)
    text = text_of(answer.data)
    for part in (
        "KETERANGAN GANGGUAN", f"Nomor gangguan {ticket.number}",
        "Gangguan Aplikasi SPSE tidak dapat dibuka", "Mulai Senin, 23 November 2026 08.55 WIB",
        "Berakhir masih berlangsung", "Lama 2 jam 10 menit sampai lembar ini dibuat",
        "Lama pada jam kerja 2 jam 10 menit kerja sampai lembar ini dibuat",
        "Sebab Belum diketahui pada saat lembar ini dibuat.", "Jumlah 3 laporan",
        "Laporan pertama Senin, 23 November 2026 09.00 WIB", "Telepon: 2", "Formulir web: 1",
        "Galat 502 sejak 08.55.", "Jadwal tender hanya dapat diubah oleh Pokja atau PPK",
        "Kepala Biro Pengadaan Barang/Jasa", "dicocokkan di http://localhost/bukti",
    ):
        assert part in text, part
    for private in ("Rahasia", "Tersembunyi", "Budi", "Rina", "contoh.example"):
        assert private not in text.replace("helpdesk@biropbj-kalteng.example", ""), private
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=keterangan-")
    assert f"incident statement of {ticket.number} for officer:1, 3 reports" in caplog.text


def test_an_ended_one_counts_clock_and_office_hours_apart(
    desk: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    ticket = declared(desk, client)
    clock.advance(days=1)
    client = signed_in(desk, new_officer(desk, "Sita Petugas"))  # nobody stays signed in so long
    post(client, ticket, "akhiri", {"akhir-ended_at": "2026-11-24T08:00"})
    post(client, ticket, "perbaiki", FORM | {"gangguan-cause": "lkpp", "gangguan-evidence": ""})
    text = text_of(paper(client, ticket).data)
    for part in (
        "Berakhir Selasa, 24 November 2026 08.00 WIB", "Lama 23 jam 5 menit",
        # Monday 08.55-12.00 and 13.00-16.00, Tuesday 07.30-08.00
        "Lama pada jam kerja 6 jam 35 menit kerja", "Sebab LKPP, sejauh diketahui",
        "Belum ada keterangan tertulis.",
    ):
        assert part in text, part
    assert "sampai lembar ini dibuat" not in text


def test_long_evidence_goes_over_the_page_with_nothing_lost(
    desk: Flask, client: FlaskClient
) -> None:
    evidence = "\n".join(f"Pukul 09.{n % 60:02} catatan ke-{n}: galat 502." for n in range(200))
    found = lines_of(paper(client, declared(desk, client, **{
        "gangguan-evidence": evidence
    })).data)
    assert sum("catatan ke-" in line for line in found) == 200
    assert any("Halaman 3 dari" in line for line in found)


def test_no_page_is_a_signature_alone(desk: Flask, client: FlaskClient) -> None:
    """Whatever the length, the last page carries a sentence of the paper with the number."""
    for count in (10, 44, 45, 46, 47, 48):
        ticket = declared(desk, client, **{"gangguan-evidence": "\n".join(["Galat 502."] * count)})
        last = PdfReader(BytesIO(paper(client, ticket).data)).pages[-1].extract_text()
        closing = last.find(f"Demikian keterangan gangguan {ticket.number}")
        assert 0 <= closing < last.find("Mengetahui")


def test_markup_in_headline_and_evidence_is_text(desk: Flask, client: FlaskClient) -> None:
    ticket = declared(desk, client, **{
        "gangguan-headline": "<b>SPSE</b> & mati", "gangguan-evidence": "<img src=x> &amp;",
    })
    text = text_of(paper(client, ticket).data)
    assert "<b>SPSE</b> & mati" in text
    assert "<img src=x> &amp;" in text


def test_whoever_is_shown_the_paper_can_check_it(desk: Flask, client: FlaskClient) -> None:
    ticket = reported(desk, client)
    (line,) = [li for li in lines_of(paper(client, ticket).data) if "dicocokkan" in li]
    code = line.removeprefix("Kode periksa").split(",")[0].strip()
    visitor = desk.test_client()
    good = visitor.post("/bukti", data={"nomor": ticket.number, "kode": code})
    assert good.status_code == 200
    words = said(good)
    assert "Mulai Senin, 23 November 2026 08.55 WIB" in words
    assert "Berakhir masih berlangsung" in words
    assert "Laporan 3" in words
    wrong = visitor.post("/bukti", data={"nomor": ticket.number, "kode": code[:-1] + "2"})
    assert wrong.status_code == (400 if code[-1] != "2" else 200)
    # The code of one paper is none of the other's.
    own = text_of(client.get(f"/petugas/tiket/{ticket.number}/bukti-lapor.pdf", buffered=True).data)
    assert code not in own


@pytest.mark.parametrize(("signatory", "lines"), [
    (Signatory(None, "Kepala Biro"), [BLANK, BLANK]),
    (
        Signatory("Dr. Siti", "Kepala Biro", "Pembina", "1977"),
        [BLANK, "Dr. Siti", "Pembina", "NIP 1977"],
    ),
])
def test_who_signs_stands_under_the_title_or_a_line_is_left(
    desk: Flask, signatory: Signatory, lines: list[str]
) -> None:
    catalogue = book_of(desk).catalogue
    bureau = replace(catalogue.bureau, signatory=signatory)
    began = at("Senin 23 November 2026 08.55")
    stated = Statement(
        "PBJ-2026-000001", "SPSE mati", Course(Cause.OTHER, began), "", Reports(1, began, began, {})
    )
    sheet = incident_statement(
        replace(catalogue, bureau=bureau), stated, "ABCD", Frame(bureau, began)
    )
    found = lines_of(pdf_of(sheet))
    assert [line for line in found if line in (*lines, BLANK)] == lines
