"""Away and back on the page; the deputy's first screen; whose turn a ticket is."""

import pytest
from flask import Flask
from playwright.sync_api import expect

from helpdesk.domain.roles import Role
from helpdesk.usecases.assign import assign_ticket
from tests.browser import DESK, PHONE, sign_in, watched_page
from tests.marks import SQLITE_ONLY
from tests.web.desk import address, book_of, new_officer, new_ticket, now_is, said, signed_in
from tests.web.test_officer_browser import accessible

pytestmark = SQLITE_ONLY  # the rules are tested on both with their use case
PAGE = "/petugas/tidak-bertugas"


@pytest.fixture
def rina(desk: Flask):
    return new_officer(desk)


@pytest.fixture
def yosua(desk: Flask):
    return new_officer(desk, "Yosua Tamban", roles=(Role.VERIFIER,))


def away(client, **fields):
    return client.post(PAGE, data={"first": "2026-11-23", "kind": "leave"} | fields)


def test_on_record_listed_and_back(desk, rina, yosua) -> None:
    client = signed_in(desk, rina)
    assert away(client, last="2026-11-27", deputy=str(yosua.id)).status_code == 303
    page = said(client.get(PAGE))
    assert "Cuti, 23 November 2026 sampai 27 November 2026 · pengganti: Yosua Tamban" in page
    other = signed_in(desk, yosua)
    assert "Bertugas lagi" not in said(other.get(PAGE))
    assert other.post(f"{PAGE}/1").status_code == 403
    assert client.post(f"{PAGE}/1").status_code == 303
    assert "Semua petugas bertugas." in said(client.get(PAGE))


@pytest.mark.parametrize(("fields", "told"), [
    ({"first": ""}, "Isi tanggal mulai"), ({"last": "2026-11-01"}, "sebelum tanggal mulai"),
    ({"deputy": "999"}, "Pilih petugas lain"), ({"kind": "sakit"}, "tidak dikenal"),
    ({"officer": "x"}, "tidak dikenal"),
])
def test_what_will_not_do_is_told_and_kept(desk, rina, fields, told) -> None:
    answer = away(signed_in(desk, rina), **({"last": "2026-11-27"} | fields))
    assert answer.status_code == 400
    assert told in said(answer)
    if "last" not in fields:
        assert 'value="2026-11-27"' in answer.get_data(as_text=True)


def test_an_officer_cannot_send_another_on_leave(desk, rina, yosua) -> None:
    answer = away(signed_in(desk, rina), officer=str(yosua.id))
    assert answer.status_code == 403
    assert "kepala biro, atau administrator" in said(answer)


def test_whoever_is_away_says_so_where_a_person_is_chosen(desk, rina, yosua) -> None:
    client, ticket = signed_in(desk, yosua), new_ticket(desk)
    away(signed_in(desk, rina), last="2026-11-27", deputy=str(yosua.id))
    told = "Rina Petugas — tidak bertugas s.d. 27 November 2026, diganti Yosua Tamban"
    assert told in said(client.get(address(ticket)))
    assert told in said(client.get(address(ticket, "netralitas")))
    many = client.get("/petugas/massal", query_string={
        "t": f"{ticket.number}:{ticket.version}", "aksi": "assign"})
    assert told in said(many)
    client.post(f"{PAGE}/1")
    signed_in(desk, rina).post(f"{PAGE}/1")
    assert "tidak bertugas s.d." not in said(client.get(address(ticket)))


def test_a_deputy_recorded_away_is_told_and_listed(desk, rina, yosua) -> None:
    away(signed_in(desk, rina), last="2026-11-27", deputy=str(yosua.id))
    client = signed_in(desk, yosua)
    assert away(client, first="2026-11-25").status_code == 303
    page = said(client.get(PAGE))
    assert "tercatat sebagai pengganti Rina Petugas (23 November 2026 sampai 27" in page
    assert "pengganti: Yosua Tamban, yang juga tidak bertugas" in page


def test_a_head_is_offered_their_own_unit_alone(desk, rina) -> None:
    new_officer(desk, "Lia Lain", unit="bagian-pengelolaan-pbj")
    head = signed_in(desk, new_officer(desk, "Karsa Kasubbag", roles=(Role.UNIT_HEAD,)))
    choice = said(head.get(PAGE)).partition("Karena")[0]
    assert "Rina Petugas" in choice
    assert "Lia Lain" not in choice


def test_the_turn_is_proposed_and_taken_by_a_press(desk, rina, yosua) -> None:
    ticket, client = new_ticket(desk), signed_in(desk, yosua)
    beside = said(client.get(address(ticket, "saran")))
    assert "Giliran berikutnya" in beside
    assert "Rina Petugas" in beside
    assert now_is(desk, ticket).assignee_id is None, "proposed, not done"
    away(signed_in(desk, rina))
    assert "Yosua Tamban bertugas" in said(client.get(address(ticket, "saran")))
    form = {"disposisi-officer": str(yosua.id), "version": now_is(desk, ticket).version}
    assert client.post(address(ticket, "disposisi"), data=form).status_code == 303
    assert "Giliran berikutnya" not in said(client.get(address(ticket, "saran")))


def test_a_ticket_of_who_is_away_says_so(desk, rina, yosua) -> None:
    ticket = new_ticket(desk)
    with desk.app_context():
        now = desk.extensions["clock"]()
        assign_ticket(book_of(desk), ticket.number, officer_id=rina.id, actor=rina.actor, now=now)
    away(signed_in(desk, rina), last="2026-11-27")
    beside = said(signed_in(desk, yosua).get(address(ticket, "saran")))
    assert "Rina Petugas tidak bertugas sampai 27 November 2026." in beside
    assert "Yosua Tamban bertugas" in beside


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_by_hand_in_a_browser(desk, live_server, browser, rina, yosua, size) -> None:
    with watched_page(browser, size) as page:
        page.goto(f"{live_server.url}/masuk")
        sign_in(page, rina.email)
        page.wait_for_url("**/petugas/**")
        page.goto(live_server.url + PAGE)
        page.locator("#f-last").fill("2026-11-27")
        page.get_by_label("Pengganti").select_option(label="Yosua Tamban")
        page.get_by_role("button", name="Catat").click()
        expect(page.get_by_text("Pemberitahuan dialihkan kepada penggantinya")).to_be_visible()
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.get_by_role("button", name="Bertugas lagi").click()
        expect(page.get_by_text("Semua petugas bertugas.")).to_be_visible()
