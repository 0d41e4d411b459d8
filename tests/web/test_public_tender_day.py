"""A tender day on the requester's pages: what is left, the paper first, the code sent later."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.clocks import FrozenClock
from tests.marks import SQLITE_ONLY
from tests.reports.papers import text_of as pdf_text
from tests.web.desk import now_is
from tests.web.test_web_chat import button, say
from tests.web.visiting import fill, form_of, link_of, report, text_of

pytestmark = SQLITE_ONLY
CLOSES = {"batas": "2026-11-23T14:00", "surel": "budi@contoh.example"}


@pytest.fixture
def mine(client: FlaskClient) -> FlaskClient:
    return client


def test_the_confirmation_says_what_helps_and_offers_the_paper(
    mine: FlaskClient, clock: FrozenClock
) -> None:
    number = report(mine, clock, paket="45678912", **CLOSES)
    page = mine.get("/lapor/selesai")
    text = text_of(page)
    for said in ("Batas pemasukan penawaran hari ini 14.00 WIB, 4 jam lagi", "kami dahulukan",
                 "Tanya Pokja lewat SPSE", "LPSE Support", "144", "Hanya Pokja atau PPK",
                 "tidak menghentikan"):
        assert said in text, said
    html = page.get_data(as_text=True)
    assert html.count("/t/bukti-lapor.pdf") == 1
    assert 'name="paket"' not in html
    assert number in pdf_text(mine.get(f"/t/bukti-lapor.pdf?nomor={number}").data)


def test_a_code_left_out_is_asked_for_and_sent_from_the_page(
    app: Flask, mine: FlaskClient, clock: FrozenClock
) -> None:
    number = report(mine, clock, **CLOSES)
    assert "Tinggal kode paketnya" in text_of(mine.get("/lapor/selesai"))
    page = mine.get(f"/t/?nomor={number}")
    form = form_of(page, "/t/kode-paket")
    wrong = mine.post("/t/kode-paket", data=form | {"paket": "PKT-77"})
    assert wrong.status_code == 400
    assert "belum seperti kode paket" in text_of(wrong)
    assert 'value="PKT-77"' in wrong.get_data(as_text=True)
    sent = mine.post("/t/kode-paket", data=form | {"paket": "45.678.912"}, follow_redirects=True)
    assert "petugas piket sudah kami kabari" in text_of(sent)
    assert (now_is(app, number).urgency, now_is(app, number).package_code) == (
        "urgent", "45678912"
    )


def test_the_status_never_says_that_there_is_nothing_to_do(
    mine: FlaskClient, clock: FrozenClock
) -> None:
    number = report(mine, clock, paket="45678912", **CLOSES)
    text = text_of(mine.get(f"/t/?nomor={number}"))
    assert text.index("Batas pemasukan penawaran") < text.index("Sekarang di tangan")
    assert "Jangan menunggu kami saja: tanya Pokja lewat SPSE" in text
    assert "tidak perlu melakukan apa-apa" not in text
    clock.advance(hours=6)
    assert "tidak perlu melakukan apa-apa" in text_of(mine.get(f"/t/?nomor={number}"))


def test_the_link_alone_shows_what_is_left_and_neither_paper_nor_form(
    app: Flask, mine: FlaskClient, clock: FrozenClock
) -> None:
    number = report(mine, clock, **CLOSES)
    form = form_of(mine.get(f"/t/?nomor={number}"), "/t/kode-paket")
    other = app.test_client()
    other.get(link_of(mine))
    page = other.get(f"/t/?nomor={number}")
    assert "hari ini 14.00 WIB" in text_of(page)
    assert "bukti-lapor" not in page.get_data(as_text=True)
    assert "/t/kode-paket" not in page.get_data(as_text=True)
    refused = other.post("/t/kode-paket", data=form | {"paket": "45678912"})
    assert refused.status_code in (400, 403, 404)
    assert now_is(app, number).package_code is None


def test_after_the_deadline_and_far_from_it_nothing_is_said(
    mine: FlaskClient, clock: FrozenClock
) -> None:
    number = report(mine, clock, paket="45678912", **CLOSES)
    clock.advance(hours=6)
    assert "Batas pemasukan" not in text_of(mine.get(f"/t/?nomor={number}"))
    far = report(mine, clock, paket="45678912", batas="2026-12-23T14:00")
    assert "Batas pemasukan" not in text_of(mine.get(f"/t/?nomor={far}"))


def test_a_deadline_in_an_odd_form_loses_nothing_that_was_typed(
    mine: FlaskClient, clock: FrozenClock
) -> None:
    refused = fill(mine, clock, paket="45678912", batas="besok")
    assert refused.status_code == 400
    assert 'value="45678912"' in refused.get_data(as_text=True)


def test_the_web_chat_gives_the_paper_to_its_own_browser_alone(
    app: Flask, mine: FlaskClient
) -> None:
    page = say(mine, text="kucing tetangga di atap, tender 45678912 tutup hari ini jam 14.00")
    label = "Kirim sebagai tiket"
    made = say(mine, answer=button(page, label if label in text_of(page) else "Buat tiket"))
    html = made.get_data(as_text=True)
    assert "Petugas piket kami kabari sekarang juga" in text_of(made)
    assert "{bukti}" not in html
    found = re.search(r'<a href="http://localhost(/chat/bukti-lapor\.pdf\?nomor=[^"]+)"', html)
    assert found
    paper = mine.get(found[1])
    assert paper.headers["Content-Type"] == "application/pdf"
    assert "kucing tetangga" in pdf_text(paper.data)
    assert app.test_client().get(found[1]).status_code == 404
    assert mine.get("/chat/bukti-lapor.pdf").status_code == 404
