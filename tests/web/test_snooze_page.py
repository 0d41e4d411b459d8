"""Putting off from the ticket page, seeing it in the queue, and getting it back."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import expect

from helpdesk.models import Ticket
from tests.browser import DESK, PHONE, sign_in, watched_page
from tests.marks import SQLITE_ONLY
from tests.web.desk import address, new_ticket, now_is, said, shown
from tests.web.test_officer_browser import accessible

pytestmark = SQLITE_ONLY  # the rules are tested on both with their use case


def put_off(client: FlaskClient, ticket: Ticket, version: int, day: str, reason: str):
    form = {"tunda-day": day, "tunda-reason": reason, "version": version}
    return client.post(address(ticket, "tunda"), data=form)


def test_from_the_page_to_the_view_and_back(desk: Flask, officer: FlaskClient) -> None:
    ticket = new_ticket(desk)
    assert "Tunda sampai hari lain" in shown(officer, ticket)
    answer = put_off(officer, ticket, now_is(desk, ticket).version, "2026-11-25", "Tunggu <OPD>")
    assert answer.status_code == 303
    page = shown(officer, ticket)
    assert "Ditunda sampai Rabu" in page
    assert "Ditunda sampai Rabu, 25 November 2026: Tunggu &lt;OPD&gt;" in page
    listed = officer.get("/petugas/?view=ditunda").get_data(as_text=True)
    assert ticket.number in listed
    assert "ditunda sampai" in listed
    assert ticket.number not in said(officer.get("/petugas/?view=milik-saya"))
    form = {"version": now_is(desk, ticket).version}
    back = officer.post(address(ticket, "batal-tunda"), data=form)
    assert back.status_code == 303, said(back)[:900]
    assert "Tiket kembali ke daftar kerja." in shown(officer, ticket)


@pytest.mark.parametrize(("day", "told"), [
    ("", "Isi tanggal kembalinya"), ("besok", "Isi tanggal kembalinya"),
    ("2026-12-20", "tidak ikut tertunda"),
])
def test_a_day_that_will_not_do_keeps_the_reason(
    desk: Flask, officer: FlaskClient, day: str, told: str
) -> None:
    ticket = new_ticket(desk)
    answer = put_off(officer, ticket, now_is(desk, ticket).version, day, "Menunggu surat")
    assert answer.status_code == 400
    page = answer.get_data(as_text=True)
    assert told in page
    assert 'value="Menunggu surat"' in page
    assert now_is(desk, ticket).snoozed_until is None


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_by_hand_in_a_browser(desk, live_server, browser, person, size) -> None:
    ticket = new_ticket(desk)
    with watched_page(browser, size) as page:
        page.goto(f"{live_server.url}/masuk")
        sign_in(page, person.email)
        page.wait_for_url("**/petugas/**")
        page.goto(live_server.url + address(ticket))
        page.get_by_text("Tunda sampai hari lain").click()
        page.locator("#f-tunda-reason").fill("Menunggu surat OPD")
        page.get_by_role("button", name="Tunda", exact=True).click()
        expect(page.get_by_text("Tiket ditunda. Batas waktunya tetap berjalan.")).to_be_visible()
        expect(page.locator("#kepala")).to_contain_text("Ditunda sampai")
        accessible(page)
        page.goto(f"{live_server.url}/petugas/?view=ditunda")
        expect(page.locator("#baris")).to_contain_text(ticket.number)
        accessible(page)
