"""One turn of an officer's chat: who is there, when, and what is said back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from helpdesk.db import db
from helpdesk.domain.roles import Actor
from helpdesk.models import Conversation, Officer, OutboxItem
from helpdesk.usecases.rulebook import Rulebook

SKIN = "telegram"
DESK = "o"  # what the value of an officer's button begins with
Rows = tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True)
class Said:
    """One message to the officer; a `template` of its own is worded when it is sent."""

    text: str = ""
    buttons: Rows = ()
    ticket_id: int | None = None
    template: str = "dialogue"
    message_id: int | None = None
    menu: str = ""  # the chat's commands from then on: officer | anyone


@dataclass(frozen=True)
class Desk:
    """The chat, the officer it belongs to (if anybody), and when."""

    book: Rulebook
    chat: Conversation
    officer: Officer | None
    now: datetime

    @property
    def actor(self) -> Actor:
        """The officer as they are now; only where one is known to be there."""
        assert self.officer is not None
        return self.officer.actor


Act = Callable[[Desk], Sequence[Said]]


def button(label: str, verb: str, argument: object) -> tuple[str, str]:
    """A button of the desk."""
    return label, f"{DESK}:{verb}:{argument}"


def enqueue(key: str, address: str, said: Said, now: datetime) -> None:
    """Put one message into the outbox of this chat."""
    data: dict[str, Any] = {}
    if said.template == "dialogue":
        data = {"text": said.text, "buttons": [[list(b) for b in row] for row in said.buttons]}
    if said.menu:
        data["menu"] = said.menu
    db.session.add(OutboxItem(
        key=key, channel=SKIN, recipient=address, audience="officer", template=said.template,
        ticket_id=said.ticket_id, message_id=said.message_id, data=data, state="pending",
        attempts=0, not_before=now, created_at=now,
    ))
    db.session.flush()
