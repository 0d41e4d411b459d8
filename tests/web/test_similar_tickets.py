"""Similar tickets beside a ticket: why they are shown, how they were solved, and what never is."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Kind
from helpdesk.queries import similar
from helpdesk.usecases.reply import Words, add_note
from helpdesk.usecases.resolve import resolve_ticket
from tests.browser import sign_in
from tests.marks import SQLITE_ONLY
from tests.processes import Installation
from tests.web.desk import address, book_of, new_officer, new_ticket, prepared, signed_in
from tests.web.test_officer_browser import accessible
from tests.web.test_queries_a_page import MOST, asked

SPECIMEN = "Sertifikat pelatihan kedaluwarsa saat membuka spamkodok penawaran"
ANSWER = "Yth. Bapak/Ibu,\nPasang ulang sertifikat lewat menu pengaturan. Lalu masuk kembali."


@pytest.fixture
def desk(app: Flask) -> Flask:
    return prepared(app)


def beside(desk, client, ticket):
    client.get(address(ticket, "saran"))  # a fresh process begins to read the guide
    desk.extensions["guide"].settle()
    page = client.get(address(ticket, "saran"))
    assert page.status_code == 200
    return page.get_data(as_text=True)


def test_a_solved_ticket_is_shown_with_its_words_and_its_answer(desk: Flask) -> None:
    officer, old, new = new_officer(desk), *(new_ticket(desk, text=SPECIMEN) for _ in range(2))
    with desk.app_context():
        now = desk.extensions["clock"]()
        resolve_ticket(book_of(desk), old.number, Words(ANSWER), actor=officer.actor, now=now)
        add_note(book_of(desk), old.number, Words("Rahasia dapur."), actor=officer.actor, now=now)
    page = beside(desk, signed_in(desk, officer), new)
    assert old.number in page
    assert "spamkodok" in page.split("Kata yang sama")[1]
    assert "Dijawab: Pasang ulang sertifikat lewat menu pengaturan." in page
    assert "Yth." not in page
    assert "Rahasia dapur" not in page


def test_an_open_ticket_is_shown_and_another_matter_is_not(desk: Flask) -> None:
    client = signed_in(desk, new_officer(desk))
    same, new = (new_ticket(desk, text=SPECIMEN) for _ in range(2))
    other = new_ticket(desk, text="Jadwal bimbingan teknis triwulan depan")
    page = beside(desk, client, new)
    assert same.number in page
    assert other.number not in page
    assert "Dijawab:" not in page


def test_a_ticket_like_no_other_says_so(desk: Flask) -> None:
    page = beside(desk, signed_in(desk, new_officer(desk)), new_ticket(desk, text=SPECIMEN))
    assert "Belum ada tiket lain" in page


@pytest.mark.parametrize("role", [Role.HELPDESK, Role.UNIT_HEAD, Role.BUREAU_HEAD])
def test_a_sealed_complaint_is_beside_no_ticket(desk: Flask, role: Role) -> None:
    sealed = new_ticket(desk, kind=Kind.COMPLAINT, about_officer=True, text=SPECIMEN)
    new = new_ticket(desk, text=SPECIMEN)
    page = beside(desk, signed_in(desk, new_officer(desk, roles=(role,))), new)
    assert sealed.number not in page
    assert "Kata yang sama" not in page


def test_beside_a_sealed_complaint_stands_no_ticket(desk: Flask) -> None:
    sealed = new_ticket(desk, kind=Kind.COMPLAINT, about_officer=True, text=SPECIMEN)
    same = new_ticket(desk, text=SPECIMEN)
    head = new_officer(desk, roles=(Role.BUREAU_HEAD,))
    assert same.number not in beside(desk, signed_in(desk, head), sealed)


def test_no_more_tickets_are_compared_than_the_bound(
    desk: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(similar, "NEWEST", 1)
    old, newer, new = (new_ticket(desk, text=SPECIMEN) for _ in range(3))
    page = beside(desk, signed_in(desk, new_officer(desk)), new)
    assert newer.number in page
    assert old.number not in page


@SQLITE_ONLY
def test_what_stands_beside_a_ticket_asks_a_dozen_times_at_most(desk: Flask) -> None:
    client = signed_in(desk, new_officer(desk))
    tickets = [new_ticket(desk, text=SPECIMEN) for _ in range(8)]
    beside(desk, client, tickets[-1])
    statements = asked(desk, client, address(tickets[-1], "saran"))
    assert len(statements) <= MOST, statements


@SQLITE_ONLY
@pytest.mark.parametrize("width", [360, 1280])
def test_the_part_comes_to_the_page_and_axe_finds_nothing(
    app: Flask, live_server: Installation, page: Page, width: int
) -> None:
    desk = prepared(app)
    officer, old, new = new_officer(desk), *(new_ticket(desk, text=SPECIMEN) for _ in range(2))
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/petugas/")
    sign_in(page, officer.email)
    page.goto(f"{live_server.url}{address(new)}")
    expect(page.locator("#serupa")).to_contain_text(old.number, timeout=20_000)
    accessible(page)
