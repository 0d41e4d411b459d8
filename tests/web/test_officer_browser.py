"""One officer's way through a ticket by clicks in Chromium, with what the browser complains of."""

import re

from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser import sign_in
from tests.marks import SQLITE_ONLY
from tests.processes import Installation
from tests.web.desk import new_officer, new_ticket, now_is, prepared

pytestmark = SQLITE_ONLY


def accessible(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert found == [], [(v["id"], [n["target"] for n in v["nodes"]]) for v in found]


def test_login_queue_triage_reply_forward_and_resolve(
    app: Flask, live_server: Installation, page: Page
) -> None:
    desk, complaints = prepared(app), list[str]()
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    rina, ticket = new_officer(desk), new_ticket(desk)

    page.goto(f"{live_server.url}/petugas/")
    sign_in(page, rina.email)
    expect(page.get_by_role("heading", name="Yang harus saya kerjakan")).to_be_visible()
    accessible(page)
    page.locator("#kerja").get_by_role("link", name=re.compile("Unggah dokumen")).click()

    triage = page.locator("#triase")
    triage.get_by_label("Layanan").select_option("pendampingan-permasalahan-spse")
    triage.get_by_label("Kewenangan").select_option("lkpp")
    triage.get_by_role("button", name="Simpan triase").click()
    expect(page.get_by_text("Triase disimpan.")).to_be_visible()
    page.locator("#disposisi summary").click()
    page.get_by_role("button", name="Simpan disposisi").click()
    expect(page.get_by_text("Disposisi disimpan.")).to_be_visible()

    page.locator("#balas textarea").fill("Kami teruskan ke LKPP hari ini.")
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.locator(".hd-msg--officer")).to_contain_text("Kami teruskan ke LKPP")
    page.get_by_text("Kenapa tanggal ini?").first.click()
    expect(page.get_by_text("hari kerja ke-1", exact=False).first).to_be_visible()
    accessible(page)

    drawer = page.locator("#teruskan")
    expect(drawer.get_by_role("button", name=re.compile("Salin")).first).to_be_visible()
    drawer.get_by_label("Lewat").select_option("lpse_support")
    drawer.get_by_label(re.compile("Alasan tetap")).fill("Tender segera ditutup")
    drawer.get_by_label(re.compile("Nomor tiket mereka")).fill("LPSE-778")
    drawer.get_by_role("button", name="Catat sudah diteruskan").click()
    expect(page.get_by_text("Penerusan dicatat.")).to_be_visible()
    assert now_is(desk, ticket).relay_state == "accepted"
    drawer.get_by_label("Isi jawaban").fill("Server sudah diperbaiki.")
    drawer.get_by_role("button", name="Catat jawaban").click()
    expect(page.get_by_text("Jawaban LKPP, dicatat Rina Petugas")).to_be_visible()

    page.get_by_label("Catatan internal").check()
    expect(page.get_by_role("button", name="Kirim & selesai")).to_be_hidden()
    page.get_by_label("Balasan", exact=True).check()
    page.locator("#balas textarea").fill("LKPP sudah memperbaikinya. Silakan unggah kembali.")
    page.get_by_role("button", name="Kirim & selesai").click()
    expect(page.get_by_text("tiket dinyatakan selesai")).to_be_visible()
    assert now_is(desk, ticket).status == "resolved"
    assert complaints == []


def test_quick_entry_with_a_file_and_its_receipt(
    app: Flask, live_server: Installation, page: Page
) -> None:
    desk, complaints = prepared(app), list[str]()
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    rina = new_officer(desk)
    page.goto(f"{live_server.url}/petugas/tiket/baru")
    sign_in(page, rina.email)
    page.get_by_label("Telepon", exact=True).check()
    page.get_by_label("Apa yang disampaikan").fill("Akun terkunci setelah tiga kali salah.")
    page.locator("#lebih summary").click()
    page.locator("#f-lampiran").set_input_files(
        {"name": "layar.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + b"0" * 40}
    )
    accessible(page)
    page.get_by_role("button", name="Simpan & cetak tanda terima").click()
    page.wait_for_url("**/tanda-terima?baru=1")
    expect(page.get_by_alt_text("Kode QR tautan status")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Buka tiket").click()
    expect(page.get_by_role("link", name=re.compile("layar.png"))).to_be_visible()
    assert complaints == []
