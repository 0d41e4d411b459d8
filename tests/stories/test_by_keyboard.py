"""Ten tickets triaged without a mouse, and the keys that must keep still while one types."""

from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.browser import DESK, watched_page
from tests.builders import PASSWORD
from tests.marks import SQLITE_ONLY
from tests.processes import Installation
from tests.web.desk import new_officer, new_ticket, now_is, prepared

pytestmark = SQLITE_ONLY
TICKETS = 10
MOST = 60  # presses of one key that a person would bear


def sign_in(page: Page, url: str, email: str) -> None:
    page.goto(f"{url}/petugas/")
    page.keyboard.press("Tab")
    page.get_by_label("Alamat surel").focus()
    page.keyboard.type(email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("#baris")).to_be_visible()


def press(page: Page, key: str) -> None:
    """Press it once the page listens."""
    expect(page.locator("html[data-keys=ready]")).to_be_visible()
    page.keyboard.press(key)


def press_until(page: Page, key: str, there: str) -> int:
    """How often the key was pressed until the focus stood where `there`, an expression, holds."""
    for count in range(1, MOST):
        page.keyboard.press(key)
        if page.evaluate(f"(e => Boolean({there}))(document.activeElement)"):
            return count
    raise AssertionError(f"{MOST} presses of {key} did not lead to {there}")


def test_ten_tickets_are_triaged_by_keyboard_alone(
    app: Flask, live_server: Installation, browser: Browser
) -> None:
    desk = prepared(app)
    rina = new_officer(desk)
    tickets = [new_ticket(desk, text=f"Kata sandi akun {n} hilang") for n in range(TICKETS)]
    with watched_page(browser, DESK) as page:
        sign_in(page, live_server.url, rina.email)
        for ticket in tickets:
            press_until(page, "j", f"e.href && e.href.endsWith('{ticket.number}')")
            page.keyboard.press("Enter")
            expect(page.locator("#triase")).to_be_visible()
            press(page, "t")
            press_until(page, "Tab", "e.id === 'f-triase-service'")
            page.keyboard.type("Pendampingan")
            press_until(page, "Tab", "e.textContent.trim() === 'Simpan triase'")
            page.keyboard.press("Enter")
            expect(page.get_by_text("Triase disimpan.")).to_be_visible()
            press(page, "q")
            expect(page.locator("#baris tr")).to_have_count(TICKETS)
    assert {now_is(desk, ticket).status for ticket in tickets} == {"triaged"}


def test_keys_write_where_one_writes_and_the_sheet_tells_them(
    app: Flask, live_server: Installation, browser: Browser
) -> None:
    desk = prepared(app)
    rina, ticket = new_officer(desk), new_ticket(desk)
    with watched_page(browser, DESK) as page:
        sign_in(page, live_server.url, rina.email)
        press(page, "/")
        page.keyboard.type("jk?r")
        expect(page.get_by_placeholder("Cari nomor")).to_have_value("jk?r")
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        sheet = page.get_by_role("dialog", name="Pintasan papan ketik")
        expect(sheet).to_be_visible()
        violations = Axe().run(page).response["violations"]
        assert violations == [], [v["id"] for v in violations]
        sheet.get_by_label("Pintasan hidup di peramban ini").uncheck()
        page.keyboard.press("Escape")
        expect(sheet).to_have_count(0)
        page.keyboard.press("j")
        expect(page.locator("#baris a:focus, .hd-work a:focus")).to_have_count(0)
        page.keyboard.press("?")
        expect(sheet).to_have_count(0)
        page.evaluate("localStorage.clear()")

        page.goto(f"{live_server.url}/petugas/tiket/{ticket.number}")
        press(page, "n")
        expect(page.get_by_label("Catatan internal")).to_be_checked()
        page.keyboard.type("Pernah menelepon kemarin.")
        page.keyboard.press("Control+Enter")
        expect(page.get_by_text("Catatan internal disimpan.")).to_be_visible()
        press(page, "r")
        page.keyboard.type("Mohon tunggu sebentar.")
        page.keyboard.press("Control+Enter")
        expect(page.get_by_text("Balasan dikirim kepada pemohon.")).to_be_visible()
