"""All tickets of one requester or company: who may know of them, page by page."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page

from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Category, IdentityMode, Kind
from helpdesk.queries import requesters
from tests.browser import sign_in
from tests.marks import SQLITE_ONLY
from tests.processes import Installation
from tests.web.desk import address, new_officer, new_ticket, prepared, signed_in
from tests.web.visiting import text_of

MINE = {"category": Category.SUPPLIER, "company": "CV Katingan Makmur"}


def company(client, name: str, more: str = ""):
    return client.get("/petugas/perusahaan", query_string={"nama": name, "setelah": more})


def test_a_companys_tickets_are_found_whatever_the_capitals(app: Flask) -> None:
    desk = prepared(app)
    client = signed_in(desk, new_officer(desk))
    first, second = (new_ticket(desk, contacts={"email": f"{n}@contoh.example"}, **MINE)
                     for n in "ab")
    other = new_ticket(desk, company="CV Lain", category=Category.SUPPLIER)
    page = text_of(company(client, "cv  katingan MAKMUR"))
    assert "2 tiket, 2 masih terbuka" in page
    assert first.number in page
    assert second.number in page
    assert other.number not in page
    assert "Tidak ada tiket" in text_of(company(client, "\0' or 1=1 --"))


def test_a_requesters_page_holds_the_tickets_of_their_address(app: Flask) -> None:
    desk = prepared(app)
    client = signed_in(desk, new_officer(desk))
    mine = [new_ticket(desk, contacts={"email": "budi@contoh.example"}) for _ in range(2)]
    foreign = new_ticket(desk, contacts={"email": "siti@contoh.example"})
    page = text_of(client.get(address(mine[0], "pemohon")))
    assert all(ticket.number in page for ticket in mine)
    assert foreign.number not in page


def test_hidden_and_sealed_ones_are_neither_found_nor_counted(app: Flask) -> None:
    desk = prepared(app)
    rina, head = new_officer(desk), new_officer(desk, name="Kartika", roles=(Role.BUREAU_HEAD,))
    hidden = new_ticket(desk, identity=IdentityMode.HIDDEN, **MINE)
    sealed = new_ticket(desk, kind=Kind.COMPLAINT, text="Petugas kasar", **MINE)
    client = signed_in(desk, rina)
    page = text_of(company(client, MINE["company"]))
    assert hidden.number not in page
    assert sealed.number not in page
    assert "0 tiket" in page
    assert client.get(address(hidden, "pemohon")).status_code == 403
    assert client.get(address(sealed, "pemohon")).status_code == 404
    assert "2 tiket" in text_of(company(signed_in(desk, head), MINE["company"]))


def test_pages_follow_each_other(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requesters, "PAGE", 2)
    desk = prepared(app)
    client = signed_in(desk, new_officer(desk))
    tickets = [new_ticket(desk, **MINE) for _ in range(3)]
    first = company(client, MINE["company"])
    assert tickets[0].number not in text_of(first)
    assert f"setelah={tickets[1].number}" in first.get_data(as_text=True)
    second = text_of(company(client, MINE["company"], tickets[1].number))
    assert tickets[0].number in second
    assert tickets[2].number not in second


@SQLITE_ONLY
def test_the_page_is_reached_from_the_ticket_and_reads_well(
    app: Flask, live_server: Installation, page: Page
) -> None:
    desk = prepared(app)
    rina, ticket = new_officer(desk), new_ticket(desk, **MINE)
    page.goto(f"{live_server.url}{address(ticket)}")
    sign_in(page, rina.email)
    page.get_by_role("link", name="Semua tiket CV Katingan Makmur").click()
    page.get_by_role("heading", name="CV Katingan Makmur").wait_for()
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("link", name="Unggah dokumen", exact=False).first.click()
    page.get_by_role("link", name="Semua tiket pemohon ini").click()
    page.get_by_text("1 tiket, 1 masih terbuka").wait_for()
