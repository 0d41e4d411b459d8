"""The guide in a browser: answers while one types, and everything for a reader who cannot see."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.browser import DESK, PHONE, watched_page
from tests.marks import SQLITE_ONLY
from tests.processes import Installation
from tests.web.desk import prepared

pytestmark = SQLITE_ONLY
TYPED = 20_000  # milliseconds; the first answer of a fresh process reads the guide


def accessible(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert found == [], [(v["id"], [n["target"] for n in v["nodes"]]) for v in found]
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_the_answer_comes_while_one_types(
    app: Flask, live_server: Installation, browser: Browser, size: dict[str, int]
) -> None:
    prepared(app)
    with watched_page(browser, size, TYPED) as page:
        page.goto(f"{live_server.url}/panduan")
        accessible(page)
        page.get_by_label("Apa yang ingin Anda ketahui?").press_sequentially("upload gagal terus")
        expect(page.locator("#hasil")).to_be_visible()
        assert "q=upload+gagal+terus" in page.url
        expect(page.locator("#hd-live")).not_to_have_text("")
        accessible(page)
        page.get_by_label("Apa yang ingin Anda ketahui?").fill("")
        expect(page.locator("#hasil")).to_have_count(0)
        page.get_by_text("Tender sedang berjalan").click()
        page.get_by_role("link", name="unggah", exact=False).first.click()
        expect(page.get_by_role("button", name="Bagikan")).to_be_visible()
        page.get_by_role("button", name="Ya, membantu").scroll_into_view_if_needed()
        accessible(page)
        page.get_by_role("button", name="Ya, membantu").click()
        expect(page.get_by_role("heading", name="Syukurlah sudah terjawab")).to_be_visible()
