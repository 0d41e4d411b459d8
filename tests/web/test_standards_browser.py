"""The drawn flow in a browser: it scrolls in its own box, and axe finds nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser import DESK, PHONE, watched_page
from tests.marks import SQLITE_ONLY
from tests.processes import Installation

pytestmark = SQLITE_ONLY
PATHS = ("/layanan/perubahan-email", "/sop/pencatatan-kinerja-penyedia")


def accessible(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert found == [], [(v["id"], [n["target"] for n in v["nodes"]]) for v in found]
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_the_flow_is_readable_on_a_phone_and_at_a_desk(
    live_server: Installation, browser: Browser, size: dict[str, int]
) -> None:
    with watched_page(browser, size) as page:
        for path in PATHS:
            page.goto(f"{live_server.url}{path}")
            box = page.get_by_role("region", name="Gambar alur, dapat digeser")
            expect(box).to_be_visible()
            accessible(page)
            box.focus()
            expect(box).to_be_focused()
            if size is PHONE:
                assert box.evaluate("box => box.scrollWidth > box.clientWidth")


def test_without_javascript_flow_and_paper_are_there(
    live_server: Installation, browser: Browser
) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}{PATHS[0]}")
    expect(page.get_by_role("img", name="Alur Perubahan Surel")).to_be_visible()
    with page.expect_download() as paper:
        page.get_by_role("link", name="Unduh standar ini (PDF)").click()
    assert paper.value.suggested_filename.endswith(".pdf")
    context.close()
