"""'Dasbor': each figure leads to exactly the tickets it counts, sealed ones for whom they exist."""

import random
import re
from datetime import timedelta
from io import BytesIO

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Authority, Kind
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.forward import Filing, forward_ticket
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.usecases.resolve import resolve_ticket
from helpdesk.usecases.triage import Triage, triage_ticket
from tests.browser import DESK, PHONE, sign_in, watched_page
from tests.builders import MONDAY, SmallOffice, a_ticket, at, the_small_office
from tests.marks import SQLITE_ONLY
from tests.processes import Installation
from tests.web.desk import new_officer, prepared, signed_in
from tests.web.visiting import text_of

pytestmark = SQLITE_ONLY

LATER = at("Rabu 2 Desember 2026 09.00")
FIGURE = re.compile(r'<a href="([^"]+)" data-figure>(\d+)</a>')


@pytest.fixture
def desk(app: Flask) -> Flask:
    return prepared(app)


@pytest.fixture
def office(desk: Flask) -> SmallOffice:
    """Tickets of all sorts: by chance answered, solved, forwarded, sealed, old and new."""
    dice, book = random.Random(3), desk.extensions["rulebook"]
    with desk.app_context():
        office = the_small_office()
        actor = office.helpdesk.actor
        for n in range(24):
            start = MONDAY + timedelta(hours=6 * n) - timedelta(days=40 * (n % 5 == 0))
            kind = dice.choice((Kind.PROBLEM, Kind.INQUIRY, Kind.OUTAGE))
            ticket = a_ticket(book, kind=kind, now=start)
            if n % 3:
                authority = Authority.LKPP if n % 4 == 1 else Authority.BUREAU
                triage_ticket(book, ticket.number, Triage(kind, ticket.service, authority),
                              actor=actor, now=start + timedelta(hours=1))
            if n % 2:
                reply_to_requester(book, ticket.number, Words("Kami periksa."), actor=actor,
                                   now=start + timedelta(hours=dice.choice((2, 200))))
            if n % 4 == 3:
                resolve_ticket(book, ticket.number, Words("Selesai."), actor=actor,
                               now=start + timedelta(hours=201))
            elif n % 4 == 1:
                forward_ticket(
                    book, ticket.number,
                    Filing(Authority.LKPP, "lpse_support", override_reason="Mendesak"),
                    actor=actor, now=start + timedelta(hours=202),
                )
            elif n % 6 == 2:
                assign_ticket(book, ticket.number, unit=None, officer_id=office.helpdesk.id,
                              instruction="Tolong.", actor=actor,
                              now=start + timedelta(hours=203))
        for _ in range(3):
            a_ticket(book, kind=Kind.COMPLAINT, about_officer=True, now=MONDAY)
    desk.extensions["clock"].set(LATER)
    return office


def numbers(client: FlaskClient, address: str) -> set[str]:
    answer = client.get(address.replace("&amp;", "&"))
    assert answer.status_code == 200
    return set(re.findall(r"PBJ-\d{4}-\d{6}", answer.get_data(as_text=True)))


@pytest.mark.parametrize("who", ["unit_head", "bureau_head"])
@pytest.mark.parametrize("month", ["", "?bulan=2026-11", "?bulan=2026-10"])
def test_each_figure_opens_exactly_the_tickets_it_counts(
    desk: Flask, office: SmallOffice, who: str, month: str
) -> None:
    client = signed_in(desk, getattr(office, who))
    page = client.get(f"/petugas/dasbor{month}").get_data(as_text=True)
    figures = set(FIGURE.findall(page))
    assert len(figures) > 30
    for address, told in figures:
        assert len(numbers(client, address)) == int(told), address


def test_sealed_complaints_count_for_the_head_alone(desk: Flask, office: SmallOffice) -> None:
    def received(officer: object) -> int:
        page = signed_in(desk, officer).get("/petugas/dasbor?bulan=2026-11")  # type: ignore[arg-type]
        line = page.get_data(as_text=True).partition('aria-label="Enam bulan')[2]
        return int(FIGURE.findall(line)[0][1])

    assert received(office.bureau_head) == received(office.unit_head) + 3


def test_the_pages_are_valid_html(desk: Flask, office: SmallOffice) -> None:
    client = signed_in(desk, office.bureau_head)
    for path in ("/petugas/dasbor", "/petugas/dasbor/tiket?apa=masuk", "/petugas/posisi",
                 f"/petugas/dasbor/petugas/{office.unit_head.id}", "/transparansi"):
        html5lib.HTMLParser(strict=True).parse(client.get(path).get_data(as_text=True))


def test_a_month_that_is_none_is_named(desk: Flask, office: SmallOffice) -> None:
    client = signed_in(desk, office.unit_head)
    assert "“besok” bukan bulan" in text_of(client.get("/petugas/dasbor?bulan=besok"))
    assert "belum terjadi" in text_of(client.get("/petugas/dasbor?bulan=2027-05"))
    odd = client.get("/petugas/dasbor/tiket?apa=zodiak&bulan=x&hal=-3&bagian=%00&layanan='")
    assert odd.status_code == 200


def test_one_officers_figures_are_theirs_and_their_superiors(
    desk: Flask, office: SmallOffice
) -> None:
    other = new_officer(desk, "Lain Kasubbag", roles=(Role.UNIT_HEAD,), unit="bagian-lain")
    both = {office.helpdesk.id: (office.helpdesk, office.unit_head),
            office.unit_head.id: (office.unit_head, office.bureau_head),
            office.bureau_head.id: (office.bureau_head,)}
    for officer in (*office.all, other):
        client = signed_in(desk, officer)
        for id_, allowed in both.items():
            answer = client.get(f"/petugas/dasbor/petugas/{id_}")
            fits = officer.id in [each.id for each in allowed]
            assert answer.status_code == (200 if fits else 404), (officer.name, id_)
    page = text_of(signed_in(desk, office.unit_head).get("/petugas/dasbor"))
    assert page.index("Rina Petugas") < page.index("Vino Verifikator")


def test_the_dashboard_is_accessible_and_fits_a_phone(
    desk: Flask, office: SmallOffice, live_server: Installation, browser: Browser
) -> None:
    for size in (DESK, PHONE):
        with watched_page(browser, size) as page:
            page.goto(f"{live_server.url}/petugas/dasbor")
            sign_in(page, office.unit_head.email)
            expect(page.get_by_role("heading", name="Dasbor")).to_be_visible()
            for path in ("/petugas/dasbor", f"/petugas/dasbor/petugas/{office.helpdesk.id}",
                         "/petugas/dasbor/tiket?apa=masuk", "/petugas/posisi", "/transparansi"):
                page.goto(f"{live_server.url}{path}")
                assert Axe().run(page).response["violations"] == [], path
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
                if path == "/petugas/posisi":
                    assert len(PdfReader(BytesIO(page.pdf(format="A4"))).pages) == 1
