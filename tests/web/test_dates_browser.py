"""Explained dates in Chromium, on a phone and at a desk: readable, strict, and axe has no word."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from helpdesk.domain.link import status_token
from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Authority
from helpdesk.models import Ticket
from helpdesk.usecases.forward import Filing, forward_ticket
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.reply import Words, reply_to_requester
from tests.browser import new_context, sign_in
from tests.builders import at
from tests.marks import SQLITE_ONLY
from tests.processes import Installation
from tests.web.desk import book_of, new_officer, new_ticket, prepared

pytestmark = SQLITE_ONLY
SIZES = ({"width": 360, "height": 740}, {"width": 1280, "height": 900})


@pytest.fixture(params=SIZES, ids=("phone", "desk"))
def screen(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A visitor whose console must stay silent: a refused style or script fails the test."""
    context = new_context(browser, request.param)
    page, wrong = context.new_page(), list[str]()
    page.set_default_timeout(60_000)  # a process first reads the guide
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert wrong == []


def waited_and_at_lkpp(app: Flask) -> Ticket:
    """A ticket whose resolution rested for its requester, over a close, and rests at LKPP now."""
    ticket, rina = new_ticket(app), new_officer(app, roles=(Role.HELPDESK, Role.UNIT_HEAD))
    with app.app_context():
        book, act = book_of(app), {"actor": rina.actor}
        reply_to_requester(book, ticket.number, Words("Kode paketnya?"), wait_for="question",
                           now=at("Senin 23 November 2026 15.50"), **act)
        receive_message(book, ticket.number, "10091226", channel="web",
                        now=at("Senin 23 November 2026 16.05"))
        forward_ticket(
            book, ticket.number,
            Filing(Authority.LKPP, "lpse_support", external_number="LS-1", override_reason="x"),
            now=at("Selasa 24 November 2026 09.00"), **act,
        )
    return ticket


def clean(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert found == [], [(v["id"], [n["target"] for n in v["nodes"]]) for v in found]
    page.wait_for_function("document.documentElement.scrollWidth <= innerWidth", timeout=5_000)


def open_all(page: Page) -> None:
    for part in page.locator(".hd-why > summary").all():
        part.click()
    expect(page.locator(".hd-shares__bar").first).to_be_visible()


def test_officers_and_requesters_read_why_on_any_screen(
    app: Flask, live_server: Installation, screen: Page
) -> None:
    ticket = waited_and_at_lkpp(prepared(app))
    live_server.clock.set(at("Kamis 26 November 2026 10.00"))
    screen.goto(f"{live_server.url}/petugas/tiket/{ticket.number}")
    sign_in(screen, "rina.petugas@contoh.example")
    expect(screen.locator(".hd-next")).to_contain_text("Balas pesan pemohon.")
    open_all(screen)
    expect(screen.get_by_text("Menunggu jawaban LKPP").first).to_be_visible()
    clean(screen)
    screen.goto(f"{live_server.url}/petugas/jeda")
    expect(screen.get_by_role("rowheader", name="Rina Petugas")).to_be_visible()
    clean(screen)
    token = status_token(book_of(app).link_key, ticket.id, ticket.link_serial)
    screen.goto(f"{live_server.url}/t/{token}")
    expect(screen.get_by_text("Anda tidak perlu melapor lagi ke sana")).to_be_visible()
    open_all(screen)
    clean(screen)
