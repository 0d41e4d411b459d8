"""The whole matter by clicks in Chromium: chat on a phone, desk, worker, LKPP, survey.

Web and worker are real processes under a clock in a file, on SQLite and on PostgreSQL.
"""

import re
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, Page, expect

from helpdesk.domain.roles import Role
from tests.browser import PHONE, new_context
from tests.builders import PASSWORD, an_officer, at
from tests.processes import Installation, installation, wait_until
from tests.stories.desk import Desk

PROBLEM = "Muncul pesan galat 0x7F saat menyimpan isian kualifikasi, sudah dicoba tiga kali"


def _vendor_files(page: Page, url: str) -> str:
    """Two inputs to a number: the text, one confirmation."""
    page.goto(f"{url}/chat")
    page.get_by_label("Pesan").fill(PROBLEM)
    page.get_by_role("button", name="Kirim", exact=True).click()
    page.get_by_role("group", name="Pilihan jawaban").get_by_role(
        "button", name=re.compile("Buat tiket|Kirim sebagai tiket")
    ).first.click()
    log = page.get_by_role("log")
    expect(log).to_contain_text("sudah tercatat")
    found = re.search(r"PBJ-2026-\d{6}", log.text_content() or "")
    assert found is not None
    return found[0]


def _status_link(page: Page) -> str:
    found = re.search(r"http://\S+/t/[\w-]{43}", page.get_by_role("log").text_content() or "")
    assert found is not None
    return found[0]


def _headline(page: Page, link: str) -> str:
    page.goto(link)
    return page.get_by_role("region", name="Keadaan sekarang").text_content() or ""


def test_a_vendors_problem_goes_by_clicks_from_chat_to_survey(
    database_url: str, tmp_path: Path, app: Flask, browser: Browser
) -> None:
    app.extensions["library"]()  # learned once, so that no page has to
    with app.app_context():
        helpdesk = an_officer(roles=(Role.HELPDESK,)).email
        an_officer("Karsa Kasubbag", roles=(Role.UNIT_HEAD,))
        head = an_officer("Kartika Kepala", roles=(Role.BUREAU_HEAD,), unit="biro").email
    with installation(database_url, tmp_path / "place") as place:
        place.start("web")
        place.start("worker")
        _whole_story(place, browser, helpdesk, head)


def _whole_story(place: Installation, browser: Browser, helpdesk: str, head: str) -> None:
    phone = new_context(browser, PHONE)
    vendor = phone.new_page()
    number = _vendor_files(vendor, place.url)
    link = _status_link(vendor)
    assert "Kami menjawab paling lambat Kamis 26 November 16.00 WIB" in _headline(vendor, link)

    desk = Desk(browser, place.url, helpdesk, PASSWORD)
    desk.open_from_queue(number)
    desk.triage("Pengaduan dan Pendampingan Permasalahan Aplikasi SPSE", "LKPP")

    # Near: the forwarding day begins. Late: the ladder, the apology.
    place.clock.set(at("Selasa 24 November 2026 07.31"))
    desk.wait_for(number, "Peringatan tenggat hari ini (penerusan)")
    place.clock.set(at("Rabu 25 November 2026 07.31"))
    desk.wait_for(number, "Lewat waktu, pimpinan diberi tahu (penerusan)")
    assert "Kami terlambat meneruskan ke Helpdesk LKPP" in _headline(vendor, link)

    # Nobody files it: on Tuesday 1 December the scheduler escalates to LKPP.
    place.clock.set(at("Selasa 1 Desember 2026 07.31"))
    desk.wait_for(number, "Eskalasi ke LKPP/Telkom oleh sistem (penyelesaian)")
    written = place.folder / "instance" / "surel"
    wait_until(
        lambda: any(head in mail.read_text() for mail in written.glob("*.eml")),
        "the head of the bureau has mail", 90,  # a digest, looked for once a minute
    )

    place.clock.set(at("Selasa 1 Desember 2026 09.00"))
    desk.open(number)
    desk.file_with_lkpp("Tangkapan layar menyusul")
    place.clock.set(at("Rabu 2 Desember 2026 09.00"))
    desk.open(number)
    desk.accepted_as("LKPP-778899")
    place.clock.set(at("Senin 7 Desember 2026 10.00"))
    headline = _headline(vendor, link)
    assert "Helpdesk LKPP" in headline
    assert "sejak Rabu 2 Desember (3 hari kerja)" in " ".join(headline.split())
    assert "Kami menanyakan lagi Rabu 9 Desember." in headline

    desk.open(number)
    desk.lkpp_answered("Sudah diperbaiki pada SPSE versi terbaru.")
    desk.resolve("LKPP sudah memperbaikinya. Silakan simpan ulang isian Anda.")
    desk.close()

    _vendor_hears_and_rates(vendor, place.url)
    phone.close()


def _vendor_hears_and_rates(page: Page, url: str) -> None:
    """The answer arrives in the same chat with the survey's link; nine taps."""
    page.goto(f"{url}/chat")
    log = page.get_by_role("log")
    expect(log).to_contain_text("Silakan simpan ulang isian Anda", timeout=30_000)
    survey = re.search(r"http://\S+/survei/[\w-]{43}", log.text_content() or "")
    assert survey is not None
    page.goto(survey[0])
    groups = page.locator("fieldset:has(input[type=radio][value='4'])")
    expect(groups).to_have_count(9)
    for index in range(9):
        groups.nth(index).locator("input[value='4']").check(force=True)
    page.get_by_role("button", name=re.compile("Kirim")).last.click()
    expect(page.locator("body")).to_contain_text("Terima kasih")
