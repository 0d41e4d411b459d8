"""A proposed triage beside an untriaged ticket: shown with words, never applied by itself."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Kind
from helpdesk.usecases.triage import Triage, triage_ticket
from tests.browser import sign_in
from tests.marks import SQLITE_ONLY
from tests.processes import Installation
from tests.web.desk import (
    address,
    book_of,
    new_officer,
    new_ticket,
    now_is,
    prepared,
    shown,
    signed_in,
)
from tests.web.test_officer_browser import accessible
from tests.web.test_queries_a_page import MOST, asked
from tests.web.test_similar_tickets import beside

MAIL = "Bagaimana prosedur mengganti alamat email akun penyedia perusahaan kami?"


def test_an_untriaged_ticket_has_a_proposal_with_its_words(desk: Flask) -> None:
    ticket = new_ticket(desk, text=MAIL, kind=Kind.INQUIRY)
    page = beside(desk, signed_in(desk, new_officer(desk)), ticket)
    proposal = page.split('id="usul-triase"')[1].split("</section>")[0]
    assert 'data-field="triase-service" data-value="perubahan-email"' in proposal
    assert "email" in proposal.split("karena")[1]
    assert now_is(desk, ticket).service is None


def test_the_form_comes_filled_and_nothing_is_changed(desk: Flask) -> None:
    ticket = new_ticket(desk, text=MAIL, kind=Kind.INQUIRY)
    client = signed_in(desk, new_officer(desk))
    page = client.get(address(ticket, "isi-triase")).get_data(as_text=True)
    assert '<option value="perubahan-email" selected>' in page
    assert '<option value="request" selected>' in page
    assert '<option value="perubahan-email" selected>' not in shown(client, ticket)
    assert now_is(desk, ticket).status == "new"


def test_a_triaged_ticket_has_none(desk: Flask) -> None:
    ticket, officer = new_ticket(desk, text=MAIL, kind=Kind.INQUIRY), new_officer(desk)
    with desk.app_context():
        triage_ticket(book_of(desk), ticket.number, Triage(Kind.INQUIRY), actor=officer.actor,
                      now=desk.extensions["clock"]())
    assert "usul-triase" not in beside(desk, signed_in(desk, officer), ticket)


def test_a_sealed_complaint_is_not_proposed_elsewhere(desk: Flask) -> None:
    sealed = new_ticket(desk, kind=Kind.COMPLAINT, about_officer=True, text=MAIL)
    head = signed_in(desk, new_officer(desk, roles=(Role.BUREAU_HEAD,)))
    assert "usul-triase" not in beside(desk, head, sealed)
    other = signed_in(desk, new_officer(desk, "Sari"))
    assert other.get(address(sealed, "isi-triase")).status_code == 404


def test_the_part_beside_stays_within_its_dozen_queries(desk: Flask) -> None:
    ticket, client = new_ticket(desk, text=MAIL), signed_in(desk, new_officer(desk))
    beside(desk, client, ticket)
    assert len(asked(desk, client, address(ticket, "saran"))) <= MOST


@SQLITE_ONLY
@pytest.mark.parametrize("width", [360, 1280])
def test_one_press_fills_the_form_and_axe_finds_nothing(
    app: Flask, live_server: Installation, page: Page, width: int
) -> None:
    desk = prepared(app)
    officer, ticket = new_officer(desk), new_ticket(desk, text=MAIL, kind=Kind.INQUIRY)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/petugas/")
    sign_in(page, officer.email)
    page.goto(f"{live_server.url}{address(ticket)}")
    press = page.locator("#triase").get_by_role("link", name="Isi formulir triase")
    expect(press).to_be_visible(timeout=20_000)
    press.click()
    expect(page.locator("[name=triase-service]")).to_have_value("perubahan-email")
    expect(page.locator("[name=triase-kind]")).to_be_focused()
    accessible(page)
    page.screenshot(path=f"/tmp/pics-triage-{width}.png", full_page=True)
    assert now_is(app, ticket).status == "new"
