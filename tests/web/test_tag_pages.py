"""Tags on the desk: the list kept, ticked on the ticket, seen in row, header and filter."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from helpdesk.domain.roles import Role
from helpdesk.models import Ticket
from helpdesk.usecases.tags import add_tag, tag_ticket
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
    shown,
    signed_in,
)
from tests.web.test_officer_browser import accessible
from tests.web.test_queries_a_page import MOST, asked


@pytest.fixture
def keeper(desk: Flask) -> FlaskClient:
    return signed_in(desk, new_officer(desk, "Ade Pengelola", roles=(Role.ADMINISTRATOR,)))


@pytest.fixture
def officer(desk: Flask) -> FlaskClient:
    return signed_in(desk, new_officer(desk))


def tagged(desk: Flask, *names: str) -> Ticket:
    """A ticket that bears new tags of these names."""
    ticket, head = new_ticket(desk), new_officer(desk, "Karsa Kasubbag", roles=(Role.UNIT_HEAD,))
    with desk.app_context():
        now = desk.extensions["clock"]()
        ids = [add_tag(name, actor=head.actor, now=now).id for name in names]
        tag_ticket(book_of(desk), ticket.number, ids, actor=head.actor, now=now)
    return ticket


def test_kept_by_an_administrator_ticked_by_an_officer_found_by_the_filter(
    desk: Flask, keeper: FlaskClient, officer: FlaskClient
) -> None:
    keeper.post("/petugas/label", data={"name": "Tender <ulang>"})
    assert "Tender &lt;ulang&gt;" in keeper.get("/petugas/label").get_data(as_text=True)
    one, other = new_ticket(desk), new_ticket(desk)
    beside = officer.get(address(one, "saran")).get_data(as_text=True)
    assert 'name="label-tag" value="1"' in beside
    version = now_is(desk, one).version
    form = {"label-tag": "1", "version": version}
    assert officer.post(address(one, "label"), data=form).status_code == 303
    assert "Label “Tender &lt;ulang&gt;” dipasang" in shown(officer, one)
    queue = officer.get("/petugas/?label=tender-ulang").get_data(as_text=True)
    assert "Label: Tender &lt;ulang&gt;" in queue
    assert f'id="t-{one.number}"' in queue
    assert f'id="t-{other.number}"' not in queue
    typed = officer.get("/petugas/", query_string={"q": "label:tender"}).get_data(as_text=True)
    assert f'id="t-{one.number}"' in typed
    assert f'id="t-{other.number}"' not in typed
    assert 'value="tender-ulang" selected' in officer.get(
        "/petugas/saringan?label=tender-ulang").get_data(as_text=True)
    without = officer.get("/petugas/?label=tanpa").get_data(as_text=True)
    assert f'id="t-{other.number}"' in without
    assert f'id="t-{one.number}"' not in without
    assert "Label “entah” tidak dikenal." in said(officer.get("/petugas/?label=entah"))


def test_a_stale_page_says_what_changed_and_keeps_the_tags(
    desk: Flask, officer: FlaskClient
) -> None:
    ticket = tagged(desk, "Audit")
    answer = officer.post(address(ticket, "label"), data={"version": ticket.version})
    assert answer.status_code == 409
    assert now_is(desk, ticket).tags == "Audit"


@pytest.mark.parametrize("name", ["", "x" * 41, "?!"])
def test_a_wrong_name_is_told_at_its_field_and_kept(keeper: FlaskClient, name: str) -> None:
    answer = keeper.post("/petugas/label", data={"name": name})
    assert answer.status_code == 400
    assert 'id="e-name"' in answer.get_data(as_text=True)
    assert f'value="{name}"' in answer.get_data(as_text=True)


def test_put_away_and_taken_out_again(desk: Flask, keeper: FlaskClient) -> None:
    tagged(desk, "Audit")
    assert "diarsipkan" in said(keeper.post("/petugas/label/1", data={"away": "1"},
                                            follow_redirects=True))
    again = said(keeper.post("/petugas/label/1", data={}, follow_redirects=True))
    assert "“Audit” dipakai lagi" in again
    assert keeper.post("/petugas/label/9").status_code == 404


def test_the_requester_reads_no_tag(desk: Flask, officer: FlaskClient) -> None:
    ticket = tagged(desk, "Audit")
    assert "Audit" in shown(officer, ticket)
    from helpdesk.domain.link import status_token

    link = status_token(book_of(desk).link_key, ticket.id, ticket.link_serial)
    page = desk.test_client().get(f"/t/{link}", follow_redirects=True)
    assert page.status_code == 200
    assert "Audit" not in page.get_data(as_text=True)


@SQLITE_ONLY
def test_tags_cost_no_question_of_their_own(desk: Flask, officer: FlaskClient) -> None:
    ticket = new_ticket(desk)
    pages = ("/petugas/", address(ticket))
    bare = [len(asked(desk, officer, path)) for path in pages]
    for name in ("Satu", "Dua"):
        with desk.app_context():
            now = desk.extensions["clock"]()
            head = new_officer(desk, f"Kepala {name}", roles=(Role.UNIT_HEAD,))
            tag = add_tag(name, actor=head.actor, now=now)
            tag_ticket(book_of(desk), ticket.number, [tag.id], actor=head.actor, now=now)
    assert [len(asked(desk, officer, path)) for path in pages] == bare
    officer.get(address(ticket, "saran"))  # a fresh process begins to read the guide
    desk.extensions["guide"].settle()
    assert len(asked(desk, officer, address(ticket, "saran"))) <= MOST


@SQLITE_ONLY
@pytest.mark.parametrize("width", [360, 1280])
def test_ticked_with_the_mouse_and_axe_finds_nothing(
    app: Flask, live_server: Installation, page: Page, width: int
) -> None:
    desk = prepared(app)
    head = new_officer(desk, "Karsa Kepala", roles=(Role.UNIT_HEAD,))
    ticket = tagged(desk, "Tender ulang", "Bahan sosialisasi")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/petugas/")
    sign_in(page, head.email)
    page.goto(f"{live_server.url}/petugas/label")
    accessible(page)
    page.goto(f"{live_server.url}{address(ticket)}")
    drawer = page.locator("#label")
    drawer.locator("summary").click()
    accessible(page)
    drawer.get_by_label("Tender ulang").uncheck()
    drawer.get_by_role("button", name="Simpan label").click()
    expect(page.locator("#kepala")).not_to_contain_text("Tender ulang")
    page.goto(f"{live_server.url}/petugas/?view=semua")
    expect(page.locator("#baris")).to_contain_text("Bahan sosialisasi")
    accessible(page)
