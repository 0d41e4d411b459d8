"""A vendor's whole report in a real browser: on a phone and at a desk, with JavaScript and without,
and once by keyboard alone.

From the front page to the number, on to the status page, a message to the officers, and back to
the ticket with "Selesai, hapus dari perangkat ini" at a shared machine.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import DESK, PHONE, watched_page
from tests.processes import Installation

# Far from every topic of the guide, so that no answer stands between words and number.
TEXT = "kucing tetangga naik ke atap sejak semalam dan mengeong terus"
WAYS = {f"{name}-{'js' if scripts else 'plain'}": (size, scripts)
        for name, size in (("phone", PHONE), ("desk", DESK)) for scripts in (True, False)}


@pytest.fixture(params=WAYS)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """One of the four ways of reading the site."""
    size, scripts = WAYS[request.param]
    context = browser.new_context(
        viewport={"width": size["width"], "height": size["height"]}, locale="id-ID",
        timezone_id="Asia/Jakarta", java_script_enabled=scripts, reduced_motion="reduce",
    )
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def test_a_report_from_the_front_page_to_an_answered_question(
    live_server: Installation, page: Page
) -> None:
    page.goto(f"{live_server.url}/")
    page.get_by_role("link", name="Lapor / Ajukan").click()
    page.get_by_role("link", name="Ada kendala").click()
    # Good enough for a browser's own check, not for a letter to arrive.
    page.get_by_role("textbox", name="Surel untuk kabar").fill("budi@x")
    page.get_by_label("Ceritakan kendalanya").fill(TEXT)
    live_server.clock.advance(seconds=30)
    page.get_by_role("button", name="Kirim").click()
    # Refused by its field and in a summary; what was typed stands there still.
    expect(page.locator("#ringkasan-galat a")).to_have_text(re.compile("Tulis surel lengkap"))
    expect(page.get_by_label("Ceritakan kendalanya")).to_have_value(TEXT)
    page.get_by_role("textbox", name="Surel untuk kabar").fill("budi@penyedia.example")
    page.set_input_files("#f-lampiran", files=[{
        "name": "layar.png", "mimeType": "image/png", "buffer": PNG}])
    page.get_by_role("button", name="Kirim").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tercatat. Ini nomor tiket Anda")
    number = page.locator("#nomor").inner_text()
    page.locator("#tautan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(number)
    expect(page.get_by_text("layar.png").first).to_be_visible()
    page.get_by_label("Tulis kepada petugas").fill("Sudah saya coba lagi.")
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.get_by_text("Sudah saya coba lagi.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Selesai, hapus dari perangkat ini").click()
    page.goto(f"{live_server.url}/t/?nomor={number}")
    expect(page.get_by_text("Sudah saya coba lagi.")).to_have_count(0)


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360"
    "606060000000050001a5f645400000000049454e44ae426082"
)


def test_a_report_by_keyboard_alone(live_server: Installation, browser: Browser) -> None:
    with watched_page(browser, DESK) as page:
        page.goto(f"{live_server.url}/")
        reach(page, "Lapor / Ajukan")
        page.keyboard.press("Enter")
        page.wait_for_url("**/lapor")
        reach(page, "Ada kendala")
        page.keyboard.press("Enter")
        page.wait_for_url("**/lapor?jenis=permasalahan")
        reach(page, "Ceritakan kendalanya")
        page.keyboard.type(TEXT)
        reach(page, "Surel untuk kabar")
        page.keyboard.type("budi@penyedia.example")
        live_server.clock.advance(seconds=30)
        reach(page, "Kirim")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Tercatat. Ini nomor tiket Anda")


def reach(page: Page, name: str) -> None:
    """Press Tab until what has the focus is called `name`; the focus can always be seen."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).startswith(name):
            width = page.evaluate("parseFloat(getComputedStyle(document.activeElement)"
                                  ".outlineWidth) || getComputedStyle(document.activeElement)"
                                  ".boxShadow.length")
            assert width, f"{name} has the focus and does not show it"
            return
    raise AssertionError(f"{name} is not reached by keyboard")


def test_a_reload_loses_nothing_and_a_sent_report_leaves_nothing(
    live_server: Installation, browser: Browser
) -> None:
    with watched_page(browser, PHONE) as page:
        page.goto(f"{live_server.url}/lapor?jenis=permasalahan")
        page.get_by_label("Ceritakan kendalanya").fill(TEXT)
        page.get_by_role("textbox", name="Surel untuk kabar").fill("budi@penyedia.example")
        page.get_by_text("Tentang Anda (boleh dilewati)").click()
        page.get_by_label("Nomor telepon").fill("0812 3456 7890")
        page.wait_for_function("() => sessionStorage.length >= 2")
        page.reload()
        expect(page.get_by_label("Ceritakan kendalanya")).to_have_value(TEXT)
        expect(page.get_by_role("textbox", name="Surel untuk kabar")).to_have_value(
            "budi@penyedia.example")
        expect(page.get_by_label("Nomor telepon")).to_have_value("0812 3456 7890")
        live_server.clock.advance(seconds=30)
        page.get_by_role("button", name="Kirim").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Tercatat. Ini nomor tiket Anda")
        page.wait_for_function("() => sessionStorage.length === 0")


FOCUSED = """() => {
  const it = document.activeElement;
  return (it.labels?.[0]?.textContent ?? it.textContent ?? "").trim();
}"""
