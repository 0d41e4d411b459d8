"""What the guide offers while one still writes, on the front page and in the form."""

import pytest
import sqlalchemy as sa
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, expect

from helpdesk.db import db
from helpdesk.models import Question
from tests.browser import DESK, PHONE, watched_page
from tests.marks import SQLITE_ONLY
from tests.processes import Installation
from tests.web.desk import prepared

pytestmark = SQLITE_ONLY


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return prepared(app).test_client()


@pytest.mark.parametrize(("text", "offered"), [
    ("Saya lupa kata sandi akun SPSE perusahaan", True),
    ("lupa", False),  # too short to mean anything
    ("", False),
    ("resep rendang daging sapi untuk lebaran nanti", False),
    ("\0" * 40, False),
    ("<script>alert(1)</script> lupa password spse saya", True),
])
def test_topics_that_fit_and_none_that_are_guessed(
    app: Flask, client: FlaskClient, text: str, offered: bool
) -> None:
    page = client.post("/lapor/saran", data={"isi": text}).get_data(as_text=True)
    assert ("/panduan/" in page) == offered
    assert "<script>" not in page
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Question.id))) == 0


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_while_one_types(
    live_server: Installation, browser: Browser, size: dict[str, int]
) -> None:
    with watched_page(browser, size, milliseconds=40_000) as page:
        page.goto(live_server.url)
        page.locator("#f-q").press_sequentially("lupa kata sandi spse")
        expect(page.locator("#hasil-cari h2")).to_be_visible()
        assert page.url == f"{live_server.url}/"
        assert Axe().run(page).response["violations"] == []

        page.goto(f"{live_server.url}/lapor?jenis=permasalahan")
        page.locator("#f-isi").press_sequentially("Saya lupa kata sandi akun SPSE")
        expect(page.get_by_text("Mungkin sudah ada jawabannya")).to_be_visible()
        assert Axe().run(page).response["violations"] == []
        with page.context.expect_page() as opened:
            page.locator(".hd-suggested a").first.press("Enter")
        expect(opened.value.locator("h1")).to_be_visible()
        expect(page.locator("#f-isi")).to_have_value("Saya lupa kata sandi akun SPSE")
