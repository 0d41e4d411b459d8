"""An officer's chat without a bot: arrivals taken by the use case, answers read from the outbox."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import count
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa

from bot.files import Fetched
from bot.reading import read_edit, read_message
from helpdesk.db import db
from helpdesk.delivery.compose import Composed, compose
from helpdesk.dialogue.effects import StatusShown
from helpdesk.dialogue.state import FileRef
from helpdesk.dialogue.values import Input, Match
from helpdesk.domain.emphasis import plain
from helpdesk.models import InboxItem, Officer, OutboxItem
from helpdesk.queries.likely import Roots
from helpdesk.talk import _facts
from helpdesk.usecases.arrivals import Heard, Taken, take_arrival
from helpdesk.usecases.chat_invitations import invitation_hash
from helpdesk.usecases.effects import Talk
from helpdesk.usecases.intake import Raw, keep_arrivals
from helpdesk.usecases.officer_chats import invite
from helpdesk.usecases.rulebook import Rulebook
from tests.builders import MONDAY


def worded(
    book: Rulebook, item: OutboxItem, base: str = "https://contoh.example",
    roots: Roots | None = None,
) -> Composed:
    """The row as it would leave now, its emphasis aside."""
    composed = compose(
        item, catalogue=book.catalogue, link_key=book.link_key, base_url=base, now=MONDAY,
        roots=roots,
    )
    return replace(composed, telegram=plain(composed.telegram))


def silent_talk(book: Rulebook) -> Talk:
    """A guide that knows nothing."""
    return Talk(
        match=lambda text: Match("ticket", (), 0.0, ()),
        topic=lambda id_: None,  # type: ignore[arg-type,return-value]
        status_of=lambda ticket, now: StatusShown("Baru", ticket.number, ()),
        dates_of=lambda ticket, now: StatusShown("Kenapa", ticket.number, ()),
        promised=lambda ticket, now: {}, status_words=lambda ticket: "Baru",
        worded=lambda instant: instant.isoformat(),
        facts=lambda now: _facts(book.catalogue, now),
    )


@dataclass
class Chat:
    """One private chat; `now` may be moved."""

    book: Rulebook
    address: str
    now: datetime = MONDAY
    _number: "count[int]" = field(default_factory=count)

    def takes(self, given: Input) -> None:
        key = f"tg:{self.address}:{next(self._number)}"
        keep_arrivals([Raw(key, f"telegram:{self.address}", {})], now=self.now)
        taken = Taken(key, "telegram", self.address, "Rina di Telegram")
        take_arrival(
            self.book, silent_talk(self.book), taken, lambda chat: Heard(given), now=self.now
        )

    def hears(self, kind: str, text: str, **payload: Any) -> None:
        """An update as the bot keeps and reads it; message 1 of this chat."""
        key = f"tg:{self.address}:{next(self._number)}"
        kept = {"kind": kind, "chat": int(self.address), "message_id": 1, "text": text,
                "dropped": [], "files": [], **payload}
        keep_arrivals([Raw(key, f"telegram:{self.address}", kept)], now=self.now)
        item = db.session.scalars(sa.select(InboxItem).filter_by(key=key)).one()
        read = partial(read_edit, item=item) if kind == "edit" else partial(
            read_message, payloads=[kept], fetched=Fetched(), now=self.now
        )
        taken = Taken(key, "telegram", self.address, "Rina di Telegram")
        take_arrival(self.book, silent_talk(self.book), taken, read, now=self.now)

    def says(self, text: str, ticket: str | None = None, files: tuple[FileRef, ...] = ()) -> None:
        kind = "files" if files else "text"
        self.takes(Input(kind, text, ticket=ticket, files=files))  # type: ignore[arg-type]

    def opens(self, token: str) -> None:
        self.takes(Input("invitation", invitation_hash(token), argument=token[0]))

    def press_value(self, value: str) -> None:
        self.takes(Input("press", value))

    def presses(self, label: str) -> None:
        self.press_value(self.value_of(label))

    def links(self, officer: Officer) -> None:
        self.opens(invite(actor=officer.actor, now=self.now))
        self.presses("Ya, hubungkan")

    @property
    def rows(self) -> list[OutboxItem]:
        db.session.expire_all()
        query = sa.select(OutboxItem).filter_by(channel="telegram", recipient=self.address)
        return list(db.session.scalars(query.order_by(OutboxItem.id)))

    @property
    def last(self) -> SimpleNamespace:
        row = self.rows[-1]
        return SimpleNamespace(text=plain(row.data.get("text", "")), row=row)

    def value_of(self, label: str) -> str:
        """The value of the newest button with this label."""
        for row in reversed(self.rows):
            for line in row.data.get("buttons", ()):
                for shown, value in line:
                    if shown == label:
                        return str(value)
        raise AssertionError(f"no button {label!r}")
