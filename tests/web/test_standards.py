"""Standards on their pages and on paper: drawn flow, versions, whose they are."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from helpdesk.domain.services import Change
from tests.marks import SQLITE_ONLY
from tests.web.desk import book_of
from tests.web.visiting import text_of

pytestmark = SQLITE_ONLY  # nothing here asks the database


def test_each_service_and_procedure_is_valid_html_with_its_flow(
    app: Flask, client: FlaskClient
) -> None:
    catalogue = book_of(app).catalogue
    paths = [f"/layanan/{code}" for code in catalogue.services]
    paths += [f"/sop/{code}" for code in catalogue.procedures]
    for path in paths:
        html = client.get(path).get_data(as_text=True)
        html5lib.HTMLParser(strict=True).parse(html)
        assert html.count('<svg class="hd-chart" role="img"') == 1, path
        assert '<title id="alur-t">Alur ' in html
        assert '<desc id="alur-d">' in html


def test_the_paper_holds_fourteen_components_and_says_that_it_is_a_reference(
    app: Flask, client: FlaskClient
) -> None:
    reply = client.get("/layanan/perubahan-email/standar.pdf")
    assert reply.mimetype == "application/pdf"
    text = paper_of(client, "/layanan/perubahan-email/standar.pdf")
    assert "belum ditetapkan di instansi ini" in text
    standard = book_of(app).catalogue.services["perubahan-email"].standard
    assert standard is not None
    for part in standard.components:
        assert f"{part.no}. {part.title}" in text


def test_the_components_stand_in_the_order_of_the_law(client: FlaskClient) -> None:
    html = client.get("/layanan/perubahan-email").get_data(as_text=True)
    numbers = [int(no) for no in re.findall(r"<summary>(\d+)\. ", html)]
    assert numbers == list(range(1, 15))
    assert html.index("Penyampaian layanan</h3>") < html.index("Pengelolaan di dalam instansi</h3>")


def test_there_is_no_paper_of_a_standard_that_is_being_made(client: FlaskClient) -> None:
    assert client.get("/layanan/konsultasi-dan-advokasi-pbj/standar.pdf").status_code == 404
    assert client.get("/layanan/tidak-ada/standar.pdf").status_code == 404


def paper_of(client: FlaskClient, path: str) -> str:
    pages = PdfReader(BytesIO(client.get(path).data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_an_unsigned_pledge_is_a_draft_on_paper_too(app: Flask, client: FlaskClient) -> None:
    text = paper_of(client, "/maklumat.pdf")
    assert "RANCANGAN" in text
    assert "belum ditandatangani dan belum berlaku" in text
    for statement in book_of(app).catalogue.pledge.statements:
        assert statement in text
    html5lib.HTMLParser(strict=True).parse(client.get("/maklumat").get_data(as_text=True))


def test_a_signed_pledge_names_date_and_signatory(app: Flask, client: FlaskClient) -> None:
    book = book_of(app)
    signed = replace(
        book.catalogue.pledge, signed_on=date(2026, 11, 2), signatory="Nama Penandatangan"
    )
    app.extensions["rulebook"] = replace(book, catalogue=replace(book.catalogue, pledge=signed))
    text = paper_of(client, "/maklumat.pdf")
    assert "RANCANGAN" not in text
    assert "2 November 2026" in text
    assert "Nama Penandatangan" in text


@pytest.mark.parametrize("former", ["3 hari kerja", "<b>2 hari</b> kerja"])
def test_a_version_shows_word_by_word_what_it_changed(
    app: Flask, client: FlaskClient, former: str
) -> None:
    book = book_of(app)
    service = book.catalogue.services["perubahan-email"]
    assert service.standard is not None
    change = Change("2026-1", date(2026, 11, 2), "Waktu dipersingkat.", {"time": former})
    services = dict(book.catalogue.services) | {
        service.code: replace(service, standard=replace(service.standard, changes=(change,)))
    }
    app.extensions["rulebook"] = replace(
        book, catalogue=replace(book.catalogue, services=services)
    )
    page = client.get("/layanan/perubahan-email")
    assert "Versi 2026-1 , 2 November 2026: Waktu dipersingkat." in text_of(page)
    html = page.get_data(as_text=True)
    assert "<del>" in html
    assert "<b>2 hari</b>" not in html
    assert "<ins>1" in html
