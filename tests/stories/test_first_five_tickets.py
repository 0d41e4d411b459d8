"""An untrained officer's first five tickets: found by the words on the screen, counted in clicks.

The reader knows no keys and no addresses: every press is on a visible word, and a choice in a list
counts as one. Typing is not counted. The limits are what was measured, with nothing to spare.
"""

import re
from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import DESK, sign_in, watched_page
from tests.marks import SQLITE_ONLY
from tests.processes import Installation
from tests.web.desk import new_officer, new_ticket, now_is, prepared

pytestmark = SQLITE_ONLY
SUBJECTS = ("Lupa kata sandi akun", "Berkas kurang jelas", "Salah bagian", "Perlu diambil alih",
            "Pertanyaan mudah")


class Newcomer:
    """Presses what is seen, and counts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0

    def press(self, what: Locator) -> None:
        what.click()
        self.clicks += 1

    def choose(self, label: str, text: str) -> None:
        self.page.get_by_label(re.compile(f"^{label}")).first.select_option(label=text)
        self.clicks += 1

    def button(self, text: str) -> None:
        self.press(self.page.get_by_role("button", name=text, exact=True))

    def open(self, subject: str) -> None:
        """From the queue, by its subject; what lies folded there opens with the page."""
        self.press(self.page.locator("#baris").get_by_role("link", name=subject))
        expect(self.page.locator("[data-live-ticket], #triase").first).to_be_visible()

    def write(self, text: str) -> None:
        self.page.get_by_label("Isi pesan").or_(
            self.page.locator("textarea[name=text]")).first.fill(text)

    def back(self) -> None:
        self.press(self.page.get_by_role("link", name="Antrean", exact=True).first)


def answer(who: Newcomer) -> None:
    who.write("Silakan tekan Lupa Kata Sandi pada halaman masuk.")
    who.button("Kirim & selesai")


def ask(who: Newcomer) -> None:
    who.write("Mohon kirim ulang berkas yang lebih jelas.")
    who.button("Kirim & tunggu pemohon")


def triage(who: Newcomer) -> None:
    who.choose("Layanan", "Pengaduan dan Pendampingan Permasalahan Aplikasi SPSE")
    who.button("Simpan triase")


def take(who: Newcomer) -> None:
    who.press(who.page.locator("summary").filter(has_text="Disposisi"))
    who.button("Simpan disposisi")


def note(who: Newcomer) -> None:
    who.write("Loket buka pukul 08.00.")
    who.button("Kirim")


TASKS: tuple[tuple[Callable[[Newcomer], None], str, int], ...] = (
    (answer, "resolved", 3), (ask, "waiting_requester", 3), (triage, "triaged", 4),
    (take, "new", 4), (note, "in_progress", 3),
)


def test_five_first_tickets_take_few_clicks(
    app: Flask, live_server: Installation, browser: Browser
) -> None:
    desk = prepared(app)
    rina = new_officer(desk)
    tickets = [new_ticket(desk, text=f"{subject}.", subject=subject) for subject in SUBJECTS]
    with watched_page(browser, DESK) as page:
        page.goto(f"{live_server.url}/petugas/")
        sign_in(page, rina.email)
        who, spent = Newcomer(page), []
        for (act, _, _), subject in zip(TASKS, SUBJECTS, strict=True):
            before = who.clicks
            who.open(subject)
            act(who)
            expect(page.locator(".hd-notice--ok").first).to_be_visible()
            who.back()
            expect(page.locator("#baris")).to_be_visible()
            spent.append(who.clicks - before)
    assert [now_is(desk, t).status for t in tickets] == [status for _, status, _ in TASKS]
    assert now_is(desk, tickets[3]).assignee_id == rina.id
    assert spent == [most for *_, most in TASKS]
