"""Setting a reminder on the ticket page, the list of one's own, and the first screen's line."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import expect

from tests.browser import DESK, PHONE, sign_in, watched_page
from tests.clocks import FrozenClock
from tests.marks import SQLITE_ONLY
from tests.web.desk import address, new_officer, new_ticket, said, signed_in
from tests.web.test_officer_browser import accessible

pytestmark = SQLITE_ONLY  # the rules are tested on both with their use case


def test_set_listed_come_and_put_away(
    desk: Flask, officer: FlaskClient, clock: FrozenClock
) -> None:
    ticket = new_ticket(desk)
    form = {"ingatkan-at": "2026-11-23T13:00", "ingatkan-text": "Telepon <Bu Rina>"}
    assert officer.post(address(ticket, "ingatkan"), data=form).status_code == 303
    page = officer.get("/petugas/pengingat").get_data(as_text=True)
    assert "Akan datang" in page
    assert "Telepon &lt;Bu Rina&gt;" in page
    assert "pengingat Anda sudah tiba" not in said(officer.get("/petugas/"))
    clock.advance(hours=6)
    assert "1 pengingat Anda sudah tiba" in said(officer.get("/petugas/"))
    assert "Sudah tiba" in said(officer.get("/petugas/pengingat"))
    assert officer.post("/petugas/pengingat/1").status_code == 303
    assert "Belum ada pengingat" in said(officer.get("/petugas/pengingat"))
    other = signed_in(desk, new_officer(desk, "Lain"))
    assert other.post("/petugas/pengingat/1").status_code == 404


@pytest.mark.parametrize(("when", "told"), [
    ("", "Isi tanggal dan jam"), ("besok", "Isi tanggal dan jam"), ("2026-11-20T09:00", "sesudah"),
])
def test_an_hour_that_will_not_do_keeps_the_words(
    desk: Flask, officer: FlaskClient, when: str, told: str
) -> None:
    ticket = new_ticket(desk)
    form = {"ingatkan-at": when, "ingatkan-text": "Telepon Bu Rina"}
    answer = officer.post(address(ticket, "ingatkan"), data=form)
    assert answer.status_code == 400
    assert told in said(answer)
    assert 'value="Telepon Bu Rina"' in answer.get_data(as_text=True)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_by_hand_in_a_browser(desk, live_server, browser, person, size) -> None:
    ticket = new_ticket(desk)
    with watched_page(browser, size) as page:
        page.goto(f"{live_server.url}/masuk")
        sign_in(page, person.email)
        page.wait_for_url("**/petugas/**")
        page.goto(live_server.url + address(ticket))
        page.get_by_text("Ingatkan saya").click()
        page.locator("#f-ingatkan-at").fill("2026-11-23T11:00")
        page.locator("#f-ingatkan-text").fill("Telepon Bu Rina")
        page.get_by_role("button", name="Simpan pengingat").click()
        expect(page.get_by_text("Pengingat disimpan.")).to_be_visible()
        page.goto(f"{live_server.url}/petugas/pengingat")
        expect(page.get_by_text("Telepon Bu Rina").first).to_be_visible()
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        live_server.clock.advance(hours=3)
        page.goto(f"{live_server.url}/petugas/")
        expect(page.get_by_text("1 pengingat Anda sudah tiba")).to_be_visible()
        accessible(page)
        page.goto(f"{live_server.url}/petugas/pengingat")
        page.get_by_role("button", name="Selesai").click()
        expect(page.get_by_text("Pengingat diselesaikan.")).to_be_visible()
