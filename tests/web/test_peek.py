"""A ticket in a glance from the queue, by one key."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, expect

from helpdesk.domain.ticket import Kind
from helpdesk.usecases.reply import Words, reply_to_requester
from tests.browser import DESK, PHONE, sign_in, watched_page
from tests.marks import SQLITE_ONLY
from tests.processes import Installation
from tests.web.desk import address, book_of, new_officer, new_ticket, prepared, said, signed_in

pytestmark = SQLITE_ONLY


def test_the_last_words_the_date_and_nothing_one_may_not_see(app: Flask) -> None:
    desk = prepared(app)
    rina, ticket = new_officer(desk), new_ticket(desk, text="Pesan pertama")
    with desk.app_context():
        for n in range(3):
            reply_to_requester(book_of(desk), ticket.number, Words(f"Balasan {n}"),
                               actor=rina.actor, now=desk.extensions["clock"]())
    page = said(signed_in(desk, rina).get(address(ticket, "intip")))
    for words in ("Balasan 0", "Balasan 2", "1 pesan sebelumnya", "Penyelesaian"):
        assert words in page, words
    sealed = new_ticket(desk, kind=Kind.COMPLAINT, about_officer=True, text="Petugas kasar")
    assert signed_in(desk, rina).get(address(sealed, "intip")).status_code == 404


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_by_one_key_and_back_to_the_same_row(
    app: Flask, live_server: Installation, browser: Browser, size: dict[str, int]
) -> None:
    desk = prepared(app)
    rina, ticket = new_officer(desk), new_ticket(desk)
    with watched_page(browser, size) as page:
        page.goto(f"{live_server.url}/petugas/?view=baru")
        sign_in(page, rina.email)
        expect(page.locator("html")).to_have_attribute("data-keys", "ready")
        row = page.locator(f"#t-{ticket.number} .hd-queue__subject a")
        row.focus()
        page.keyboard.press("p")
        dialog = page.get_by_role("dialog", name=ticket.subject)
        expect(dialog).to_contain_text(ticket.number)
        assert Axe().run(page).response["violations"] == []
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        expect(row).to_be_focused()
