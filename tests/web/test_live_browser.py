"""Pages that stay true while they are open: real web processes, a browser, acts from outside."""

import re

from flask import Flask
from playwright.sync_api import Browser, Page, expect

from helpdesk.domain.roles import REQUESTER
from helpdesk.models import Officer, Ticket
from helpdesk.usecases.receive import receive_message
from tests.browser import DESK, new_context, sign_in
from tests.builders import a_ticket
from tests.marks import SQLITE_ONLY
from tests.processes import Installation
from tests.web.desk import book_of, new_officer, new_ticket, prepared

WAIT = 20_000  # milliseconds until a change must be seen


def enter(page: Page, url: str, officer: Officer, path: str = "/petugas/") -> None:
    page.goto(url + path)
    sign_in(page, officer.email)
    expect(page).to_have_url(url + path)


def write(app: Flask, live_server: Installation, ticket: Ticket, text: str) -> None:
    """The requester writes, in a process that is none of those that serve the page."""
    with app.app_context():
        receive_message(
            book_of(app), ticket.number, text, channel="web", now=live_server.clock(),
            actor=REQUESTER,
        )


def another(app: Flask, live_server: Installation, text: str) -> Ticket:
    with app.app_context():
        return a_ticket(book_of(app), text=text, now=live_server.clock())


def test_a_new_ticket_appears_in_every_open_queue_whichever_process_serves_it(
    app: Flask, live_server: Installation, browser: Browser
) -> None:
    rina, vino = new_officer(prepared(app)), new_officer(app, name="Vino Verifikator")
    new_ticket(app, text="Jaminan penawaran ditolak bank")
    other = live_server.second_web()
    pages = [new_context(browser, DESK).new_page() for _ in range(2)]
    for page, url, who in zip(pages, (live_server.url, other), (rina, vino), strict=True):
        enter(page, url, who)
        expect(page.locator("#baris tr")).to_have_count(1)
    fresh = another(app, live_server, "Kata sandi akun hilang")
    for page in pages:
        expect(page.locator(f"#t-{fresh.number}")).to_be_visible(timeout=WAIT)
        counter = page.locator("#pandangan a", has_text=re.compile("^Baru"))
        expect(counter.locator(".hd-count")).to_have_text("2", timeout=WAIT)
        page.context.close()


@SQLITE_ONLY
def test_words_that_arrive_do_not_disturb_what_is_being_written(
    app: Flask, live_server: Installation, page: Page
) -> None:
    rina, ticket = new_officer(prepared(app)), new_ticket(app)
    enter(page, live_server.url, rina, f"/petugas/tiket/{ticket.number}")
    page.locator("#balas textarea").first.fill("Mohon tunggu, kami")
    write(app, live_server, ticket, "Sudah bisa, terima kasih.")
    expect(page.locator("#percakapan-tiket")).to_contain_text("Sudah bisa", timeout=WAIT)
    expect(page.locator("#balas textarea").first).to_have_value("Mohon tunggu, kami")
    expect(page.locator("#balas textarea").first).to_be_focused()
    expect(page.locator("#hd-live")).to_have_text("Ada pesan baru di percakapan.")


@SQLITE_ONLY
def test_rows_under_an_officers_hand_stay_until_they_ask_for_the_new_ones(
    app: Flask, live_server: Installation, page: Page
) -> None:
    rina, ticket = new_officer(prepared(app)), new_ticket(app)
    enter(page, live_server.url, rina)
    page.locator(f"#t-{ticket.number} a").first.focus()
    fresh = another(app, live_server, "Kata sandi akun hilang")
    offer = page.get_by_role("button", name="1 perubahan di daftar ini. Tampilkan")
    expect(offer).to_be_visible(timeout=WAIT)
    expect(page.locator("#baris tr")).to_have_count(1)
    offer.click()
    expect(page.locator(f"#t-{fresh.number}")).to_be_visible(timeout=WAIT)


@SQLITE_ONLY
def test_without_the_stream_the_page_asks_now_and_then(
    app: Flask, live_server: Installation, page: Page
) -> None:
    rina = new_officer(prepared(app))
    page.route("**/petugas/langsung*", lambda route: (
        route.continue_() if "json" in route.request.url else route.fulfill(status=503)
    ))
    enter(page, live_server.url, rina)
    expect(page.get_by_text("Tidak ada tiket terbuka")).to_be_visible()
    fresh = another(app, live_server, "Kata sandi akun hilang")
    expect(page.locator(f"#t-{fresh.number}")).to_be_visible(timeout=30_000)
    expect(page.locator("#hd-live-state")).to_have_count(0)


@SQLITE_ONLY
def test_an_outage_is_told_and_what_was_missed_is_shown_afterwards(
    app: Flask, live_server: Installation, browser: Browser
) -> None:
    rina = new_officer(prepared(app))
    context = new_context(browser, DESK)
    page = context.new_page()
    enter(page, live_server.url, rina)
    with page.expect_request("**/petugas/langsung.json*", timeout=WAIT):
        # With a stream open the server still stops at once, and in good order.
        assert live_server.running[0].stop(8) == 0
    expect(page.locator("#hd-live-state")).to_contain_text("Sambungan terputus", timeout=WAIT)
    fresh = another(app, live_server, "Kata sandi akun hilang")
    live_server.start("web")
    expect(page.locator(f"#t-{fresh.number}")).to_be_visible(timeout=40_000)
    expect(page.locator("#hd-live-state")).to_have_count(0)
    context.close()
