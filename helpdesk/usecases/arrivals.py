"""What came in from a chat service: kept raw first, then taken in one transaction, or given up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.dialogue.values import Input
from helpdesk.errors import DuplicateRequest, HelpdeskError
from helpdesk.models import Conversation, InboxItem, OutboxItem
from helpdesk.usecases.converse import (
    Arrival,
    conversation_at,
    park_arrival,
    take_turn,
)
from helpdesk.usecases.desk_chat import answer_officer
from helpdesk.usecases.effects import Talk
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.rulebook import Rulebook


@dataclass(frozen=True)
class Heard:
    """What an arrival means: lines said first, words for a ticket past the dialogue, the input."""

    given: Input | None = None
    said: tuple[str, ...] = ()
    addition: tuple[str, str] | None = None  # (ticket number, text), a message that was edited


@dataclass(frozen=True)
class Taken:
    """One or several kept arrivals (an album) of one chat that are answered together."""

    key: str
    skin: str
    address: str
    name: str | None = None
    also: tuple[str, ...] = ()


class OutOfTurn(Exception):
    """An earlier arrival of the same chat is there and not taken yet: look again."""


@use_case
def take_arrival(
    book: Rulebook, talk: Talk, taken: Taken, read: Callable[[Conversation], Heard],
    *, now: datetime,
) -> None:
    """Take kept arrivals: files, state, ticket, replies and "done" in one transaction.

    Raises `DuplicateRequest` when another process took or gave up the first of them, `OutOfTurn`
    when one before it came in after the chat was looked at.
    """
    items = _claim((taken.key, *taken.also))
    if not items or items[0].key != taken.key or items[0].state != "new":
        raise DuplicateRequest(None)
    _refuse_out_of_turn(items[0])
    chat = conversation_at(taken.skin, taken.address, now=now, name=taken.name)
    heard = read(chat)
    if heard.addition:
        heard = _added(book, chat, heard, now)
    for index, text in enumerate(heard.said):
        _say(f"said:{taken.key}:{index}", taken, text, now)
    if heard.given is not None and not answer_officer(
        book, chat, heard.given, taken.key, now=now
    ):
        arrival = Arrival(taken.skin, taken.address, heard.given, taken.key, taken.name)
        take_turn(book, talk, chat, arrival, now=now)
    for item in items:
        item.state, item.done_at, item.error = "done", now, None


def _refuse_out_of_turn(item: InboxItem) -> None:
    waiting = sa.select(InboxItem.key).filter_by(state="new", lane=item.lane)
    mine = _number(item.key)
    if any(_number(key) < mine for key in db.session.scalars(waiting)):
        raise OutOfTurn


def _number(key: str) -> int:
    """The place of an arrival among those of its source, by the end of its key."""
    last = key.rpartition(":")[2]
    return int(last) if last.isdecimal() else 0


def _claim(keys: Sequence[str]) -> Sequence[InboxItem]:
    """The rows locked, the first of `keys` first."""
    query = sa.select(InboxItem).where(InboxItem.key.in_(keys)).order_by(InboxItem.id)
    found = db.session.scalars(
        query.with_for_update().execution_options(populate_existing=True)
    ).all()
    return sorted(found, key=lambda item: keys.index(item.key))


def _added(book: Rulebook, chat: Conversation, heard: Heard, now: datetime) -> Heard:
    """The addition made; a closed ticket's refusal is told instead."""
    assert heard.addition is not None
    number, text = heard.addition
    try:
        with db.session.begin_nested():
            receive_message(book, number, text, channel=chat.skin, now=now)
    except HelpdeskError as error:
        return replace(heard, said=(error.message,))
    return heard


@use_case
def answer_only(taken: Taken, text: str | None, *, now: datetime) -> None:
    """Take an arrival that no conversation is kept of (a group); `text` is answered, or nothing."""
    items = _claim((taken.key,))
    if not items or items[0].state != "new":
        raise DuplicateRequest(None)
    if text:
        _say(f"said:{taken.key}:0", taken, text, now)
    items[0].state, items[0].done_at = "done", now


@use_case
def give_up_arrival(
    taken: Taken, error: str, apology: str, *, most: int, now: datetime
) -> bool:
    """Count a failed try; after `most` the arrival is parked and the chat told. True if parked."""
    items = _claim((taken.key, *taken.also))
    if not items or items[0].state != "new":
        return True
    if not park_arrival(taken.key, error, most=most, now=now):
        return False
    for item in items[1:]:
        item.state, item.done_at, item.error = "parked", now, error[:500]
    _say(f"apology:{taken.key}", taken, apology, now)
    return True


def _say(key: str, taken: Taken, text: str, now: datetime) -> None:
    db.session.add(OutboxItem(
        key=key, channel=taken.skin, recipient=taken.address, audience="requester",
        template="dialogue", data={"text": text, "buttons": []}, state="pending", attempts=0,
        not_before=now, created_at=now,
    ))
    db.session.flush()
