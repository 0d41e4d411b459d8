"""Forms to download: empty or filled, as Word and PDF, and nothing of the answers is kept."""

import io
import logging
import re

import pytest
import sqlalchemy as sa
from docx import Document

from helpdesk.catalogue.loader import load_catalogue
from helpdesk.config import ROOT
from helpdesk.db import db
from helpdesk.domain.forms import BLANK
from tests.web.desk import prepared, said

FORMS = load_catalogue().forms
NEEDED = {
    "formulir-pendaftaran", "formulir-keikutsertaan", "surat-kuasa", "penunjukan-admin",
    "surat-permohonan", "laporan-permasalahan", "tanda-terima-berkas", "penilaian-kinerja",
}


@pytest.fixture
def visitor(app):
    return prepared(app).test_client()


def words_of(data):
    """Every text of a Word file, those in tables and the foot too."""
    document = Document(io.BytesIO(data))
    cells = [cell.text for t in document.tables for row in t.rows for cell in row.cells]
    foot = [p.text for p in document.sections[0].footer.paragraphs]
    return "\n".join([*(p.text for p in document.paragraphs), *cells, *foot])


def token(client, code):
    page = client.get(f"/unduhan/{code}").get_data(as_text=True)
    return re.search(r'name="csrf_token" value="([^"]+)"', page)[1]


def sent(client, code, kind="docx", **answers):
    data = {"csrf_token": token(client, code), "_sebagai": kind, **answers}
    return client.post(f"/unduhan/{code}", data=data)


def answer_to(ask, services):
    return {
        "date": "2026-11-27", "digits": "1" * (ask.digits or (0,))[-1],
        "service": services[0] if services else "", "text": f"Isi {ask.code}\nbaris kedua",
    }.get(ask.kind, f"Jawaban {ask.code} <b>&")


def test_every_form_of_the_brief_is_there_and_named_by_services_and_topics():
    assert set(FORMS) == NEEDED
    known = {file.stem for file in (ROOT / "faq" / "articles").glob("*.md")}
    assert {topic for form in FORMS.values() for topic in form.topics} <= known
    documents = {d.code for s in load_catalogue().services.values() for d in s.documents}
    assert {code for form in FORMS.values() for code in form.documents} <= documents


@pytest.mark.parametrize("code", sorted(NEEDED))
def test_an_empty_form_has_lines_to_write_on(visitor, code):
    word = visitor.get(f"/unduhan/{code}.docx")
    assert word.headers["Content-Disposition"].endswith("-v1.docx")
    text = words_of(word.data)
    assert BLANK in text
    assert "{" not in text
    assert f"Formulir {code}, versi 1" in text
    pdf = visitor.get(f"/unduhan/{code}.pdf")
    assert pdf.data.startswith(b"%PDF-")
    assert pdf.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("code", sorted(NEEDED))
def test_every_answer_stands_in_the_paper_and_nowhere_else(visitor, code, app, caplog):
    caplog.set_level(logging.DEBUG)
    form = FORMS[code]
    answers = {ask.code: answer_to(ask, form.services) for ask in form.asks}

    def rows():
        with app.app_context():
            tables = db.metadata.sorted_tables
            found = {t.name: db.session.scalar(sa.select(sa.func.count()).select_from(t))
                     for t in tables}
            db.session.rollback()
            return found

    before = rows()
    word = sent(visitor, code, **answers)
    text = words_of(word.data)
    for ask in form.asks:
        shown = {"date": "27 November 2026", "service": None}.get(ask.kind, answers[ask.code])
        if shown:
            assert shown in text, ask.code
    assert BLANK not in text
    pdf = sent(visitor, code, "pdf", **answers)
    assert pdf.data.startswith(b"%PDF-")
    assert rows() == before
    assert not any("Jawaban" in record.getMessage() for record in caplog.records)


def test_a_company_s_letter_leaves_room_for_its_own_head(visitor):
    bureau = load_catalogue().bureau
    assert bureau.address not in words_of(visitor.get("/unduhan/surat-kuasa.docx").data)
    assert bureau.address in words_of(visitor.get("/unduhan/formulir-pendaftaran.docx").data)


@pytest.mark.parametrize(("answers", "told"), [
    ({"nik_pemberi": "123"}, "NIK pemberi kuasa terdiri atas 16 angka; yang tertulis 3."),
    ({"nik_pemberi": "12345678901234ab"}, "NIK pemberi kuasa terdiri atas 16 angka"),
    ({"tanggal": "besok"}, "Pilih tanggal dari kalender, atau tulis seperti 2026-11-27."),
    ({"tanggal": "0001-01-01"}, "Tahun 1 tampaknya keliru."),
    ({"layanan": "tidak-ada"}, "Pilih layanan dari daftar."),
    ({"pemberi": "x" * 201}, "200"),
])
def test_what_cannot_be_printed_is_told_by_its_field_and_the_rest_is_kept(visitor, answers, told):
    page = sent(visitor, "surat-kuasa", perusahaan="CV Tetap Ada", **answers)
    assert page.status_code == 400
    assert told in said(page)
    text = page.get_data(as_text=True)
    assert 'value="CV Tetap Ada"' in text
    assert f'href="#f-{next(iter(answers))}"' in text


def test_numbers_may_be_written_with_dots_and_blanks(visitor):
    word = sent(visitor, "surat-kuasa", nik_pemberi="6271 0101 0101 0001")
    assert "6271 0101 0101 0001" in words_of(word.data)


@pytest.mark.parametrize("path", [
    "/unduhan/tidak-ada", "/unduhan/tidak-ada.pdf", "/unduhan/surat-kuasa.exe",
    "/unduhan/..%2f..%2fetc.pdf",
])
def test_what_is_no_form_is_not_found(visitor, path):
    assert visitor.get(path).status_code == 404


def test_forms_are_offered_where_they_are_needed(visitor):
    service = visitor.get("/layanan/aktivasi-user-id").get_data(as_text=True)
    assert 'href="/unduhan/formulir-keikutsertaan"' in service
    assert 'href="/unduhan/surat-kuasa">Surat kuasa berkop' in service
    article = visitor.get("/panduan/surat-kuasa").get_data(as_text=True)
    assert 'href="/unduhan/surat-kuasa"' in article
    assert 'href="/unduhan"' in visitor.get("/").get_data(as_text=True)
