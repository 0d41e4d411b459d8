"""The mail of a tender day: what helps now, the Bukti Lapor attached, nothing its sender wrote."""

import os
import re
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask

from helpdesk.db import db, use_case
from helpdesk.delivery.dispatch import Post, dispatch
from helpdesk.domain.roles import Actor
from helpdesk.domain.ticket import Category, Channel
from helpdesk.models import ChatLine, Officer, OutboxItem, Ticket
from helpdesk.reports.press import Press
from helpdesk.usecases.claims import judge_claim
from helpdesk.usecases.converse import conversation_at
from helpdesk.usecases.receive import add_details
from helpdesk.worker import post_of
from tests.builders import MONDAY, a_ticket, at, the_small_office
from tests.clocks import FrozenClock
from tests.delivery.test_dispatch import Box
from tests.reports.papers import text_of

Rows = Callable[..., list[OutboxItem]]
GOLDEN = Path(__file__).parents[1] / "golden" / "tender"
CODE = "45678912"
NIGHT = at("Minggu 22 November 2026 22.30")
WROTE = "Gagal unggah! Kunjungi http://jahat.example dan menangkan hadiah"


@pytest.fixture
def post(app: Flask, rows: Rows) -> Post:
    the_small_office()
    return post_of(app)


def claimed(app: Flask, **fields: object) -> Ticket:
    given = {
        "package_code": CODE, "tender_deadline": at("Senin 23 November 2026 14.00"),
        "text": WROTE, "company": "PT Jahat", "category": Category.SUPPLIER,
    }
    return a_ticket(app.extensions["rulebook"], **{"now": MONDAY, **given, **fields})


def sent(post: Post, clock: FrozenClock) -> list[EmailMessage]:
    """The requester's mails."""
    box = Box()
    dispatch(replace(post, carrier=lambda: nullcontext(box)), clock)
    mails = [message_from_bytes(raw, policy=policy.default) for to, raw in box.sent
             if to == "budi@contoh.example"]
    assert all(isinstance(mail, EmailMessage) for mail in mails)
    return mails  # type: ignore[return-value]


def papers(mail: EmailMessage) -> list[tuple[str, bytes]]:
    return [(part.get_filename() or "", part.get_content()) for part in mail.iter_attachments()]


def words(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_the_receipt_brings_the_paper_at_once_even_at_night(
    app: Flask, clock: FrozenClock, post: Post
) -> None:
    clock.set(NIGHT)
    ticket = claimed(app, now=NIGHT)
    [mail] = sent(post, clock)
    [(name, pdf)] = papers(mail)
    assert name == f"bukti-lapor-{ticket.number}.pdf"
    text = text_of(pdf)
    for said in (ticket.number, "22.30.00 WIB", CODE, "Senin, 23 November 2026 14.00 WIB",
                 "Sidik laporan"):
        assert said in text, said
    assert len(re.findall("SHA-256 [0-9a-f]{64}", text)) == 1
    assert sent(post, clock) == []


@pytest.mark.parametrize("story", ["didahulukan", "tanpa_kode", "tanpa_loncatan"])
def test_the_receipt_reads_as_agreed(
    app: Flask, clock: FrozenClock, post: Post, story: str
) -> None:
    book = app.extensions["rulebook"]
    if story == "tanpa_loncatan":
        actor = _an_officer()
        for _ in range(3):
            judge_claim(book, claimed(app).number, True, "Tidak ada", actor=actor, now=MONDAY)
        for _ in range(2):  # five mails an hour to one address, no more
            clock.advance(hours=2)
            sent(post, clock)
    claimed(app, package_code=None if story == "tanpa_kode" else CODE, now=clock.now)
    [mail] = sent(post, clock)[-1:]
    shown = f"Subjek: {mail['subject']}\n\n{words(mail)}"
    shown = re.sub(r"/t/[\w-]{43}", "/t/(token)", shown).replace("\r\n", "\n")
    file = GOLDEN / f"{story}.txt"
    if os.environ.get("REGOLD"):
        GOLDEN.mkdir(parents=True, exist_ok=True)
        file.write_text(shown)
    assert file.read_text() == shown
    assert len(papers(mail)) == 1


def _an_officer() -> Actor:
    officer = db.session.query(Officer).order_by(Officer.id).first()
    assert officer is not None
    return officer.actor


def test_neither_mail_nor_paper_holds_anything_its_sender_wrote(
    app: Flask, clock: FrozenClock, post: Post
) -> None:
    claimed(app, package_code="Menangkan hadiah di jahat.example")
    [mail] = sent(post, clock)
    [(_, pdf)] = papers(mail)
    html = mail.get_body(("html",))
    assert html is not None
    for text in (str(mail["subject"]), words(mail), str(html.get_content()), text_of(pdf)):
        for theirs in ("jahat", "hadiah", "Gagal unggah", "PT Jahat", "Budi"):
            assert theirs not in text, theirs


def test_an_ordinary_receipt_brings_no_paper(app: Flask, clock: FrozenClock, post: Post) -> None:
    claimed(app, tender_deadline=at("Jumat 27 November 2026 14.00"))
    [mail] = sent(post, clock)
    assert papers(mail) == []
    assert "Bukti Lapor" not in words(mail)
    assert "Pokja" not in words(mail)


def test_a_paper_that_cannot_be_drawn_holds_up_no_receipt(
    app: Flask, clock: FrozenClock, post: Post, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("no font")

    monkeypatch.setattr(Press, "proof", broken)
    claimed(app)
    [mail] = sent(post, clock)
    assert papers(mail) == []
    assert "lampirkan" not in words(mail)
    assert "Tanya Pokja" in words(mail)
    assert {row.state for row in rows(template="receipt")} == {"sent"}


def test_a_code_that_comes_later_brings_a_paper_that_names_the_package(
    app: Flask, clock: FrozenClock, post: Post
) -> None:
    ticket = claimed(app, package_code=None)
    sent(post, clock)
    book = app.extensions["rulebook"]
    add_details(book, ticket.number, now=clock.now, package_code=CODE)
    [mail] = sent(post, clock)
    [(_, pdf)] = papers(mail)
    assert CODE in text_of(pdf)
    assert CODE in words(mail)


def test_a_web_chat_gets_a_link_instead(
    app: Flask, clock: FrozenClock, post: Post, rows: Rows
) -> None:
    @use_case
    def chat() -> int:
        return conversation_at("webchat", "alamat", now=MONDAY).id

    ticket = claimed(app, conversation_id=chat(), channel=Channel.WEBCHAT, contacts={},
                     tender_deadline=None, answered_in_chat=True)
    add_details(app.extensions["rulebook"], ticket.number, now=MONDAY,
                tender_deadline=at("Senin 23 November 2026 14.00"))
    sent(post, clock)
    [line] = db.session.query(ChatLine).all()
    assert "Tanya Pokja" in line.text
    assert line.text.endswith("{bukti}")
