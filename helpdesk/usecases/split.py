"""A ticket that holds two matters: chosen words of the requester go into a ticket of their own."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.domain.events import EventType, Visibility
from helpdesk.domain.roles import Action, Actor
from helpdesk.domain.ticket import Category, Channel, IdentityMode, Kind
from helpdesk.errors import IllegalMove, InvalidInput
from helpdesk.models import Message, Ticket
from helpdesk.models.ticket_link import SPLIT
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.copying import Copy, copy_files, say_again
from helpdesk.usecases.loading import ticket_for
from helpdesk.usecases.messages import reason_of
from helpdesk.usecases.promises import forwarding
from helpdesk.usecases.recording import Change, record
from helpdesk.usecases.register import NewTicket, register_ticket
from helpdesk.usecases.restrict import restrict
from helpdesk.usecases.rulebook import Rulebook
from helpdesk.usecases.ticket_links import add_link

MOST_MESSAGES = 50


@dataclass(frozen=True)
class Split:
    """What the officer decides: which messages, and what matter they are."""

    messages: Collection[int]
    kind: Kind
    reason: str
    service: str | None = None
    subject: str | None = None


@use_case
def split_ticket(
    book: Rulebook, number: str, told: Split, *, copy: Copy, actor: Actor, now: datetime,
    version: int | None = None,
) -> Ticket:
    """A new ticket of the same requester with copies of the chosen messages, at their own times.

    It counts as received when the first of them was; the requester hears of its number by the
    receipt. The old ticket keeps everything. Raises `InvalidInput`, `IllegalMove`.
    """
    old = ticket_for(number, actor, Action.SPLIT, version=version, ended=True)
    if old.sealed:
        raise IllegalMove("Pengaduan tertutup tidak dapat dipecah.")
    why = reason_of(told.reason)
    first, *others = _chosen(old, told.messages)
    new = register_ticket(book, _matter(old, first, told), actor=actor, now=now)
    if old.restricted:
        assign_ticket(book, new.number, officer_id=old.assignee_id, actor=actor, now=now)
        restrict(book, new, actor, now)
    copy_files(first, _first_message(new), copy)
    for message in others:
        _say_again(book, new, message, copy, actor, now)
    link = add_link(old, new, SPLIT, why, actor, now)
    data = {"into": new.id, "link": link.id, "messages": [first.id, *(m.id for m in others)],
            "reason": why}
    record(book, old, Change(EventType.SPLIT, data, actor, now, visibility=Visibility.OFFICERS))
    return new


def _chosen(old: Ticket, ids: Collection[int]) -> Sequence[Message]:
    """The requester's own words among them, in order. Raises `InvalidInput` for others'."""
    wanted = set(ids)
    if not wanted:
        raise InvalidInput(messages="Pilih paling sedikit satu pesan.")
    if len(wanted) > MOST_MESSAGES:
        raise InvalidInput(messages=f"Paling banyak {MOST_MESSAGES} pesan sekaligus.")
    query = sa.select(Message).where(
        Message.id.in_(wanted), Message.ticket_id == old.id, Message.side == "requester",
        Message.internal.is_(False),
    )
    found = db.session.scalars(query.order_by(Message.at, Message.id)).all()
    if len(found) != len(wanted):
        raise InvalidInput(messages="Hanya pesan pemohon pada tiket ini yang dapat dipecah.")
    return found


def _matter(old: Ticket, first: Message, told: Split) -> NewTicket:
    """Whose it is stays; what was found out of the old matter (package, tender) does not."""
    known = first.channel in list(Channel)
    return NewTicket(
        kind=told.kind, text=first.body, channel=Channel(first.channel if known else old.channel),
        category=Category(old.category), service=told.service, subject=told.subject,
        unit=None if told.service else old.unit, identity=IdentityMode(old.identity),
        conversation_id=old.conversation_id, split_from=old, received_at=first.at,
    )


def _first_message(ticket: Ticket) -> Message:
    return db.session.scalars(sa.select(Message).filter_by(ticket_id=ticket.id)).one()


def _say_again(
    book: Rulebook, new: Ticket, message: Message, copy: Copy, actor: Actor, now: datetime
) -> None:
    """Later words, as they came; nobody is told of each, as the receipt tells of the ticket."""
    again = say_again(new, message, copy)
    promise = {"forwarding": forwarding(book, now=message.at, tender_deadline=None)}
    data = {"message": again.id, "channel": message.channel, "promise": promise, "copied": True}
    record(book, new, Change(
        EventType.REQUESTER_WROTE, data, actor, now, occurred_at=message.at, message_id=again.id
    ))
