"""The guest book under a finger: opened by an officer, signed, called; axe finds nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.browser import DESK, PHONE, sign_in, watched_page
from tests.marks import SQLITE_ONLY
from tests.processes import Installation
from tests.web.desk import new_officer, prepared

pytestmark = SQLITE_ONLY


def to_counter(page: Page, url: str, email: str) -> None:
    page.goto(f"{url}/masuk?next=/petugas/loket")
    sign_in(page, email)
    expect(page.get_by_role("heading", name="Buku tamu", exact=True)).to_be_visible()


def without_violations(page: Page) -> None:
    violations = Axe().run(page).response["violations"]
    assert violations == [], [(v["id"], v["nodes"][0]["html"]) for v in violations]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_a_visitor_signs_and_an_officer_calls(
    app: Flask, live_server: Installation, browser: Browser, size: dict[str, int]
) -> None:
    rina, vino = new_officer(prepared(app)), new_officer(app, "Vino Verifikator")
    with watched_page(browser, size) as kiosk, watched_page(browser, size) as desk:
        to_counter(kiosk, live_server.url, rina.email)
        kiosk.get_by_text("Buka buku tamu di perangkat ini").click()
        kiosk.get_by_role("button", name="Buka buku tamu dan keluar").click()
        expect(kiosk.get_by_label("Layanan yang diurus")).to_be_hidden()
        kiosk.get_by_text("Menyerahkan atau mengambil berkas").click()
        expect(kiosk.get_by_label("Layanan yang diurus")).to_be_visible()
        without_violations(kiosk)
        kiosk.get_by_label("Nama", exact=True).fill("Sulaiman")
        kiosk.get_by_role("button", name="Ambil giliran").click()
        expect(kiosk.get_by_role("heading", name="Giliran Anda")).to_be_visible()
        without_violations(kiosk)
        kiosk.get_by_role("link", name="Selesai, hapus dari perangkat ini").click()
        expect(kiosk.get_by_label("Nama", exact=True)).to_have_value("")

        to_counter(desk, live_server.url, vino.email)
        expect(desk.get_by_text("Sulaiman")).to_be_visible()
        without_violations(desk)
        assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
        desk.get_by_role("button", name="Layani: Sulaiman").click()
        expect(desk.get_by_label("Nama", exact=False).first).to_have_value("Sulaiman")


def test_an_untouched_guest_book_empties_itself(
    app: Flask, live_server: Installation, browser: Browser
) -> None:
    rina = new_officer(prepared(app))
    with watched_page(browser, DESK) as kiosk:
        to_counter(kiosk, live_server.url, rina.email)
        kiosk.get_by_text("Buka buku tamu di perangkat ini").click()
        kiosk.clock.install()
        kiosk.get_by_role("button", name="Buka buku tamu dan keluar").click()
        kiosk.get_by_label("Nama", exact=True).fill("Sulaiman")
        expect(kiosk.locator("form[data-ready]")).to_be_visible()
        kiosk.clock.fast_forward(61_000)
        expect(kiosk.get_by_label("Nama", exact=True)).to_have_value("")
