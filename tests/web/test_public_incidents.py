"""The banner on every public page, and what the requester of a joined report reads."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.db import db
from helpdesk.domain.link import status_token
from helpdesk.domain.ticket import Authority
from helpdesk.models import Ticket
from helpdesk.usecases.forward import Filing, forward_ticket
from helpdesk.usecases.incident import correct_incident, end_incident
from tests.builders import an_officer
from tests.clocks import FrozenClock
from tests.marks import SQLITE_ONLY
from tests.usecases.incidents import HEADLINE, a_report, an_incident, told
from tests.web.visiting import text_of

pytestmark = SQLITE_ONLY
PAGES = ("/", "/lapor", "/lapor?jenis=permasalahan", "/cek", "/panduan", "/chat", "/layanan",
         "/transparansi", "/maklumat", "/bukti")


def incident(app: Flask, clock: FrozenClock, **fields: object) -> Ticket:
    with app.app_context():
        actor = an_officer().actor
        return an_incident(app.extensions["rulebook"], actor, now=clock.now, **fields)


def test_a_published_incident_stands_on_every_public_page_until_a_day_after_its_end(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    ticket = incident(app, clock, published=True)
    for path in PAGES:
        words = text_of(client.get(path))
        assert f"{HEADLINE} Sejak Senin, 23 November 2026 08.55 WIB." in words, path
        assert "Laporan Anda tetap dicatat" in words
        assert ticket.number not in words
    with app.app_context():
        actor = an_officer("Sita Petugas").actor
        end_incident(app.extensions["rulebook"], ticket.number, None, actor=actor, now=clock.now)
    assert f"{HEADLINE}: sudah pulih" in text_of(client.get("/"))
    clock.advance(days=1)
    assert HEADLINE not in text_of(client.get("/"))


def test_what_is_not_published_is_nowhere_and_can_be_taken_back(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    ticket = incident(app, clock)
    assert HEADLINE not in text_of(client.get("/"))
    book = app.extensions["rulebook"]
    with app.app_context():
        actor = an_officer("Sita Petugas").actor
        for published in (True, False):
            correct_incident(book, ticket.number, told(published=published), actor=actor,
                             now=clock.now)
            assert (HEADLINE in text_of(client.get("/"))) is published


def test_the_headline_is_text_whatever_was_typed(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    incident(app, clock, published=True, headline="<script>alert(1)</script>")
    page = client.get("/").get_data(as_text=True)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_pages_of_errors_ask_nothing_of_the_database(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    incident(app, clock, published=True)
    assert HEADLINE not in text_of(client.get("/layanan/tidak-ada"))


def opened(app: Flask, ticket: Ticket) -> str:
    """The status page of a ticket, as whoever has the link sees it."""
    visitor = app.test_client()
    key = app.extensions["rulebook"].link_key
    path = f"/t/{status_token(key, ticket.id, 1)}"
    return text_of(visitor.get(path, follow_redirects=True))


@pytest.mark.parametrize("published", [True, False])
def test_the_requester_of_a_report_reads_of_the_incident_and_of_its_forwarding(
    app: Flask, clock: FrozenClock, published: bool
) -> None:
    parent, book = incident(app, clock, published=published), app.extensions["rulebook"]
    name = f"gangguan “{HEADLINE}”" if published else "gangguan yang lebih luas"
    with app.app_context():
        actor = an_officer("Sita Petugas").actor
        child = a_report(book, actor, parent, now=clock.now)
    running = opened(app, child)
    assert f"Tiket ini bagian dari {name} yang sedang ditangani, sejak Senin, 23 Nov" in running
    assert parent.number not in running
    with app.app_context():
        filing = Filing(Authority.LKPP, "lpse_support", "LS-1", override_reason="Umum.")
        forward_ticket(book, parent.number, filing, actor=actor, now=clock.now)
    assert "Gangguan itu diteruskan ke LKPP pada Senin, 23 November 2026" in opened(app, child)
    with app.app_context():
        end_incident(book, parent.number, None, actor=actor, now=clock.now)
        db.session.remove()
    assert f"bagian dari {name}, yang pulih Senin" in opened(app, child)


def test_the_chat_greets_with_it(app: Flask, client: FlaskClient, clock: FrozenClock) -> None:
    incident(app, clock, published=True)
    page = client.get("/chat").get_data(as_text=True)
    nonce = re.search(r'name="nonce" value="([^"]+)"', page)
    assert nonce
    app.config["WTF_CSRF_ENABLED"] = False
    client.post("/chat", data={"nonce": nonce[1], "text": "/start"})
    words = text_of(client.get("/chat"))
    assert f"Pemberitahuan: {HEADLINE}. Sejak Senin, 23 November 2026 08.55 WIB." in words
