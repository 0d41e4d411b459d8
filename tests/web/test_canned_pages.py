"""Kept replies in the composer, drafts through a lost session, and on to the next ticket."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.browser import DESK, PHONE, watched_page
from tests.builders import PASSWORD
from tests.marks import SQLITE_ONLY
from tests.processes import Installation
from tests.web.desk import address, do, new_officer, new_ticket, prepared, said, signed_in

pytestmark = SQLITE_ONLY
NEW = {"title": "Sudah pulih", "body": "Yth. {nama}, tiket {nomor} sudah pulih.", "shared": "1"}


def test_kept_offered_and_refused(app: Flask) -> None:
    desk = prepared(app)
    rina, ticket = new_officer(desk), new_ticket(desk, name="Siti Aminah")
    client = signed_in(desk, rina)
    wrong = client.post("/petugas/balasan", data={**NEW, "body": "Yth. {gelar}"})
    assert wrong.status_code == 400
    assert "“{gelar}” tidak dikenal" in said(wrong)
    assert "Yth. {gelar}" in wrong.get_data(as_text=True)
    assert client.post("/petugas/balasan", data=NEW).status_code == 303
    where = address(ticket, "sisipan")
    asked = {"headers": {"X-Requested-With": "fetch"}}
    (found,) = client.get(f"{where}?q=pulih", **asked).get_json()["items"]
    assert found["text"] == f"Yth. Siti Aminah, tiket {ticket.number} sudah pulih."
    assert client.get(f"{where}?q=sanggah", **asked).get_json() == {"items": []}
    assert "Siti Aminah" in said(client.get(where))
    guide = client.get(f"{where}?q=lupa+kata+sandi&dari=panduan", **asked).get_json()["items"]
    assert guide
    unfilled = do(client, ticket, "kirim", {"text": NEW["body"], "send": "reply"})
    assert unfilled.status_code == 400
    assert "{nama} belum diganti" in said(unfilled)


def test_on_to_the_next_of_the_list_one_came_from(app: Flask) -> None:
    desk = prepared(app)
    client = signed_in(desk, new_officer(desk))
    first, second, third = (new_ticket(desk) for _ in range(3))
    client.get("/petugas/?view=baru")
    for here, there in ((second, third), (third, first)):
        answer = do(client, here, "kirim", {"text": "Kami periksa.", "send": "next"})
        assert answer.location == address(there)
    answer = do(client, first, "kirim", {"text": " ", "send": "next"})
    assert answer.status_code == 400


def sign_in(page: Page, email: str) -> None:
    page.get_by_label("Alamat surel").fill(email)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_by_keys_through_a_lost_session(
    app: Flask, live_server: Installation, browser: Browser, size: dict[str, int]
) -> None:
    desk = prepared(app)
    rina, ticket = new_officer(desk), new_ticket(desk, name="Siti Aminah")
    assert signed_in(desk, rina).post("/petugas/balasan", data=NEW).status_code == 303
    with watched_page(browser, size) as page:
        page.goto(f"{live_server.url}{address(ticket)}")
        sign_in(page, rina.email)
        area = page.locator("#balas textarea")
        expect(area).to_have_attribute("data-inserts", "1")
        area.press_sequentially("::pulih")
        expect(page.get_by_role("option", name=re.compile("Sudah pulih"))).to_be_visible()
        assert Axe().run(page).response["violations"] == []
        area.press("Enter")
        text = f"Yth. Siti Aminah, tiket {ticket.number} sudah pulih."
        expect(area).to_have_value(text)
        area.press_sequentially(" Salam.")
        expect(area).to_have_attribute("data-kept", str(len(text + " Salam.")))

        page.context.clear_cookies()  # the session is gone, and so is this browser's own copy
        page.evaluate("localStorage.clear()")
        page.goto(f"{live_server.url}{address(ticket)}")
        sign_in(page, rina.email)
        expect(area).to_have_value(f"{text} Salam.", timeout=40_000)
        expect(page.get_by_text(re.compile("Draf dari .* dipulihkan"))).to_be_visible()
        page.get_by_role("button", name="Kirim & berikutnya").click()
        expect(page).to_have_url(re.compile("/petugas/(tiket|$)"))
        page.goto(f"{live_server.url}{address(ticket)}")
        expect(page.locator(".hd-msg--officer")).to_contain_text("Salam.")
        expect(area).to_have_value("")
