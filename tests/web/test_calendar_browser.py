"""The calendar and the roster by clicks in Chromium: wide and narrow, and judged by axe."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from helpdesk.domain.roles import Role
from tests.browser import sign_in
from tests.marks import SQLITE_ONLY
from tests.processes import Installation
from tests.web.desk import new_officer, new_ticket, prepared
from tests.web.test_officer_browser import accessible

pytestmark = SQLITE_ONLY


def signed_in(page: Page, server: Installation, email: str) -> None:
    page.goto(f"{server.url}/petugas/kalender")
    sign_in(page, email)


@pytest.mark.parametrize("width", [360, 1280])
def test_a_closure_is_drafted_previewed_and_saved(
    app: Flask, live_server: Installation, page: Page, width: int
) -> None:
    desk = prepared(app)
    head = new_officer(desk, "Kartika Kepala", roles=(Role.BUREAU_HEAD,))
    ticket = new_ticket(desk)
    page.set_viewport_size({"width": width, "height": 800})
    signed_in(page, live_server, head.email)
    expect(page.get_by_role("heading", name="Kalender kerja")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Ubah kalender").click()
    page.locator("#tutup summary").click()
    page.locator("#tutup").get_by_label("Tanggal").fill("2026-11-26")
    page.get_by_label("Nama hari atau sebab").fill("Banjir")
    page.locator("#tutup").get_by_label("Dasar").fill("Surat Sekda 1/2026")
    page.locator("#tutup").get_by_role("button", name="Masukkan ke rancangan").click()
    expect(page.locator("#rancangan")).to_contain_text("Tutup Kamis, 26 November 2026: Banjir")
    expect(page.locator("#dampak")).to_contain_text(ticket.number)
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_label("Apa yang diubah").fill("Banjir, surat Sekda 1/2026")
    page.get_by_role("button", name="Simpan dan berlakukan").click()
    expect(page.get_by_text("Kalender versi 1 berlaku")).to_be_visible()
    expect(page.locator(".hd-month.is-current")).to_contain_text("Banjir")


def test_the_roster_is_filled_and_cleared(
    app: Flask, live_server: Installation, page: Page
) -> None:
    desk = prepared(app)
    head, rina = new_officer(desk, "Karsa Kasubbag", roles=(Role.UNIT_HEAD,)), new_officer(desk)
    signed_in(page, live_server, head.email)
    page.get_by_role("link", name="Jadwal piket").click()
    page.get_by_role("link", name="Bulan depan").click()
    page.locator("#tambah").get_by_label("Petugas").select_option(str(rina.id))
    page.locator("#tambah").get_by_label("Mulai").fill("2026-12-24")
    page.get_by_role("button", name="Tambah piket").click()
    christmas = page.locator("li").filter(has_text=re.compile("Tutup: Cuti bersama Natal"))
    expect(christmas).to_contain_text("Rina Petugas")
    accessible(page)
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.get_by_role("button", name="Hapus Rina Petugas").click()
    expect(christmas).not_to_contain_text("Rina Petugas")
