"""On the first days back the first screen says what happened to the officer's tickets."""

import pytest

from helpdesk.domain.roles import Role
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.reply import Words, reply_to_requester
from tests.browser import DESK, PHONE, sign_in, watched_page
from tests.builders import at
from tests.marks import SQLITE_ONLY
from tests.web.desk import book_of, new_officer, new_ticket, said, signed_in
from tests.web.test_officer_browser import accessible
from tests.web.test_queries_a_page import MOST, asked

TITLE = "Yang terjadi selama Anda tidak bertugas"
HOME = "/petugas/"


@pytest.fixture
def story(desk, clock):
    """Rina is away from Tuesday to Friday, Yosua stands in and answers her ticket."""
    rina = new_officer(desk)
    yosua = new_officer(desk, "Yosua Tamban", roles=(Role.VERIFIER,))
    mine, other = new_ticket(desk), new_ticket(desk, text="Tiket orang lain yang juga ramai.")
    with desk.app_context():
        assign_ticket(book_of(desk), mine.number, officer_id=rina.id, actor=rina.actor,
                      now=clock.now)
    signed_in(desk, rina).post("/petugas/tidak-bertugas", data={
        "first": "2026-11-24", "last": "2026-11-27", "kind": "leave", "deputy": str(yosua.id)})
    noon = at("Rabu 25 November 2026 12.00")
    with desk.app_context():
        for number in (mine.number, mine.number, other.number):
            receive_message(book_of(desk), number, "Ada kabar?", channel="web", now=noon)
        reply_to_requester(book_of(desk), mine.number, Words("Sedang kami periksa."),
                           actor=yosua.actor, now=noon)
    return rina, mine, other


def first_screen(desk, clock, officer, when):
    clock.now = at(when)
    return said(signed_in(desk, officer).get(HOME)).partition("Piket hari ini")[0]


def test_it_stands_there_on_the_first_two_days_back_alone(desk, clock, story):
    rina, mine, other = story
    assert TITLE not in first_screen(desk, clock, rina, "Jumat 27 November 2026 09.00")
    for day in ("Senin 30 November 2026 09.00", "Selasa 1 Desember 2026 09.00"):
        _, _, told = first_screen(desk, clock, rina, day).partition(TITLE)
        assert "24 November 2026 sampai 27 November 2026" in told
        assert f"{mine.number}" in told
        assert "2 pesan baru; Yosua Tamban: membalas" in told
        assert other.number not in told
    assert TITLE not in first_screen(desk, clock, rina, "Rabu 2 Desember 2026 09.00")


def test_a_ticket_handed_to_another_meanwhile_is_told(desk, clock, story):
    rina, mine, _ = story
    with desk.app_context():
        yosua = new_officer(desk, "Tuti Tiga")
        assign_ticket(book_of(desk), mine.number, officer_id=yosua.id, actor=yosua.actor,
                      now=at("Kamis 26 November 2026 10.00"))
    _, _, told = first_screen(desk, clock, rina, "Senin 30 November 2026 09.00").partition(TITLE)
    assert "Tuti Tiga: memberi disposisi" in told


def test_back_early_it_is_told_at_once_and_others_are_told_nothing(desk, clock, story):
    rina, mine, _ = story
    clock.now = at("Kamis 26 November 2026 09.00")
    assert signed_in(desk, rina).post("/petugas/tidak-bertugas/1").status_code == 303
    told = first_screen(desk, clock, rina, "Kamis 26 November 2026 09.01")
    assert "24 November 2026 sampai 26 November 2026" in told
    assert mine.number in told.partition(TITLE)[2]
    assert TITLE in first_screen(desk, clock, rina, "Jumat 27 November 2026 09.00")
    assert TITLE not in first_screen(desk, clock, rina, "Selasa 1 Desember 2026 09.00")
    lia = new_officer(desk, "Lia Lain")
    assert TITLE not in first_screen(desk, clock, lia, "Selasa 1 Desember 2026 09.02")


def test_the_first_screen_keeps_its_dozen_questions(desk, clock, story):
    rina, *_ = story
    clock.now = at("Senin 30 November 2026 09.00")
    client = signed_in(desk, rina)
    assert TITLE in said(client.get(HOME))
    assert len(asked(desk, client, HOME)) <= MOST


@SQLITE_ONLY
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_in_a_browser(story, live_server, browser, size):
    rina, *_ = story
    live_server.clock.advance(days=7)  # Monday the 30th
    with watched_page(browser, size) as page:
        page.goto(f"{live_server.url}/masuk")
        sign_in(page, rina.email)
        page.wait_for_url("**/petugas/")
        page.get_by_role("heading", name=TITLE).wait_for()
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
