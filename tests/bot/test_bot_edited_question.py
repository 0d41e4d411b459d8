"""A question edited in Telegram stays one row of the ledger; another message's edit is its own."""

from functools import partial
from typing import Any

import sqlalchemy as sa
from flask import Flask

from bot.payload import raw_of
from bot.reading import read_edit, read_message
from helpdesk.db import db
from helpdesk.models import InboxItem, Question
from helpdesk.usecases.arrivals import Taken, take_arrival
from helpdesk.usecases.intake import keep_arrivals
from tests.builders import MONDAY
from tests.marks import SQLITE_ONLY

pytestmark = SQLITE_ONLY

CHAT = {"id": 7, "type": "private"}
BUDI = {"id": 7, "first_name": "Budi"}


class Phone:
    """Messages and edits of one chat, taken as the bot takes them, without a network."""

    def __init__(self, app: Flask) -> None:
        self.app, self.updates = app, 0

    def send(self, kind: str, message_id: int, text: str) -> None:
        self.updates += 1
        message = {"message_id": message_id, "date": 0, "from": BUDI, "chat": CHAT, "text": text}
        raw: Any = raw_of({"update_id": self.updates, kind: message}, "8")
        keep_arrivals([raw], now=MONDAY)
        item = db.session.scalars(sa.select(InboxItem).filter_by(key=raw.key)).one()
        read: Any = (
            partial(read_edit, item=item) if kind == "edited_message"
            else partial(read_message, payloads=[item.payload], fetched=Nothing, now=MONDAY)
        )
        book, talk = self.app.extensions["rulebook"], self.app.extensions["talk"]()
        take_arrival(book, talk, Taken(raw.key, "telegram", "7"), read, now=MONDAY)


class Nothing:
    """No files came."""

    uploads: tuple[Any, ...] = ()
    told: tuple[str, ...] = ()


def topics() -> list[str | None]:
    db.session.expire_all()
    return list(db.session.scalars(sa.select(Question.topic).order_by(Question.id)))


def test_an_edit_takes_the_place_of_its_question(app: Flask, db_session: Any) -> None:
    phone = Phone(app)
    phone.send("message", 1, "lupa password spse")
    assert topics() == ["spse-lupa-password"]
    phone.send("edited_message", 1, "lupa user id spse")
    assert topics() == ["spse-lupa-user-id"]
    phone.send("message", 2, "apa syarat aktivasi akun penyedia")
    phone.send("edited_message", 1, "lupa password spse saya")
    assert len(topics()) == 3
