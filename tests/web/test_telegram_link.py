"""From a page into the chat: a fresh link by each press, none by looking, and the way back out."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.db import db
from helpdesk.domain.link import status_token
from helpdesk.domain.ticket import Channel
from helpdesk.models import ChatInvitation, Contact, Message, OutboxItem, Ticket, TicketEvent
from helpdesk.usecases.chat_binding import accept_invitation
from helpdesk.usecases.chat_bot import remember_bot
from helpdesk.usecases.chat_invitations import (
    invitation_hash,
    invite_to_ticket,
    open_invitation,
)
from helpdesk.usecases.converse import conversation_at
from helpdesk.usecases.reply import Words, reply_to_requester
from tests.builders import a_ticket, an_officer
from tests.clocks import FrozenClock
from tests.marks import SQLITE_ONLY
from tests.web.desk import new_officer, new_ticket, prepared, signed_in
from tests.web.visiting import form_of, link_of, report, text_of

pytestmark = SQLITE_ONLY  # pages; what they do is tested on both databases in test_chat_binding

LINK = re.compile(r'href="https://t\.me/helpdesk_pbj_bot\?start=([\w-]+)"')
OFFER = "Lanjutkan di Telegram"


@pytest.fixture
def bot(app: Flask, clock: FrozenClock) -> None:
    with app.app_context():
        remember_bot("helpdesk_pbj_bot", now=clock.now)


def press(client: FlaskClient, number: str) -> str:
    """The token of a link just asked for on the status page."""
    form = form_of(client.get(f"/t/?nomor={number}"), "/t/telegram")
    page = client.post("/t/telegram", data=form)
    assert page.headers["Cache-Control"] == "no-store"
    found = LINK.search(page.get_data(as_text=True))
    assert found, text_of(page)
    return found[1]


def bind(app: Flask, clock: FrozenClock, token: str, chat: str = "77") -> None:
    with app.app_context():
        opened = open_invitation(invitation_hash(token), chat, now=clock.now)
        assert opened
        home = conversation_at("telegram", chat, now=clock.now)
        accept_invitation(app.extensions["rulebook"], home, opened.id, now=clock.now)


def invitations(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(ChatInvitation)) or 0


def test_without_a_bot_nothing_is_offered_and_a_press_is_answered(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    number = report(client, clock)
    assert OFFER not in text_of(client.get("/lapor/selesai"))
    form = form_of(client.get(f"/t/?nomor={number}"), "/t/balas")
    assert OFFER not in text_of(client.get(f"/t/?nomor={number}"))
    told = client.post("/t/telegram", data=form, follow_redirects=True)
    assert "sedang tidak tersedia" in text_of(told)
    assert invitations(app) == 0


@pytest.mark.usefixtures("bot")
def test_each_press_makes_a_link_and_looking_makes_none(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    number = report(client, clock)
    assert OFFER in text_of(client.get("/lapor/selesai"))
    assert invitations(app) == 0
    first, second = press(client, number), press(client, number)
    assert first != second
    assert max(len(first), len(second)) <= 64
    with app.app_context():
        rows = db.session.scalars(sa.select(ChatInvitation)).all()
        ticket = db.session.scalars(sa.select(Ticket)).unique().one()
        assert {row.hash for row in rows} == {invitation_hash(t) for t in (first, second)}
        assert {row.ticket_id for row in rows} == {ticket.id}
        assert {(row.expires_at - row.created_at).total_seconds() for row in rows} == {900}


@pytest.mark.usefixtures("bot")
def test_the_link_of_the_status_page_alone_lets_nobody_into_the_chat(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    number = report(client, clock, surel="budi@penyedia.example")
    stranger = app.test_client()
    stranger.get(link_of(client))
    page = stranger.get(f"/t/?nomor={number}")
    assert OFFER not in text_of(page)
    form = form_of(page, "/t/kode")
    for path in ("/t/telegram", "/t/telegram/putuskan"):
        assert stranger.post(path, data=form).status_code == 404
    assert invitations(app) == 0


@pytest.mark.usefixtures("bot")
def test_once_bound_the_page_says_so_and_can_undo_it(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    number = report(client, clock)
    assert "hanya tampil di halaman ini" in text_of(client.get(f"/t/?nomor={number}"))
    bind(app, clock, press(client, number))
    page = client.get(f"/t/?nomor={number}")
    assert "kami kirim ke chat Telegram Anda, dan tampil di sini" in text_of(page)
    assert "Chat Telegram pemohon dihubungkan" in text_of(page)
    assert OFFER not in text_of(page)
    assert ">77<" not in page.get_data(as_text=True)
    form = form_of(page, "/t/telegram/putuskan")
    told = client.post("/t/telegram/putuskan", data=form, follow_redirects=True)
    assert "diputuskan" in text_of(told)
    assert OFFER in text_of(told)
    with app.app_context():
        assert db.session.scalar(sa.select(Contact.id).filter_by(channel="telegram")) is None


@pytest.mark.usefixtures("bot")
def test_at_the_counter_the_code_stands_on_the_screen_and_who_showed_it_is_on_record(
    app: Flask, clock: FrozenClock
) -> None:
    desk = prepared(app)
    rina = new_officer(desk)
    client, ticket = signed_in(desk, rina), new_ticket(desk)
    receipt = client.get(f"/petugas/tiket/{ticket.number}/tanda-terima")
    path = f"/petugas/tiket/{ticket.number}/telegram"
    page = client.post(path, data=form_of(receipt, path))
    assert "Jangan dicetak" in text_of(page)
    assert "data:image/svg+xml" in page.get_data(as_text=True)
    assert page.headers["Cache-Control"] == "no-store"
    with desk.app_context():
        query = sa.select(TicketEvent.actor, TicketEvent.visibility, TicketEvent.data)
        shown = db.session.execute(query.filter_by(type="chat_offered")).one()
        assert tuple(shown) == (f"officer:{rina.id}", "officers", {})
    counter, own = f"/petugas/loket/{ticket.number}", f"/petugas/tiket/{ticket.number}"
    assert f'action="{path}"' in client.get(counter).text
    assert "Balasan masuk ke surel pemohon." in text_of(client.get(own))
    with desk.app_context():
        token = invite_to_ticket(ticket.id, now=clock.now)
    bind(desk, clock, token)
    assert "Balasan masuk ke chat Telegram dan surel pemohon." in text_of(client.get(own))
    assert f'action="{path}"' not in client.get(counter).text


def test_a_ticket_of_telegram_is_read_and_added_to_by_its_link_with_a_code_from_the_chat(
    app: Flask, clock: FrozenClock
) -> None:
    book = app.extensions["rulebook"]
    with app.app_context():
        home = conversation_at("telegram", "77", now=clock.now)
        db.session.commit()
        made = a_ticket(book, conversation_id=home.id, channel=Channel.TELEGRAM, contacts={})
        link = f"/t/{status_token(book.link_key, made.id, made.link_serial)}"
        number = made.number
    browser = app.test_client()
    page = browser.get(link, follow_redirects=True)
    assert "chat Telegram" in text_of(page)
    browser.post("/t/kode", data=form_of(page, "/t/kode"))
    with app.app_context():
        sent = db.session.scalars(sa.select(OutboxItem).filter_by(template="access_code")).one()
        assert (sent.channel, sent.recipient) == ("telegram", "77")
    form = form_of(browser.get(f"/t/?nomor={number}"), "/t/kode/periksa")
    browser.post("/t/kode/periksa", data=form | {"kode": sent.data["code"]})
    inside = browser.get(f"/t/?nomor={number}")
    browser.post("/t/balas", data=form_of(inside, "/t/balas") | {"isi": "Ditambah dari kantor."})
    with app.app_context():
        assert "lewat Formulir web" in text_of(browser.get(f"/t/?nomor={number}"))
        said = db.session.scalars(sa.select(Message).order_by(Message.id)).all()
        assert [m.channel for m in said] == ["telegram", "web"]
        reply_to_requester(book, number, Words("Terima kasih, kami cek."),
                           actor=an_officer().actor, now=clock.now)
        told = sa.select(OutboxItem.channel, OutboxItem.recipient).filter_by(template="reply")
        assert [tuple(row) for row in db.session.execute(told)] == [("telegram", "77")]
