"""What waits to be taken from the inbox, and what earlier messages of a chat became."""

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa

from helpdesk.db import begin_reading, db
from helpdesk.domain.number import parse_number
from helpdesk.models import Conversation, InboxItem, Message, OutboxItem, Ticket, belongs_to

OF_A_LANE = 20  # rows of one chat in one look; the pictures of an album are ten at most
LOOKED_BACK = 200  # rows of a chat that are searched for an edited message


def waiting_in(lanes: str, most: int) -> Sequence[InboxItem]:
    """The oldest arrivals not taken yet whose lane begins with `lanes`.

    Of a chat the first `OF_A_LANE`, so that one which brings much, or waits for a file, does not
    stand before all others.
    """
    begin_reading()
    place = sa.func.row_number().over(partition_by=InboxItem.lane, order_by=InboxItem.id)
    placed = sa.select(InboxItem.id, place.label("place")).where(
        InboxItem.state == "new", InboxItem.lane.startswith(lanes, autoescape=True)
    ).subquery()
    first = sa.select(placed.c.id).where(placed.c.place <= OF_A_LANE).order_by(placed.c.id)
    query = sa.select(InboxItem).where(InboxItem.id.in_(first.limit(most)))
    return db.session.scalars(query.order_by(InboxItem.id)).all()


def held_lanes(most: int) -> Sequence[str]:
    """Chats of which something is held back because it came too fast."""
    begin_reading()
    query = sa.select(InboxItem.lane).filter_by(state="held").distinct().limit(most)
    return db.session.scalars(query).all()


def kept_keys(keys: Collection[str]) -> frozenset[str]:
    """Which of the keys have arrived."""
    begin_reading()
    return frozenset(db.session.scalars(sa.select(InboxItem.key).where(InboxItem.key.in_(keys))))


def earlier_in(lane: str) -> Sequence[InboxItem]:
    """The latest arrivals of a lane that were taken, the newest first.

    The order is the one in which they were taken: an edit may have arrived before its message.
    """
    query = sa.select(InboxItem).where(
        InboxItem.lane == lane, InboxItem.state.in_(("done", "parked"))
    )
    items = db.session.scalars(query.order_by(InboxItem.id.desc()).limit(LOOKED_BACK)).all()
    return sorted(items, key=_taken, reverse=True)


def _taken(item: InboxItem) -> tuple[datetime, int]:
    return item.done_at or item.received_at, int(item.payload.get("update_id", 0))


def ticket_spoken_of(external_id: str, number: str | None, chat: Conversation) -> str | None:
    """The ticket of a message we sent, else the one whose number it shows, if it is the chat's."""
    sent = sa.select(Ticket.number).join(OutboxItem, OutboxItem.ticket_id == Ticket.id)
    found = db.session.scalar(sent.where(OutboxItem.external_id == external_id))
    if found or not number:
        return found
    own = sa.select(Ticket.number).where(Ticket.number == parse_number(number), belongs_to(chat))
    return db.session.scalar(own)


def ticket_that_took(chat: Conversation, key: str, texts: Collection[str]) -> str | None:
    """The chat's ticket that holds one of `texts`, or that arrival `key` was answered about."""
    said = sa.select(Message.body, Ticket.number).join(Ticket, Ticket.id == Message.ticket_id)
    said = said.where(belongs_to(chat), Message.side == "requester")
    for body, number in db.session.execute(said.order_by(Message.id.desc()).limit(LOOKED_BACK)):
        if any(text and text in body for text in texts):
            return str(number)
    answers = sa.select(Ticket.number).join(OutboxItem, OutboxItem.ticket_id == Ticket.id)
    answered = OutboxItem.key.startswith(f"reply:{key}:", autoescape=True)
    return db.session.scalar(answers.where(answered, belongs_to(chat)))
