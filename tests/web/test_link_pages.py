"""The page of linked tickets: found from both sides, errors told, sealed ones never."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Kind
from helpdesk.models import Officer, Ticket
from helpdesk.usecases.seal import seal_ticket
from helpdesk.usecases.ticket_links import link_tickets
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
from tests.web.test_queries_a_page import MOST, asked

WHY = "Paket tender yang sama"


def post(desk: Flask, client: FlaskClient, one: Ticket, other: str, why: str = WHY):
    return client.post(address(one, "kaitan"), data={
        "version": now_is(desk, one).version, "kaitan-other": other, "kaitan-reason": why,
    }, follow_redirects=True)


def join(desk: Flask, one: Ticket, other: Ticket, person: Officer) -> int:
    with desk.app_context():
        now = desk.extensions["clock"]()
        return link_tickets(
            book_of(desk), one.number, other.number, WHY, actor=person.actor, now=now
        ).id


def test_linked_seen_from_both_sides_undone_and_on_record(
    desk: Flask, officer: FlaskClient
) -> None:
    one, other = new_ticket(desk), new_ticket(desk)
    page = said(post(desk, officer, one, other.number.lower()))
    assert "Tiket dikaitkan." in page
    for here, there in ((one, other), (other, one)):
        for path in ("kaitan", "saran"):
            text = said(officer.get(address(here, path)))
            assert there.number in text
            assert WHY in text
    undone = officer.post(
        address(other, "kaitan/1/lepas"), data={"version": now_is(desk, other).version},
        follow_redirects=True,
    )
    assert "Pernah dikaitkan" in said(undone)
    assert "dilepas Rina Petugas" in said(officer.get(address(one, "kaitan")))
    assert WHY not in said(officer.get(address(one, "saran")))


@pytest.mark.parametrize(("other", "why", "field"), [
    ("PBJ-2026-999999", WHY, "kaitan-other"), ("abc", WHY, "kaitan-other"),
    ("OTHER", "", "kaitan-reason"),
])
def test_what_is_wrong_is_told_at_its_field_and_the_rest_kept(
    desk: Flask, officer: FlaskClient, other: str, why: str, field: str
) -> None:
    one, two = new_ticket(desk), new_ticket(desk)
    answer = post(desk, officer, one, two.number if other == "OTHER" else other, why)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert f'id="e-{field}"' in page
    kept = WHY if field == "kaitan-other" else two.number
    assert f'value="{kept}"' in page


def test_a_stale_page_keeps_what_was_typed(desk: Flask, officer: FlaskClient) -> None:
    one, two = new_ticket(desk), new_ticket(desk)
    answer = officer.post(address(one, "kaitan"), data={
        "version": 99, "kaitan-other": two.number, "kaitan-reason": WHY})
    assert answer.status_code == 409
    assert f'value="{WHY}"' in answer.get_data(as_text=True)
    assert "baru saja diubah" in said(answer)


def test_a_linked_ticket_sealed_later_is_nowhere_beside_the_other(
    desk: Flask, officer: FlaskClient, person: Officer
) -> None:
    one, plain = new_ticket(desk), new_ticket(desk)
    sealed = new_ticket(desk, kind=Kind.COMPLAINT, text="Layanan loket lambat")
    link = join(desk, one, sealed, person)
    with desk.app_context():
        seal_ticket(book_of(desk), sealed.number, actor=person.actor,
                    now=desk.extensions["clock"]())
    for path in ("", "saran", "kaitan", "cetak", "intip"):
        page = officer.get(address(one, path) if path else address(one)).get_data(as_text=True)
        bare = officer.get(address(plain, path) if path else address(plain)).get_data(as_text=True)
        assert sealed.number not in page
        assert WHY not in page
        assert page.count("<li") == bare.count("<li"), path
    undo = officer.post(address(one, f"kaitan/{link}/lepas"), data={
        "version": now_is(desk, one).version})
    assert undo.status_code == 404
    real = said(post(desk, officer, one, sealed.number)).replace(sealed.number, "X")
    made_up = said(post(desk, officer, one, "PBJ-2026-999999")).replace("PBJ-2026-999999", "X")
    assert real == made_up
    head = signed_in(desk, new_officer(desk, "Kartika Kepala", roles=(Role.BUREAU_HEAD,)))
    assert sealed.number in said(head.get(address(one, "saran")))


@SQLITE_ONLY
def test_many_links_ask_no_more_than_one(
    desk: Flask, officer: FlaskClient, person: Officer
) -> None:
    one, *others = (new_ticket(desk) for _ in range(5))
    officer.get(address(one, "saran"))
    desk.extensions["guide"].settle()
    join(desk, one, others[0], person)
    few = len(asked(desk, officer, address(one, "saran")))
    for other in others[1:]:
        join(desk, one, other, person)
    many = asked(desk, officer, address(one, "saran"))
    assert len(many) == few <= MOST, many
    assert len(asked(desk, officer, address(one))) <= MOST


@SQLITE_ONLY
@pytest.mark.parametrize("width", [360, 1280])
def test_linked_from_the_ticket_by_keyboard_and_axe_finds_nothing(
    app: Flask, live_server: Installation, page: Page, width: int
) -> None:
    desk = prepared(app)
    person = new_officer(desk)
    one, other, third = (new_ticket(desk) for _ in range(3))
    join(desk, one, third, person)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/petugas/")
    sign_in(page, person.email)
    page.goto(f"{live_server.url}{address(one)}")
    expect(page.locator("#terkait")).to_contain_text(third.number, timeout=20_000)
    accessible(page)
    page.get_by_role("link", name="Kaitkan tiket lain").click()
    page.get_by_label("Nomor tiket lain").fill("salah")
    page.get_by_label("Alasan").fill(WHY)
    page.keyboard.press("Enter")
    expect(page.locator("#e-kaitan-other")).to_be_visible()
    accessible(page)
    page.get_by_label("Nomor tiket lain").fill(other.number)
    page.get_by_label("Alasan").press("Enter")
    expect(page.locator("#terkait")).to_contain_text(other.number)
    page.get_by_role("button", name=f"Lepas {other.number}").click()
    expect(page.locator("#lepas")).to_contain_text("dilepas")
    accessible(page)
