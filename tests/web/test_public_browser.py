"""In a real browser on a phone: the form to its number and the status page, nothing refused."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import PHONE, watched_page
from tests.processes import Installation

# Far from every topic of the guide, so that no answer stands between words and number.
TEXT = "kucing tetangga naik ke atap sejak semalam dan mengeong terus"


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A phone; errors of console and page, a refused style among them, fail the test."""
    with watched_page(browser, PHONE) as page:
        yield page


def assert_fits(page: Page) -> None:
    """Nothing sticks out sideways, once style sheets and pictures are there."""
    page.wait_for_load_state("load")
    page.wait_for_function("document.documentElement.scrollWidth <= innerWidth", timeout=5_000)


def test_a_vendor_on_a_phone_reports_gets_a_number_and_reads_the_status(
    live_server: Installation, phone: Page
) -> None:
    phone.goto(f"{live_server.url}/")
    phone.get_by_role("link", name="Lapor / Ajukan").click()
    phone.get_by_role("link", name="Ada kendala").click()
    assert_fits(phone)
    phone.get_by_label("Ceritakan kendalanya").fill(TEXT)
    phone.get_by_label("Surel untuk kabar").fill("budi@penyedia.example")
    live_server.clock.advance(seconds=30)
    phone.get_by_role("button", name="Kirim").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Tercatat. Ini nomor tiket Anda")
    assert_fits(phone)
    number = phone.locator("#nomor").inner_text()
    assert phone.locator(".hd-qr img").evaluate("image => image.naturalWidth") > 0
    phone.locator("#tautan").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(number)
    assert re.search(r"/t/\?nomor=PBJ-2026-\d+$", phone.url)
    expect(phone.get_by_text("Sekarang di tangan:")).to_be_visible()
    phone.get_by_text("Kenapa tanggal ini?").first.click()
    expect(phone.get_by_text("hari kerja ke-1").first).to_be_visible()
    assert_fits(phone)
    phone.get_by_label("Tulis kepada petugas").fill("Sudah saya coba lagi, masih sama.")
    phone.get_by_role("button", name="Kirim", exact=True).click()
    expect(phone.get_by_text("Sudah saya coba lagi, masih sama.")).to_be_visible()


def test_the_chat_goes_on_in_place_and_says_each_line_once(
    live_server: Installation, phone: Page
) -> None:
    phone.goto(f"{live_server.url}/chat")
    phone.get_by_label("Pesan").fill(TEXT)
    phone.get_by_role("button", name="Kirim").click()
    phone.get_by_role("button", name="Kirim sebagai tiket").click()
    expect(phone.locator("#percakapan")).to_contain_text("PBJ-2026-000001")
    lines = phone.locator("#percakapan li").count()
    phone.reload()
    assert phone.locator("#percakapan li").count() == lines
    assert_fits(phone)


def test_without_javascript_the_same_form_gives_a_number(
    live_server: Installation, browser: Browser
) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/lapor?jenis=pertanyaan")
    page.get_by_label("Apa pertanyaan Anda?").fill("Apa persyaratan perubahan email penyedia?")
    live_server.clock.advance(seconds=30)
    page.get_by_role("button", name="Kirim").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mungkin ini menjawab")
    page.get_by_role("button", name="Tetap buat tiket").click()
    expect(page.locator("#nomor")).to_contain_text("PBJ-2026-000001")
    context.close()
