"""The bot as a real process between the Bot API double and a database, and what tests ask of it."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from flask import Flask

from helpdesk.db import db
from helpdesk.models import Conversation, InboxItem, Message, OutboxItem, Ticket
from tests.bot.botapi.client import BotApi
from tests.bot.botapi.library import FREE
from tests.bot.botapi.person import Person
from tests.conftest import SECRET
from tests.processes import Installation, Running, installation

T = TypeVar("T")
STARTED = "INFO bot: started"
TELEGRAM_PAUSES = {"webhook_retry": 0.05, **FREE}


@dataclass
class Office:
    """One installation with its Telegram; `app` looks at the same database from the test."""

    api: BotApi
    place: Installation
    app: Flask

    def bot(self) -> Running:
        """A bot that has come up; a second call starts a second one."""
        started = self.place.start("bot")
        started.wait_for(STARTED, 60)
        return started

    def look(self, question: Callable[[], T]) -> T:
        """Ask the database in a session of its own."""
        with self.app.app_context():
            return question()

    def states(self) -> dict[str, int]:
        """How many inbox rows are new, done, parked."""

        def ask() -> dict[str, int]:
            query = sa.select(InboxItem.state, sa.func.count()).group_by(InboxItem.state)
            return {row[0]: row[1] for row in db.session.execute(query)}

        return self.look(ask)

    def outbox(self, person: Person | None = None) -> list[OutboxItem]:
        """Rows of this channel, the oldest first."""
        query = sa.select(OutboxItem).filter_by(channel="telegram").order_by(OutboxItem.id)
        if person is not None:
            query = query.filter_by(recipient=str(person.chat_id))
        return self.look(lambda: list(db.session.scalars(query)))

    def settle(self, seconds: float = 40) -> None:
        """Until everything that came in was taken and everything that is due has left."""

        def done() -> bool:
            # In the way of a message: what has left one place is seen in the next.
            if self.api.pending() or self.states().get("new", 0):
                return False
            return all(row.state in ("sent", "dead", "skipped") for row in self.outbox())

        self.api.wait(done, seconds, "inbox and outbox are empty")

    def written(self, person: Person) -> dict[str, Any]:
        """What the database says of a person's chat, numbers and links aside."""

        def ask() -> dict[str, Any]:
            chat = db.session.scalars(
                sa.select(Conversation).filter_by(address=str(person.chat_id))
            ).one()
            tickets = db.session.scalars(
                sa.select(Ticket).filter_by(conversation_id=chat.id).order_by(Ticket.id)
            ).unique().all()
            bodies = sa.select(Message.body).where(Message.ticket_id.in_([t.id for t in tickets]))
            return {
                "state": _blind(str(chat.state)),
                "tickets": [(t.kind, t.status, t.subject, t.package_code) for t in tickets],
                "messages": list(db.session.scalars(bodies.order_by(Message.id))),
                "said": [_blind(str(row.data)) for row in self._said(person)],
            }

        return self.look(ask)

    def _said(self, person: Person) -> list[OutboxItem]:
        query = sa.select(OutboxItem).filter_by(recipient=str(person.chat_id))
        return list(db.session.scalars(query.order_by(OutboxItem.id)))

    def page(self, person: Person) -> str:
        """The transcript with addresses and tokens made the same in every run."""
        text = person.transcript().replace(self.place.url, "https://helpdesk.test")
        text = re.sub(r"(isi tiket [^:\n]+: `?)\d{6}", r"\g<1>000000", text)
        text = re.sub(r"/start [tp][\w-]{43}", "/start (token)", text)
        return re.sub(r"/(t|survei)/[\w-]{43}", r"/\1/(token)", text)


def _blind(text: str) -> str:
    return re.sub(r"PBJ-\d{4}-\d{6}", "PBJ-N", text, flags=re.IGNORECASE)


@contextmanager
def office_at(
    database_url: str, folder: Path, app: Flask, *, telegram: Mapping[str, Any] | None = None,
    **settings: str,
) -> Iterator[Office]:
    """Everything but the bot itself, which a test starts when it wants it."""
    with BotApi(**{**TELEGRAM_PAUSES, **(telegram or {})}) as api:
        environment = {
            "TELEGRAM_API_URL": api.url, "TELEGRAM_BOT_TOKEN": api.token, "SECRET_KEY": SECRET,
            **settings,
        }
        with installation(database_url, folder, **environment) as place:
            yield Office(api, place, app)
