"""The web chat by keyboard alone, judged by axe; answers by themselves; two tabs; going back."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from helpdesk.domain.roles import Role
from helpdesk.usecases.chat_bot import remember_bot
from helpdesk.usecases.reply import Words
from helpdesk.usecases.resolve import resolve_ticket
from tests.browser import DESK, PHONE, new_context, watched_page
from tests.builders import an_officer
from tests.marks import SQLITE_ONLY
from tests.processes import Installation

pytestmark = SQLITE_ONLY  # the browser is asked, not the database

TEXT = "kucing tetangga naik ke atap sejak semalam dan mengeong terus"
NUMBER = "PBJ-2026-000001"
FOCUSED = """() => { const at = document.activeElement;
    if (at === document.body) return '';
    const named = at.labels && at.labels[0] && at.labels[0].innerText;
    return (at.innerText || at.getAttribute('aria-label') || named || at.id || '').trim(); }"""


@pytest.fixture(params=[PHONE, DESK], ids=["360", "1280"])
def visitor(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Somebody with a keyboard; errors of console and page fail the test."""
    # The guide is read at the first question.
    with watched_page(browser, request.param, 60_000) as page:
        yield page


def focused(page: Page) -> str:
    return str(page.evaluate(FOCUSED))


def tab_to(page: Page, name: str) -> None:
    """By the Tab key alone; what cannot be reached within a page's worth of stops fails."""
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(focused(page))
        if name in seen[-1]:
            return
    raise AssertionError(f"{name!r} is not reached by Tab: {seen}")


def judged(page: Page) -> None:
    """Axe has no word, and nothing sticks out sideways."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.wait_for_function("document.documentElement.scrollWidth <= innerWidth", timeout=5_000)


def test_by_keyboard_alone_from_question_to_number_and_out(
    live_server: Installation, visitor: Page
) -> None:
    visitor.goto(f"{live_server.url}/chat")
    judged(visitor)
    visitor.wait_for_selector("form[data-ready]")
    tab_to(visitor, "Pesan")
    visitor.keyboard.type(TEXT)
    visitor.keyboard.press("Enter")
    expect(visitor.locator("#percakapan")).to_contain_text(
        "siapkan untuk petugas", timeout=60_000
    )
    expect(visitor.get_by_label("Pesan")).to_be_focused()
    visitor.keyboard.press("Shift+Tab")
    visitor.keyboard.press("Shift+Tab")
    visitor.keyboard.press("Shift+Tab")
    assert focused(visitor) == "Kirim sebagai tiket"
    visitor.keyboard.press("Enter")
    expect(visitor.locator("#percakapan")).to_contain_text(NUMBER)
    expect(visitor.get_by_role("group", name="Pilihan jawaban")).to_be_focused()
    judged(visitor)
    visitor.keyboard.press("Tab")
    assert focused(visitor) in ("Lewati", "Tidak terkait paket")
    tab_to(visitor, "Tangkapan layar atau berkas")
    assert visitor.evaluate("document.activeElement.type") == "file"
    tab_to(visitor, NUMBER)
    tab_to(visitor, "Keluar dari obrolan ini")
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_text("dihapus dari perangkat ini")).to_be_visible()
    visitor.goto(f"{live_server.url}/chat")
    expect(visitor.get_by_text(TEXT)).to_have_count(0)


def test_an_answer_comes_by_itself_with_its_buttons_into_every_tab(
    live_server: Installation, app: Flask, browser: Browser
) -> None:
    context = new_context(browser)
    first, second = context.new_page(), context.new_page()
    for page in (first, second):
        page.goto(f"{live_server.url}/chat")
    first.get_by_label("Pesan").fill(TEXT)
    first.get_by_role("button", name="Kirim").click()
    first.get_by_role("button", name="Kirim sebagai tiket").click()
    expect(first.locator("#percakapan")).to_contain_text(NUMBER)
    second.bring_to_front()
    expect(second.locator("#percakapan")).to_contain_text(NUMBER)
    second.get_by_label("Pesan").fill("belum terkirim")
    live_server.start("worker")
    with app.app_context():
        actor = an_officer(roles=(Role.HELPDESK, Role.VERIFIER)).actor
        resolve_ticket(
            app.extensions["rulebook"], NUMBER, Words("Kucingnya sudah turun."), actor=actor,
            now=live_server.clock.now,
        )
    expect(second.locator("#percakapan")).to_contain_text("Kucingnya sudah turun.", timeout=30_000)
    expect(second.get_by_label("Pesan")).to_have_value("belum terkirim")
    second.get_by_role("button", name="Sudah beres").click()
    expect(second.locator("#percakapan")).to_contain_text("kami catat sudah beres")
    context.close()


def test_without_javascript_it_works_and_going_back_sends_nothing_twice(
    live_server: Installation, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/chat")
    page.get_by_label("Pesan").fill(TEXT)
    page.get_by_role("button", name="Kirim").click()
    expect(page.get_by_role("link", name="Muat ulang")).to_be_visible()
    page.go_back()
    page.get_by_label("Pesan").fill(TEXT)
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("tidak kami catat dua kali")
    page.get_by_role("button", name="Kirim sebagai tiket").click()
    expect(page.get_by_text(NUMBER).first).to_be_visible()
    assert page.locator("#percakapan li", has_text="kucing tetangga").count() == 2  # said, quoted
    context.close()


def test_a_report_is_taken_to_telegram_by_keyboard_and_axe_has_no_word(
    live_server: Installation, app: Flask, visitor: Page
) -> None:
    with app.app_context():
        remember_bot("helpdesk_pbj_bot", now=live_server.clock.now)
    visitor.goto(f"{live_server.url}/lapor?jenis=permasalahan")
    visitor.get_by_label("Ceritakan kendalanya").fill(TEXT)
    live_server.clock.advance(seconds=30)
    visitor.get_by_role("button", name="Kirim").click()
    expect(visitor.locator("#nomor")).to_have_text(NUMBER, timeout=60_000)
    judged(visitor)
    tab_to(visitor, "Lanjutkan di Telegram")
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Lanjutkan di Telegram")
    assert visitor.locator(".hd-qr img").evaluate("image => image.naturalWidth") > 0
    link = visitor.get_by_role("link", name="Buka Telegram").get_attribute("href") or ""
    assert link.startswith("https://t.me/helpdesk_pbj_bot?start=t")
    judged(visitor)
    visitor.get_by_role("button", name="Minta tautan baru").click()
    expect(visitor.get_by_role("link", name="Buka Telegram")).not_to_have_attribute("href", link)
    visitor.get_by_role("link", name="Kembali ke status").click()
    expect(visitor.get_by_text("Kabar berikutnya hanya tampil di halaman ini")).to_be_visible()
    judged(visitor)
