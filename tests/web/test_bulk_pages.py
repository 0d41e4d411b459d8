"""Acting on many tickets from the queue: by forms alone, and in a browser by keys."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from helpdesk.domain.ticket import Kind
from helpdesk.models import Ticket
from tests.browser import DESK, PHONE, sign_in, watched_page
from tests.marks import SQLITE_ONLY
from tests.processes import Installation
from tests.web.desk import new_officer, new_ticket, now_is, prepared, said, signed_in

pytestmark = SQLITE_ONLY


def box(ticket: Ticket) -> str:
    return f"{ticket.number}:{ticket.version}"


def test_by_forms_alone(app: Flask) -> None:
    desk = prepared(app)
    rina, first, second = new_officer(desk), new_ticket(desk), new_ticket(desk)
    client = signed_in(desk, rina)
    queue = client.get("/petugas/").get_data(as_text=True)
    assert f'value="{box(first)}"' in queue
    chosen = {"t": [box(first), box(second)], "aksi": "assign"}
    assert "2 tiket" in said(client.get("/petugas/massal", query_string=chosen))
    empty = client.post("/petugas/massal", data=chosen)
    assert empty.status_code == 400
    assert "Pilih petugasnya." in said(empty)
    assert f'value="{box(first)}" checked' in empty.get_data(as_text=True)
    answer = client.post("/petugas/massal", data={**chosen, "officer": rina.id})
    assert answer.status_code == 303
    assert "Belum ada yang berubah" in said(client.get(answer.location))
    assert now_is(desk, first).assignee_id is None
    cancelled = client.post(f"{answer.location}/batalkan", follow_redirects=True)
    assert "Dibatalkan. Tidak ada tiket yang berubah" in said(cancelled)
    assert signed_in(desk, new_officer(desk, "Lain Orang")).get(answer.location).status_code == 404


@pytest.mark.parametrize("junk", ["", "x", "PBJ-2026-000001", "PBJ-2026-000001:-1", ":1", "a:b:c",
                                  "PBJ-2026-999999:1", "\0:1", "PBJ-2026-000001:٣"])
def test_senseless_choices_are_dropped_in_words(app: Flask, junk: str) -> None:
    client = signed_in(prepared(app), new_officer(app))
    answer = client.get("/petugas/massal", query_string={"t": junk, "aksi": "apa"})
    assert answer.status_code == 200
    assert "Belum ada tiket yang dipilih" in said(answer)
    posted = client.post("/petugas/massal", data={"t": junk, "aksi": "close"})
    assert posted.status_code in (303, 400)


def test_what_one_may_not_see_is_not_shown_before_or_after(app: Flask) -> None:
    desk = prepared(app)
    sealed = new_ticket(desk, kind=Kind.COMPLAINT, about_officer=True, text="Petugas kasar sekali")
    client = signed_in(desk, new_officer(desk))
    before = client.get("/petugas/massal", query_string={"t": box(sealed), "aksi": "close"})
    answer = client.post("/petugas/massal", data={"t": box(sealed), "aksi": "close"})
    after = client.get(answer.location)
    for page in (before, after):
        assert sealed.subject not in page.get_data(as_text=True)


@pytest.fixture(params=[PHONE, DESK], ids=["360", "1280"])
def seen(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    with watched_page(browser, request.param) as page:
        yield page


def accessible(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert found == [], [(v["id"], [n["target"] for n in v["nodes"]]) for v in found]


def test_a_bulk_reply_called_back_once_then_sent(
    app: Flask, live_server: Installation, seen: Page
) -> None:
    desk, page = prepared(app), seen
    rina = new_officer(desk)
    tickets = [new_ticket(desk, name=f"Pemohon {n}") for n in "ABCDE"]
    live_server.start("worker")
    page.goto(f"{live_server.url}/masuk")
    sign_in(page, rina.email)
    expect(page.locator("html")).to_have_attribute("data-keys", "ready")
    for ticket in tickets:
        page.locator(f"#t-{ticket.number} .hd-queue__subject a").focus()
        page.keyboard.press("x")
    expect(page.locator("[data-pick-count]")).to_have_text("5 tiket dipilih")
    accessible(page)
    page.locator("#massal select").select_option("reply")
    page.locator("#massal").get_by_role("button", name="Lanjut").press("Enter")
    page.get_by_label("Balasan untuk semua pemohon").fill("Yth. {nama}, gangguan sudah selesai.")
    accessible(page)
    page.get_by_role("button", name="Kirim satu balasan").press("Enter")
    expect(page.get_by_text("Belum ada yang berubah.")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Batalkan").press("Enter")
    expect(page.locator("#hasil")).to_contain_text("Tidak ada tiket yang berubah")

    chosen = "&".join(f"t={box(now_is(desk, ticket))}" for ticket in tickets)
    page.goto(f"{live_server.url}/petugas/massal?aksi=reply&{chosen}")
    page.get_by_label("Balasan untuk semua pemohon").fill("Yth. {nama}, gangguan sudah selesai.")
    page.get_by_role("button", name="Kirim satu balasan").press("Enter")
    expect(page.get_by_text("Belum ada yang berubah.")).to_be_visible()
    live_server.clock.advance(seconds=11)
    expect(page.locator("#hasil")).to_contain_text("5 dari 5 tiket selesai", timeout=40_000)
    accessible(page)
    page.get_by_role("link", name=re.compile(tickets[2].subject)).first.click()
    expect(page.locator(".hd-msg--officer")).to_contain_text("Yth. Pemohon A, gangguan")
