"""One input of a conversation, whatever its skin: state, ticket, replies in one transaction.

The dialogue is pure; here its effects are carried out one by one, each outcome handed back to it.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from helpdesk.db import db, use_case
from helpdesk.dialogue import step, words
from helpdesk.dialogue.effects import Outcome, Refused
from helpdesk.dialogue.state import State
from helpdesk.dialogue.values import Context, Input, Reply
from helpdesk.domain.ticket import Channel
from helpdesk.errors import DuplicateRequest, HelpdeskError
from helpdesk.models import ChatLine, Conversation, InboxItem, OutboxItem
from helpdesk.usecases.effects import Effects, Talk
from helpdesk.usecases.questions import hear
from helpdesk.usecases.rulebook import Rulebook

R = TypeVar("R")
MOST_ROUNDS = 12  # of effects and outcomes in one turn; more would be a loop in the dialogue


@dataclass(frozen=True)
class Arrival:
    """One input with the source's own key; the same key again changes nothing."""

    skin: str  # telegram | webchat
    address: str
    given: Input
    key: str
    name: str | None = None
    shown: str = ""  # what a web chat shows as the requester's own line


@use_case
def converse(book: Rulebook, talk: Talk, arrival: Arrival, *, now: datetime) -> Conversation:
    """Take one input: all that it does, or nothing.

    Raises `DuplicateRequest` when the input was taken before.
    """
    item = _claim(arrival, now)
    chat = conversation_at(arrival.skin, arrival.address, now=now, name=arrival.name)
    take_turn(book, talk, chat, arrival, now=now)
    item.state, item.done_at, item.error = "done", now, None
    return chat


def take_turn(
    book: Rulebook, talk: Talk, chat: Conversation, arrival: Arrival, *, now: datetime
) -> None:
    """What the input does to a conversation that is locked; inside a use case."""
    if arrival.shown and arrival.skin == "webchat":
        _say_line(chat, "requester", arrival.shown, (), None, now)
    context = _context(book, talk, chat, now)
    state, replies = _turns(book, talk, chat, context, arrival.given, now)
    chat.state, chat.updated_at = json.loads(state.to_json()), now
    effects = Effects(book, talk, chat, now)
    for index, reply in enumerate(replies):
        _deliver(chat, arrival.key, index, reply, effects.own_ticket_id(reply.ticket), now)


def _claim(arrival: Arrival, now: datetime) -> InboxItem:
    """The raw input's row: stored before by the bot, made here by the web."""
    item = made_or_found(
        sa.select(InboxItem).filter_by(key=arrival.key),
        lambda: InboxItem(
            key=arrival.key, lane=f"{arrival.skin}:{arrival.address}", payload={}, state="new",
            attempts=1, received_at=now,
        ),
    )
    if item.state == "done":
        raise DuplicateRequest(item.reference)
    return item


def made_or_found(query: sa.Select[Any], make: Callable[[], R]) -> R:
    """The one row of `query`, locked; made when it is new, even if somebody else makes it too."""
    locked = query.with_for_update().execution_options(populate_existing=True)
    row: R | None = db.session.scalars(locked).one_or_none()
    if row is not None:
        return row
    with suppress(IntegrityError), db.session.begin_nested():
        db.session.add(make())
    made: R = db.session.scalars(locked).one()
    return made


def conversation_at(
    skin: str, address: str, *, now: datetime, name: str | None = None
) -> Conversation:
    """The conversation, locked, made when it is new."""
    chat = made_or_found(
        sa.select(Conversation).filter_by(skin=skin, address=address),
        lambda: Conversation(
            skin=skin, address=address, state={}, name=name, created_at=now, updated_at=now
        ),
    )
    if name:
        chat.name = name
    return chat


def _context(book: Rulebook, talk: Talk, chat: Conversation, now: datetime) -> Context:
    return Context(
        now=now.astimezone(book.calendar.tz), channel=Channel(chat.skin), match=talk.match,
        topic=talk.topic, known_name=chat.name, **talk.facts(now),
    )


def _turns(
    book: Rulebook, talk: Talk, chat: Conversation, context: Context, given: Input, now: datetime
) -> tuple[State, list[Reply]]:
    state = State.from_json(json.dumps(chat.state) if chat.state else None)
    effects = Effects(book, talk, chat, now)
    replies: list[Reply] = []
    inputs = [given]
    for _ in range(MOST_ROUNDS):
        if not inputs:
            break
        turn = step(state, inputs.pop(0), context)
        state = turn.state
        replies.extend(turn.replies)
        hear(book, talk, chat, turn.notes, now)
        for effect in turn.effects:
            inputs.append(Input("outcome", outcome=_carry_out(effects, effect)))
    return state, replies


def _carry_out(effects: Effects, effect: Any) -> Outcome:
    """One effect in a savepoint of its own, so that a refusal leaves nothing half-done."""
    try:
        with db.session.begin_nested():
            return effects.carry_out(effect)
    except HelpdeskError as error:
        return Refused(error.message)


def _deliver(
    chat: Conversation, key: str, index: int, reply: Reply, ticket_id: int | None, now: datetime
) -> None:
    rows = [[[b.label, b.value] for b in row] for row in reply.buttons]
    if chat.skin == "webchat":
        proof = f"\n\n{words.PROOF_LINK}" if reply.proof else ""
        _say_line(chat, "bot", reply.text + proof, rows, ticket_id, now)
        return
    db.session.add(OutboxItem(
        key=f"reply:{key}:{index}", ticket_id=ticket_id, channel=chat.skin,
        recipient=chat.address, audience="requester", template="dialogue",
        data={"text": reply.text, "buttons": rows, "proof": reply.proof}, state="pending",
        attempts=0, not_before=now, created_at=now,
    ))


def _say_line(
    chat: Conversation, side: str, text: str, rows: Any, ticket_id: int | None, now: datetime
) -> None:
    db.session.add(ChatLine(
        conversation_id=chat.id, side=side, text=text, buttons=list(rows), ticket_id=ticket_id,
        at=now,
    ))
    db.session.flush()


@use_case
def park_arrival(key: str, error: str, *, most: int, now: datetime) -> bool:
    """Count a failed try; after `most` the input is parked, so that its chat goes on."""
    item = db.session.scalars(sa.select(InboxItem).filter_by(key=key)).one()
    item.attempts += 1
    item.error = error[:500]
    if item.attempts >= most:
        item.state, item.done_at = "parked", now
    return item.state == "parked"

