"""Who else is on a ticket: told by the live channel; and replies that would cross."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, expect

from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Kind
from helpdesk.usecases.seal import name_reported
from helpdesk.web.pulse import live_of
from tests.browser import DESK, new_context, sign_in
from tests.marks import SQLITE_ONLY
from tests.processes import Installation
from tests.web.desk import (
    address,
    book_of,
    do,
    new_officer,
    new_ticket,
    prepared,
    said,
    shown,
    signed_in,
)
from tests.web.test_officer_browser import accessible

ASK, STREAM, WAIT = "/petugas/langsung.json", "/petugas/langsung", 20_000


@pytest.fixture
def desk(app: Flask) -> Flask:
    live_of(app).pulse.every = live_of(app).presence.every = 0.0
    return prepared(app)


def test_asked_now_and_then_it_tells_who_else_is_there_and_writing(
    desk: Flask, officer: FlaskClient
) -> None:
    vino, ticket = signed_in(desk, new_officer(desk, "Vino Verifikator")), new_ticket(desk)
    where = f"{ASK}?tiket={ticket.number}"
    assert officer.get(where).get_json()["here"] == []
    assert vino.get(where).get_json()["here"] == [["Rina Petugas", False]]
    officer.post(address(ticket, "draf"), data={"text": "Mohon tunggu"})
    assert vino.get(where).get_json()["here"] == [["Rina Petugas", True]]
    other = new_ticket(desk)
    assert vino.get(f"{ASK}?tiket={other.number}").get_json()["here"] == []
    assert vino.get(ASK).get_json()["here"] == []


def test_the_stream_tells_and_leaving_ends_it(desk: Flask, officer: FlaskClient) -> None:
    vino, ticket = signed_in(desk, new_officer(desk, "Vino Verifikator")), new_ticket(desk)
    where = f"{STREAM}?tiket={ticket.number}"
    mine, theirs = officer.get(where), vino.get(where)
    lines = theirs.iter_encoded()
    next(mine.iter_encoded()), next(lines)
    told = mine.iter_encoded()
    next(told)
    assert any(b"Rina Petugas" in line for line in (next(lines) for _ in range(6)))
    mine.close()
    ended = [line for line in (next(lines) for _ in range(6)) if line.startswith(b"event: here")]
    assert [json.loads(line.decode().split("data: ")[1]) for line in ended] == [[]]
    theirs.close()
    assert officer.get(f"{ASK}?tiket={ticket.number}").get_json()["here"] == []


def test_at_a_sealed_complaint_the_reported_neither_sees_nor_is_seen(
    desk: Flask, officer: FlaskClient
) -> None:
    head = new_officer(desk, "Kartika Kepala", roles=(Role.BUREAU_HEAD,), unit="biro")
    ticket = new_ticket(desk, kind=Kind.COMPLAINT, text="Antrean di loket lama sekali")
    where, theirs = f"{ASK}?tiket={ticket.number}", signed_in(desk, head)
    theirs.get(where)
    assert officer.get(where).get_json()["here"] == [["Kartika Kepala", False]]
    stream = officer.get(f"{STREAM}?tiket={ticket.number}")
    lines = stream.iter_encoded()
    next(lines)
    assert any(b"Kartika" in line for line in (next(lines) for _ in range(6)))
    with desk.app_context():
        reported = officer_id(desk)
        name_reported(book_of(desk), ticket.number, reported, actor=head.actor,
                      now=desk.extensions["clock"]())
    theirs.post(address(ticket, "draf"), data={"text": "Rahasia"})
    after = b"".join(next(lines) for _ in range(6))
    assert b"Kartika" not in after, "an open page hears nothing more"
    stream.close()
    assert officer.get(where).get_json()["here"] == []


def officer_id(desk: Flask) -> int:
    import sqlalchemy as sa

    from helpdesk.db import db
    from helpdesk.models import Officer

    found = db.session.scalars(sa.select(Officer.id).filter_by(name="Rina Petugas")).one()
    db.session.rollback()
    return found


def test_a_reply_that_would_cross_anothers_shows_it_first_and_can_be_sent_anyway(
    desk: Flask, officer: FlaskClient
) -> None:
    vino, ticket = signed_in(desk, new_officer(desk, "Vino Verifikator")), new_ticket(desk)
    open_page = shown(officer, ticket)
    do(vino, ticket, "kirim", {"visibility": "public", "send": "reply",
                               "text": "Server <sudah> pulih."})
    mine = {"visibility": "public", "send": "reply", "text": "Mohon tunggu sebentar."}
    answer = do(officer, ticket, "kirim", mine, page=open_page)
    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    told = page[page.index("hd-notice--warn"):page.index("Isian Anda masih ada: ")]
    assert "Server &lt;sudah&gt; pulih." in told
    assert "Vino Verifikator" in told
    assert "Bila tulisan Anda masih perlu, kirim sekali lagi." in said(page)
    assert "Mohon tunggu sebentar.</textarea>" in page
    assert do(officer, ticket, "kirim", mine, page=page).status_code == 303


@SQLITE_ONLY
def test_two_officers_in_two_processes_see_each_other_softly(
    app: Flask, live_server: Installation, browser: Browser
) -> None:
    rina, vino = new_officer(prepared(app)), new_officer(app, "Vino Verifikator")
    ticket, pages = new_ticket(app), []
    for url, who in ((live_server.url, rina), (live_server.second_web(), vino)):
        page = new_context(browser, DESK).new_page()
        page.goto(url + address(ticket))
        sign_in(page, who.email)
        pages.append(page)
    mine, theirs = pages
    expect(mine.locator("#hadir")).to_have_text("Juga sedang melihat: Vino Verifikator",
                                                timeout=WAIT)
    accessible(mine)
    theirs.locator("#f-text").fill("Mohon tunggu, kami sedang memeriksa.")
    expect(mine.locator("#hadir")).to_have_text("Sedang menulis: Vino Verifikator", timeout=WAIT)
    theirs.close()
    expect(mine.locator("#hadir")).to_have_text("", timeout=WAIT)
    for page in pages:
        page.context.close()
