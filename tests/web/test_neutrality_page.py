"""The neutrality guard at the desk: proposed with its words, done with the answer, seen by few."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, expect

from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Kind
from helpdesk.models import Officer, Ticket
from helpdesk.queries.reading import read_ticket
from helpdesk.usecases.restrict import restrict_ticket
from helpdesk.usecases.watching import follow_ticket
from helpdesk.wording.timeline import timeline
from tests.browser import PHONE, sign_in, watched_page
from tests.builders import LPSE
from tests.marks import SQLITE_ONLY
from tests.processes import Installation
from tests.web.desk import (
    address,
    book_of,
    new_officer,
    new_ticket,
    now_is,
    said,
    shown,
    signed_in,
)
from tests.web.test_authorization_matrix import officer_rules
from tests.web.test_officer_browser import accessible
from tests.web.test_queries_a_page import MOST, asked
from tests.web.test_sealed_everywhere import NOBODYS, walk
from tests.web.test_similar_tickets import beside

pytestmark = SQLITE_ONLY  # the rules are tested on both with their use case
CANARY = "kanariakuning"
TEXT = f"Kenapa kami gugur teknis di paket {CANARY} padahal penawaran kami terendah?"


@pytest.fixture
def ticket(desk: Flask) -> Ticket:
    return new_ticket(desk, kind=Kind.INQUIRY, text=TEXT, unit=LPSE, name="Zulkarnain Wiratmaja")


@pytest.fixture
def head(desk: Flask) -> Officer:
    return new_officer(desk, "Karsa Kasubbag", roles=(Role.UNIT_HEAD,))


def closed(desk: Flask, ticket: Ticket, head: Officer, handler: Officer) -> Ticket:
    with desk.app_context():
        restrict_ticket(book_of(desk), ticket.number, officer_id=handler.id, actor=head.actor,
                        now=desk.extensions["clock"]())
    return now_is(desk, ticket)


def form(desk: Flask, ticket: Ticket, handler: Officer, **more: str) -> dict[str, object]:
    return {"netral-officer": handler.id, "version": now_is(desk, ticket).version, **more}


def test_it_is_proposed_with_the_words_and_nothing_is_done(
    desk: Flask, officer: FlaskClient, ticket: Ticket
) -> None:
    page = beside(desk, officer, ticket)
    proposal = page.split('id="usul-netral"')[1].split("</section>")[0]
    assert "gugur" in proposal
    assert f'href="{address(ticket, "netralitas")}"' in proposal
    assert not now_is(desk, ticket).restricted
    other = new_ticket(desk, kind=Kind.INQUIRY, text="Cara mengajukan sanggah tombolnya di mana?")
    assert 'id="usul-netral"' not in beside(desk, officer, other)


def test_the_form_has_the_guides_answer_and_says_who_loses_sight(
    desk: Flask, officer: FlaskClient, ticket: Ticket
) -> None:
    follower = new_officer(desk, "Yosua Petugas")
    with desk.app_context():
        follow_ticket(ticket.number, actor=follower.actor, now=desk.extensions["clock"]())
    page = said(officer.get(address(ticket, "netralitas")))
    assert "Hasil evaluasi menjadi kewenangan Pokja Pemilihan" in page
    assert "tidak menghentikan jadwal" in page
    assert "Yosua Petugas" in page
    assert len(asked(desk, officer, address(ticket, "netralitas"))) <= MOST


def test_an_officer_answers_hands_it_on_and_sees_it_no_longer(
    desk: Flask, officer: FlaskClient, ticket: Ticket
) -> None:
    other = new_officer(desk, "Yosua Petugas")
    data = form(desk, ticket, other, **{"netral-send": "1", "netral-text": "Silakan ke Pokja."})
    answer = officer.post(address(ticket, "netralitas"), data=data)
    assert answer.location == "/petugas/"
    assert "hanya kepala dan Yosua Petugas yang melihatnya" in said(officer.get("/petugas/"))
    assert officer.get(address(ticket)).status_code == 404
    theirs = signed_in(desk, other)
    page = said(theirs.get(address(ticket)))
    assert "Silakan ke Pokja." in page
    assert "Dibatasi demi netralitas tender" in page
    assert "Netralitas tender" in said(theirs.get("/petugas/"))
    assert "Netralitas tender" not in said(officer.get("/petugas/"))


def test_what_is_refused_keeps_the_words(
    desk: Flask, officer: FlaskClient, ticket: Ticket
) -> None:
    data = {"netral-officer": "", "netral-send": "1", "netral-text": "Kata saya sendiri",
            "version": now_is(desk, ticket).version}
    answer = officer.post(address(ticket, "netralitas"), data=data)
    assert answer.status_code == 400
    assert "Pilih petugas yang menangani" in said(answer)
    assert "Kata saya sendiri" in answer.text
    stale = officer.post(address(ticket, "netralitas"), data={**data, "netral-officer": 1,
                                                              "version": 0})
    assert stale.status_code == 409
    assert "Kata saya sendiri" in stale.text
    assert not now_is(desk, ticket).restricted


def test_no_page_shows_it_to_other_officers(
    desk: Flask, person: Officer, ticket: Ticket, head: Officer
) -> None:
    """The walk over every page that a sealed complaint is kept from."""
    beside_it = new_ticket(desk, unit=LPSE, name="Zulkarnain Wiratmaja")
    closed(desk, ticket, head, person)
    everything = tuple(r for r in Role if r not in (Role.UNIT_HEAD, Role.BUREAU_HEAD))
    outside = signed_in(desk, new_officer(desk, "Serba Bisa", roles=everything))
    opened = dict(walk(desk, outside, beside_it))
    assert len(opened) > 20
    for url, text in opened.items():
        assert CANARY not in text.casefold(), url
        assert ticket.number not in text, url
    for rule, method in officer_rules(desk):
        if rule.arguments == {"number"} and "<ticket:" in rule.rule:
            urls = (rule.rule.replace("<ticket:number>", n) for n in (ticket.number, NOBODYS))
            answers = {outside.open(url, method=method).status_code for url in urls}
            assert answers in ({403}, {404}), rule.rule  # as if nobody had that number


def test_its_handler_and_the_heads_meet_it_on_the_same_walk(
    desk: Flask, person: Officer, ticket: Ticket, head: Officer
) -> None:
    beside_it = new_ticket(desk, unit=LPSE, name="Zulkarnain Wiratmaja")
    closed(desk, ticket, head, person)
    for insider in (person, head):
        opened = walk(desk, signed_in(desk, insider), beside_it)
        assert sum(ticket.number in text for _, text in opened) > 3


def test_the_requester_meets_no_difference(desk: Flask, ticket: Ticket, head: Officer) -> None:
    closed(desk, ticket, head, head)
    assert "netralitas" in shown(signed_in(desk, head), ticket)  # officers read it
    with desk.app_context():
        reading = read_ticket(now_is(desk, ticket), book_of(desk).catalogue,
                              desk.extensions["clock"]())
        told = timeline(book_of(desk).catalogue, reading.events)
    assert not [row for row in told if "netralitas" in row["text"]]


def test_by_hand_in_a_browser(
    desk: Flask, person: Officer, ticket: Ticket, head: Officer, live_server: Installation,
    browser: Browser,
) -> None:
    with watched_page(browser, PHONE) as page:
        page.goto(f"{live_server.url}/masuk")
        sign_in(page, head.email)
        page.wait_for_url("**/petugas/**")
        page.goto(live_server.url + address(ticket))
        page.get_by_role("link", name="Batasi demi netralitas tender").click()
        accessible(page)
        page.get_by_label("Petugas yang menangani").select_option(label=person.name)
        page.get_by_role("button", name="Batasi tiket").click()
        expect(page.locator("#kepala")).to_contain_text("Dibatasi demi netralitas tender")
        expect(page.locator("#percakapan-tiket")).to_contain_text("kewenangan Pokja Pemilihan")
        page.locator("#kepala").get_by_role("link", name="Dibatasi demi netralitas").click()
        accessible(page)
        page.get_by_label("Alasan mencabut").fill("Tender sudah selesai")
        page.get_by_role("button", name="Cabut pembatasan").click()
        page.get_by_text("Pembatasan dicabut.").wait_for()
    assert not now_is(desk, ticket).restricted
