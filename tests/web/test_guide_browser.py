"""The editor by clicks in Chromium: written, measured by itself, published; judged by axe."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from helpdesk.domain.roles import Role
from tests.browser import sign_in
from tests.marks import SQLITE_ONLY
from tests.processes import Installation
from tests.web.desk import new_officer, new_ticket, prepared
from tests.web.guide_desk import TOPIC, address
from tests.web.test_officer_browser import accessible

pytestmark = SQLITE_ONLY
PLACES = (
    "/petugas/panduan", "/petugas/panduan/layanan", "/petugas/panduan/pertanyaan",
    "/petugas/panduan/baru", "/petugas/panduan/coba?q=lupa+kata+sandi+spse", address("adp-syarat"),
)


def signed_in(page: Page, server: Installation, email: str, to: str) -> None:
    page.goto(f"{server.url}/masuk")
    sign_in(page, email)
    page.wait_for_load_state()
    page.goto(f"{server.url}{to}")


def fits(page: Page) -> None:
    width = page.viewport_size
    assert width
    assert page.evaluate("document.documentElement.scrollWidth") == width["width"]


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_of_the_editor_is_accessible_and_fits(
    app: Flask, live_server: Installation, page: Page, width: int
) -> None:
    head = new_officer(prepared(app), "Kartika Kepala", roles=(Role.BUREAU_HEAD,))
    page.set_viewport_size({"width": width, "height": 800})
    page.set_default_timeout(60_000)  # a process first reads the guide
    signed_in(page, live_server, head.email, PLACES[0])
    for place in PLACES:
        page.goto(f"{live_server.url}{place}")
        accessible(page)
        fits(page)


def test_an_officer_writes_the_page_measures_by_itself_and_a_colleague_publishes(
    app: Flask, live_server: Installation, page: Page
) -> None:
    desk = prepared(app)
    rina, karsa = new_officer(desk, "Rina Penulis"), new_officer(
        desk, "Karsa Kasubbag", roles=(Role.UNIT_HEAD,)
    )
    new_ticket(desk)
    page.set_default_timeout(60_000)
    signed_in(page, live_server, rina.email, address(verb="ubah"))
    answer = page.get_by_label("Jawaban", exact=True)
    answer.fill("Pakai menu **Lupa Kata Sandi** yang baru.\n\n" + answer.input_value())
    page.get_by_role("button", name="Pratinjau").click()
    expect(page.locator("#pratinjau").get_by_text("Lupa Kata Sandi").first).to_be_visible()
    accessible(page)
    page.set_viewport_size({"width": 360, "height": 800})
    fits(page)
    page.get_by_label("Apa yang diubah").fill("Menu berganti nama")
    page.get_by_role("button", name="Simpan rancangan").click()
    # no script and no press: the answer's Refresh header brings the result
    expect(page.get_by_text("Diukur dengan 422 pertanyaan")).to_be_visible(timeout=200_000)
    accessible(page)
    fits(page)
    page.get_by_role("button", name="Ajukan untuk diperiksa").click()
    page.get_by_role("button", name="Keluar").click()
    signed_in(page, live_server, karsa.email, address())
    reason = page.get_by_label("Mengapa tetap diterbitkan")
    if reason.count():
        reason.fill("Menu lama sudah tidak ada di SPSE.")
    page.get_by_role("button", name="Terbitkan").click()
    expect(page.get_by_text("Versi 2 terbit")).to_be_visible()
    page.goto(f"{live_server.url}{address(verb='versi')}")
    accessible(page)
    fits(page)
    page.goto(f"{live_server.url}/panduan/{TOPIC}")
    expect(page.get_by_text("Pakai menu Lupa Kata Sandi yang baru.")).to_be_visible()
