"""Two officers on one ticket: each sees what the other does, and no reply crosses unseen."""

from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.builders import PASSWORD
from tests.marks import SQLITE_ONLY
from tests.processes import Installation
from tests.stories.desk import Desk
from tests.web.desk import new_officer, new_ticket, now_is, prepared

pytestmark = SQLITE_ONLY
SEEN = 20_000  # milliseconds until a change must have arrived


def test_a_reply_that_would_cross_anothers_says_so_and_both_versions_of_a_choice_are_shown(
    app: Flask, live_server: Installation, browser: Browser
) -> None:
    desk = prepared(app)
    ticket = new_ticket(desk)
    rina, vino = (
        Desk(browser, live_server.url, new_officer(desk, name=name).email, PASSWORD)
        for name in ("Rina Petugas", "Vino Verifikator")
    )
    for each in (rina, vino):
        each.open(ticket.number)
    vino.page.locator("#balas textarea").fill("Silakan pakai peramban lain.")

    rina.page.locator("#balas textarea").fill("Kami periksa dahulu.")
    rina.page.get_by_role("button", name="Kirim", exact=True).click()
    expect(rina.page.get_by_text("Balasan dikirim kepada pemohon.")).to_be_visible()

    talk = vino.page.locator("#percakapan-tiket")
    expect(talk).to_contain_text("Kami periksa dahulu.", timeout=SEEN)
    expect(vino.page.locator("#balas textarea")).to_have_value("Silakan pakai peramban lain.")
    vino.page.get_by_role("button", name="Kirim", exact=True).click()
    told = vino.page.get_by_role("alert")
    expect(told).to_contain_text("baru saja diubah oleh petugas lain")
    expect(told).to_contain_text("Rina Petugas")
    expect(vino.page.locator("#balas textarea")).to_have_value("Silakan pakai peramban lain.")
    vino.page.get_by_role("button", name="Kirim", exact=True).click()
    expect(talk).to_contain_text("Silakan pakai peramban lain.")

    rina.open(ticket.number)
    for each in (rina, vino):
        each.page.locator("#triase summary").click()
    vino.page.locator("[name=triase-authority]").select_option("lkpp")
    rina.page.locator("[name=triase-authority]").select_option("bureau")
    rina.page.get_by_role("button", name="Simpan triase").click()
    expect(rina.page.get_by_text("Triase disimpan.")).to_be_visible()
    vino.page.get_by_role("button", name="Simpan triase").click()
    row = vino.page.get_by_role("row", name="Kewenangan")
    expect(row.get_by_role("cell")).to_have_text(["LKPP", "Biro"])
    assert Axe().run(vino.page).response["violations"] == []
    expect(vino.page.locator("[name=triase-authority]")).to_have_value("lkpp")
    vino.page.locator("[name=triase-reason]").fill("Servernya memang di LKPP")
    vino.page.get_by_role("button", name="Simpan triase").click()
    expect(vino.page.get_by_text("Triase disimpan.")).to_be_visible()
    assert now_is(desk, ticket).authority == "lkpp"
    for each in (rina, vino):
        each.close()
