"""An officer's Telegram page in Chromium: narrow and wide, by keyboard, and axe has no word."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from helpdesk.usecases.chat_bot import remember_bot
from helpdesk.usecases.chat_invitations import invitation_hash, open_invitation
from helpdesk.usecases.officer_chats import link_chat
from tests.browser import PHONE, new_context, sign_in
from tests.builders import MONDAY
from tests.marks import SQLITE_ONLY
from tests.processes import Installation
from tests.web.desk import new_officer, prepared

pytestmark = SQLITE_ONLY
WIDE = {"width": 1280, "height": 800}


def sound(page: Page) -> None:
    """Nothing hangs over the edge, the code is drawn, and axe has no word."""
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    found = Axe().run(page).response["violations"]
    assert found == [], [(v["id"], [n["target"] for n in v["nodes"]]) for v in found]


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
def test_from_the_code_to_letting_go(
    app: Flask, live_server: Installation, browser: Browser, size: dict[str, int]
) -> None:
    desk = prepared(app)
    rina = new_officer(desk)
    with desk.app_context():
        remember_bot("helpdesk_pbj_bot", now=MONDAY)
    page = new_context(browser, size).new_page()
    page.goto(f"{live_server.url}/petugas/telegram")
    sign_in(page, rina.email)
    expect(page).to_have_url(f"{live_server.url}/petugas/telegram")
    sound(page)
    page.get_by_role("button", name="Hubungkan Telegram").press("Enter")
    link = page.get_by_role("link", name="Buka Telegram di perangkat ini").get_attribute("href")
    assert page.locator(".hd-qr img").evaluate("image => image.naturalWidth") > 0
    sound(page)
    with desk.app_context():
        hashed = invitation_hash(str(link).partition("?start=")[2])
        opened = open_invitation(hashed, "100", now=MONDAY)
        assert opened
        assert link_chat(opened.id, "100", now=MONDAY)
    page.get_by_role("link", name="Sudah saya tekan").click()
    expect(page.get_by_role("heading", name="Terhubung")).to_be_visible()
    sound(page)
    page.get_by_label("Keduanya").check()
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_label("Keduanya")).to_be_checked()
    page.get_by_role("button", name="Lepas Telegram").click()
    expect(page.get_by_text("Telegram dilepas.")).to_be_visible()
    sound(page)
