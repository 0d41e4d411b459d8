"""Calling a colleague from the composer."""

from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from helpdesk.domain.roles import Role
from tests.browser import sign_in
from tests.marks import SQLITE_ONLY
from tests.processes import Installation
from tests.web.desk import (
    address,
    do,
    new_officer,
    new_ticket,
    prepared,
    said,
    shown,
    signed_in,
)
from tests.web.test_officer_browser import accessible


def test_a_refused_mention_names_the_person_and_keeps_the_note(
    desk: Flask, officer: FlaskClient
) -> None:
    new_officer(desk, "Ade Pengelola", roles=(Role.ADMINISTRATOR,), unit=None)
    new_officer(desk, "Vino Verifikator")
    ticket = new_ticket(desk)
    note = {"visibility": "internal", "text": "@ade tolong cek cadangan"}
    answer = do(officer, ticket, "kirim", note)
    assert answer.status_code == 400
    page = answer.get_data(as_text=True)
    assert "Ade Pengelola tidak dapat melihat tiket ini, jadi tidak dapat disebut." in said(page)
    assert "@ade tolong cek cadangan</textarea>" in page
    assert 'value="internal" checked' in page
    assert do(officer, ticket, "kirim", {**note, "text": "@vino tolong cek"}).status_code == 303
    assert "menyebut Vino Verifikator" in said(shown(officer, ticket))
    assert "Pengikut Vino Verifikator" in said(officer.get(address(ticket, "saran")))
    public = {"visibility": "public", "send": "reply", "text": "Hubungi @ade di loket"}
    assert do(officer, ticket, "kirim", public).status_code == 303


def test_whom_a_note_calls_stands_out_themselves_most(desk: Flask, officer: FlaskClient) -> None:
    vino, ticket = new_officer(desk, "Vino Verifikator"), new_ticket(desk)
    note = {"visibility": "internal", "text": "@vino cek <b>lampiran</b> dari a@vino.example"}
    assert do(officer, ticket, "kirim", note).status_code == 303
    said_by = '<p class="hd-pre"><span class="{}">@vino</span> cek &lt;b&gt;lampiran&lt;/b&gt;'
    assert said_by.format("hd-mention") in shown(officer, ticket)
    theirs = shown(signed_in(desk, vino), ticket)
    assert said_by.format("hd-mention hd-mention--me") in theirs
    public = {"visibility": "public", "send": "reply", "text": "Hubungi @vino di loket"}
    assert do(officer, ticket, "kirim", public).status_code == 303
    assert '<p class="hd-pre">Hubungi @vino di loket</p>' in shown(officer, ticket)


def test_what_one_follows_is_a_view_of_ones_own(desk: Flask, officer: FlaskClient) -> None:
    vino, ticket = new_officer(desk, "Vino Verifikator"), new_ticket(desk)
    other = new_ticket(desk, contacts={"email": "lain@contoh.example"})
    theirs = signed_in(desk, vino)
    assert "Yang saya ikuti" not in said(theirs.get("/petugas/"))
    note = {"visibility": "internal", "text": "@vino tolong cek"}
    assert do(officer, ticket, "kirim", note).status_code == 303
    assert "Yang saya ikuti 1" in said(theirs.get("/petugas/"))
    page = theirs.get("/petugas/?view=saya-ikuti").text
    assert f'id="t-{ticket.number}"' in page
    assert f'id="t-{other.number}"' not in page
    empty = said(officer.get("/petugas/?view=saya-ikuti"))
    assert "Anda tidak mengikuti tiket yang terbuka" in empty


def test_only_colleagues_who_may_see_it_are_offered(desk: Flask, officer: FlaskClient) -> None:
    new_officer(desk, "Ade Pengelola", roles=(Role.ADMINISTRATOR,), unit=None)
    new_officer(desk, "Vino Verifikator")
    where = address(new_ticket(desk), "sisipan") + "?dari=petugas&q="
    found = officer.get(where, headers={"X-Requested-With": "fetch"}).get_json()["items"]
    assert found == [{"title": "Vino Verifikator", "text": "@Vino Verifikator "}]
    assert "@Vino Verifikator" in officer.get(where + "vin").get_data(as_text=True)


@SQLITE_ONLY
def test_offered_while_writing_a_note_and_only_there(
    app: Flask, live_server: Installation, page: Page
) -> None:
    rina, ticket = new_officer(prepared(app)), new_ticket(app)
    new_officer(app, "Vino Verifikator")
    page.goto(live_server.url + address(ticket))
    sign_in(page, rina.email)
    area, offer = page.locator("#f-text"), page.get_by_role("listbox", name="Sisipan")
    page.get_by_label("Catatan internal").check()
    area.press_sequentially("Mohon @ver")
    expect(offer.get_by_role("option")).to_have_count(1)
    accessible(page)
    area.press("Enter")
    expect(area).to_have_value("Mohon @Vino Verifikator ")
    expect(offer).to_be_hidden()
    area.press_sequentially("cek")
    page.get_by_role("button", name="Simpan catatan internal").click()
    expect(page.locator("#riwayat")).to_contain_text("menyebut Vino Verifikator")
    with page.expect_response(lambda answer: "sisipan" in answer.url) as asked:
        page.locator("#f-text").fill("@ver")
        page.locator("#f-text").fill("::x")
    assert "dari=balasan" in asked.value.url, "in a reply an @ asks nothing"
