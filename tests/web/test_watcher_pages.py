"""Following a ticket from its page."""

from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Kind
from helpdesk.models import Officer
from helpdesk.usecases.seal import name_reported
from helpdesk.usecases.watching import follow_ticket
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
    said,
    signed_in,
)
from tests.web.test_officer_browser import accessible


def test_begun_shown_to_others_and_ended(desk: Flask, officer: FlaskClient) -> None:
    ticket, other = new_ticket(desk), signed_in(desk, new_officer(desk, "Vino Verifikator"))
    assert "Pengikut belum ada" in said(officer.get(address(ticket, "saran")))
    before = now_is(desk, ticket).version
    answer = officer.post(address(ticket, "ikuti"), follow_redirects=True)
    assert "Anda mengikuti tiket ini: kabar barunya disampaikan" in said(answer)
    assert "Pengikut Anda" in said(officer.get(address(ticket, "saran")))
    other.post(address(ticket, "ikuti"))
    assert "Pengikut Anda · Rina Petugas" in said(other.get(address(ticket, "saran")))
    assert now_is(desk, ticket).version == before, "nobody's open page grew stale by it"
    ended = officer.post(address(ticket, "ikuti"), data={"berhenti": "1"}, follow_redirects=True)
    assert "Anda tidak lagi mengikuti" in said(ended)
    assert "Pengikut Anda Anda menerima" in said(other.get(address(ticket, "saran")))


def test_on_a_sealed_complaint_no_follower_is_named_who_may_not_see_it(
    desk: Flask, officer: FlaskClient, person: Officer
) -> None:
    head = new_officer(desk, "Kartika Kepala", roles=(Role.BUREAU_HEAD,), unit="biro")
    ticket = new_ticket(desk, kind=Kind.COMPLAINT, text="Antrean di loket lama sekali")
    with desk.app_context():
        now = desk.extensions["clock"]()
        follow_ticket(ticket.number, actor=person.actor, now=now)
        name_reported(book_of(desk), ticket.number, person.id, actor=head.actor, now=now)
    assert "Pengikut belum ada" in said(signed_in(desk, head).get(address(ticket, "saran")))
    assert officer.post(address(ticket, "ikuti")).status_code == 404
    gone = officer.post(address(ticket, "ikuti"), data={"berhenti": "1"})
    assert gone.status_code == 404


@SQLITE_ONLY
def test_in_a_browser(app: Flask, live_server: Installation, page: Page) -> None:
    rina, ticket = new_officer(prepared(app)), new_ticket(app)
    page.goto(live_server.url + address(ticket))
    sign_in(page, rina.email)
    part = page.locator("#ikuti")
    part.locator("summary").click()
    accessible(page)
    part.get_by_role("button", name="Ikuti tiket ini").click()
    expect(part.locator("summary")).to_contain_text("Anda")
    part.locator("summary").click()
    part.get_by_role("button", name="Berhenti mengikuti").click()
    expect(part.locator("summary")).to_contain_text("belum ada")
