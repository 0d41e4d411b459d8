"""A ticket of the site goes on in Telegram and back, read as the vendor reads it."""

import re

import sqlalchemy as sa
from flask.testing import FlaskClient

from helpdesk.db import db
from helpdesk.domain.roles import Role
from helpdesk.models import Message, OutboxItem, Setting, Ticket
from helpdesk.usecases.chat_bot import BOT
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.usecases.resolve import resolve_ticket
from tests.bot.botapi.person import Person
from tests.bot.office import Office
from tests.bot.test_telegram_story import _has_button, _read
from tests.builders import an_officer
from tests.clocks import FrozenClock
from tests.web.visiting import form_of, report, text_of

LINK = re.compile(r'href="https://t\.me/\w+\?start=([\w-]+)"')


def test_a_ticket_of_the_site_goes_on_in_telegram_and_back(
    office: Office, clock: FrozenClock
) -> None:
    office.bot()
    office.api.wait(lambda: office.look(lambda: db.session.get(Setting, BOT)), 30, "the bot's name")
    desk = office.look(lambda: an_officer(roles=(Role.HELPDESK, Role.VERIFIER)).actor)
    book = office.app.extensions["rulebook"]
    browser = office.app.test_client()
    number = report(browser, clock, surel="sari@pt.example")
    office.place.clock.set(clock.now)  # a form takes some seconds to fill in
    sari, budi = (office.api.person(name, f"{name}_x") for name in ("Sari", "Budi"))
    token = _asked_for_link(browser, number)

    sari.start(token)
    sari.wait_for("Hubungkan chat ini", seconds=20)
    sari.press("Ya, hubungkan")
    sari.wait_for("Terhubung")
    budi.start(token)
    budi.wait_for("sudah dipakai")

    office.look(lambda: reply_to_requester(
        book, number, Words("Mohon kirim nama berkas yang gagal diunggah."), actor=desk,
        now=office.place.clock(),
    ))
    answer = sari.wait_for("nama berkas yang gagal", seconds=20)
    sari.say("penawaran-teknis(1).pdf", reply_to=answer)
    sari.wait_for(f"tiket {number}")
    page = browser.get(f"/t/?nomor={number}")
    assert "penawaran-teknis(1).pdf" in text_of(page)
    form = form_of(page, "/t/balas") | {"isi": "Ukurannya 12 MB."}
    assert browser.post("/t/balas", data=form).status_code == 303
    sari.say("/status")
    sari.press(number, sari.wait_for(_has_button(number)))
    sari.wait_for(_has_button("Putuskan"))

    office.look(lambda: resolve_ticket(
        book, number, Words("Nama berkas tidak boleh memakai tanda kurung. Silakan ganti."),
        actor=desk, now=office.place.clock(),
    ))
    sari.press("Sudah beres", sari.wait_for(_has_button("Sudah beres"), seconds=20))
    sari.wait_for("Terima kasih")
    office.settle()
    assert "beres" in text_of(browser.get(f"/t/?nomor={number}"))
    _reads_back(office, number)
    _another_browser_is_let_in_by_the_chat(office, sari, browser, number)
    _read(office, sari, "05_tiket_situs")


def _asked_for_link(browser: FlaskClient, number: str) -> str:
    form = form_of(browser.get("/lapor/selesai"), "/t/telegram")
    found = LINK.search(browser.post("/t/telegram", data=form).get_data(as_text=True))
    assert found
    return found[1]


def _reads_back(office: Office, number: str) -> None:
    """Who said what by which channel, and each notice once in each channel."""

    def ask() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        said = sa.select(Message.side, Message.channel).order_by(Message.id)
        told = sa.select(OutboxItem.template, OutboxItem.channel).where(
            OutboxItem.event_id.is_not(None), OutboxItem.audience == "requester",
            OutboxItem.ticket_id == sa.select(Ticket.id).filter_by(number=number).scalar_subquery(),
        )
        return ([(row[0], row[1]) for row in db.session.execute(said)],
                sorted((row[0], row[1]) for row in db.session.execute(told)))

    said, told = office.look(ask)
    assert [each for each in said if each[0] == "requester"] == [
        ("requester", "web"), ("requester", "telegram"), ("requester", "web"),
    ]
    both = [(name, channel) for name in ("reply", "resolved")
            for channel in ("email", "telegram")]
    assert told == sorted([*both, ("receipt", "email")])


def _another_browser_is_let_in_by_the_chat(
    office: Office, sari: Person, browser: FlaskClient, number: str
) -> None:
    """The status link on another machine: the code comes by the chat, and is kept nowhere."""
    link = re.search(r'href="[^"]*(/t/[\w-]{43})"', browser.get(f"/t/?nomor={number}").text)
    assert link
    other = office.app.test_client()
    page = other.get(link[1], follow_redirects=True)
    assert "penawaran-teknis" not in text_of(page)
    other.post("/t/kode", data=form_of(page, "/t/kode"))
    told = sari.wait_for("Kode untuk membuka", seconds=20)
    code = re.search(r": (\d{6})", told.text)
    assert code
    office.settle()
    form = form_of(other.get(f"/t/?nomor={number}"), "/t/kode/periksa") | {"kode": code[1]}
    assert other.post("/t/kode/periksa", data=form).status_code == 303
    assert "penawaran-teknis" in text_of(other.get(f"/t/?nomor={number}"))
    kept = office.look(lambda: db.session.scalars(sa.select(OutboxItem.data).filter_by(
        template="access_code", channel="telegram"
    )).all())
    assert kept == [{}]
