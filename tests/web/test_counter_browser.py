"""A visitor at the counter, on the officer's tablet: from the scanned card to the paper."""

import re

from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from helpdesk.domain.ticket import Category, Kind
from tests.browser import PHONE, new_context, sign_in
from tests.marks import SQLITE_ONLY
from tests.processes import Installation
from tests.web.desk import new_officer, new_ticket, now_is, prepared

pytestmark = SQLITE_ONLY
TABLET = {"width": 820, "height": 1180}
SMALLEST = 44  # CSS pixels a finger needs


def accessible(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert found == [], [(v["id"], [n["target"] for n in v["nodes"]]) for v in found]


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_card_leads_to_the_ticks_and_they_to_the_receipt(
    app: Flask, live_server: Installation, browser: Browser
) -> None:
    desk = prepared(app)
    rina = new_officer(desk)
    ticket = new_ticket(desk, kind=Kind.REQUEST, service="perubahan-email",
                        category=Category.SUPPLIER, company="CV Katingan Makmur")
    context = new_context(browser, TABLET)
    page = context.new_page()
    page.goto(f"{live_server.url}/petugas/loket/{ticket.number}")
    expect(page.get_by_text("Katingan")).to_have_count(0)
    sign_in(page, rina.email)
    expect(page.get_by_role("heading", name=ticket.number)).to_be_visible()

    receive = page.get_by_role("button", name="Terima berkas dan cetak tanda terima")
    expect(receive).to_have_count(0)
    accessible(page)
    for code in ("ktp-direktur", "npwp", "akta-pendirian"):
        button = page.locator(f"#t-{code}-original")
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= SMALLEST
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(button).to_be_focused()
    page.locator("#t-surat-permohonan-received").click()
    page.get_by_role("button", name="Identitas diverifikasi").click()
    expect(page.get_by_text("Dicocokkan dengan dokumen asli")).to_be_visible()
    accessible(page)
    page.set_viewport_size(PHONE)
    fits(page)
    receive.click()
    expect(page.get_by_text(re.compile("Berkas diterima lengkap pada"))).to_be_visible()
    expect(page.get_by_text("KTP direktur: asli dilihat")).to_be_visible()
    assert now_is(desk, ticket).status == "in_progress"
    context.close()


def test_a_hand_scanner_types_the_address_and_enter(
    app: Flask, live_server: Installation, browser: Browser
) -> None:
    desk = prepared(app)
    rina, ticket = new_officer(desk), new_ticket(desk, kind=Kind.REQUEST)
    context = new_context(browser, PHONE)
    page = context.new_page()
    page.goto(f"{live_server.url}/petugas/loket")
    sign_in(page, rina.email)
    expect(page.get_by_label(re.compile("Pindai kartu"))).to_be_focused()
    accessible(page)
    fits(page)
    page.keyboard.type(f"{live_server.url}/petugas/loket/{ticket.number}\n")
    expect(page.get_by_role("heading", name=ticket.number)).to_be_visible()
    fits(page)
    context.close()
