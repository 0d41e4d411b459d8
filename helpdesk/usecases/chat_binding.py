"""A ticket bound to a chat beside the one it came from: asked, confirmed, undone.

What is kept is a contact of the ticket's requester that holds the chat's id and nothing else: no
name, no username, whatever the mode of identity.
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.dialogue import words
from helpdesk.dialogue.effects import Invited, Linked
from helpdesk.domain.events import EventType, Visibility
from helpdesk.domain.roles import REQUESTER, Action, Actor
from helpdesk.domain.ticket import IdentityMode, Kind
from helpdesk.errors import IllegalMove, NotAllowed, NotFound
from helpdesk.models import (
    ChatInvitation,
    Contact,
    Conversation,
    OutboxItem,
    Ticket,
    belongs_to,
    linked_officer,
)
from helpdesk.usecases.audience import requester_addresses
from helpdesk.usecases.chat_invitations import (
    invite_to_ticket,
    open_invitation,
    redeem_invitation,
)
from helpdesk.usecases.loading import load_ticket, ticket_for
from helpdesk.usecases.outgoing import UNSENT
from helpdesk.usecases.recording import Change, record
from helpdesk.usecases.rulebook import Rulebook

BINDABLE = "telegram"
_LEFT = "Chat ini diputuskan dari tiketnya."
TOLD_ELSEWHERE = (
    "Tiket {number} diputuskan dari chat ini lewat halaman statusnya. Kabarnya tidak kami kirim "
    "ke sini lagi."
)


def look_at_invitation(chat: Conversation, hashed: str, now: datetime) -> Invited:
    """The ticket a link leads to, which from now on this chat alone can accept.

    Raises `NotFound` with the same words for whatever is no good, `NotAllowed` where the chat is
    an officer's.
    """
    if db.session.scalar(linked_officer(chat.skin, chat.address)) is not None:
        raise NotAllowed(words.LINK_OFFICER)  # and the link stays good for whom it was meant
    found = open_invitation(hashed, chat.address, now=now) if chat.skin == BINDABLE else None
    if found is None or found.ticket_id is None:
        raise NotFound(words.LINK_USELESS)
    ticket = db.session.get_one(Ticket, found.ticket_id)
    return Invited(found.id, ticket.number, "" if _is_delicate(ticket) else ticket.subject)


def _is_delicate(ticket: Ticket) -> bool:
    """What a complaint says may not stand in a chat that perhaps is another person's."""
    nameless = ticket.identity == IdentityMode.NONE
    return ticket.sealed or nameless or ticket.kind == Kind.COMPLAINT


@use_case
def offer_chat(book: Rulebook, number: str, *, actor: Actor, now: datetime) -> str:
    """The token for the visitor who stands before the officer; who showed it is on record."""
    ticket = ticket_for(number, actor, Action.REPLY, ended=True)
    record(book, ticket, Change(
        EventType.CHAT_OFFERED, {}, actor, now, visibility=Visibility.OFFICERS
    ))
    return invite_to_ticket(ticket.id, now=now)


@use_case
def accept_invitation(
    book: Rulebook, chat: Conversation, invitation: int, *, now: datetime
) -> Linked:
    """Bind the chat to the ticket; a second press is told that it is bound.

    Raises `NotFound` when the invitation is over or another chat's.
    """
    mine = redeem_invitation(invitation, chat.address, now=now) or _used(chat, invitation)
    if mine is None or mine.ticket_id is None:
        raise NotFound(words.LINK_USELESS)
    number = db.session.get_one(Ticket, mine.ticket_id).number
    return Linked(number, before=not bind_chat(book, number, chat, now=now))


def _used(chat: Conversation, invitation: int) -> ChatInvitation | None:
    """An invitation this chat has accepted already, as long as it still is bound."""
    query = sa.select(ChatInvitation).join(Ticket, Ticket.id == ChatInvitation.ticket_id).where(
        ChatInvitation.id == invitation, ChatInvitation.address == chat.address,
        ChatInvitation.used_at.is_not(None), belongs_to(chat),
    )
    return db.session.scalars(query).one_or_none()


@use_case
def decline_invitation(chat: Conversation, invitation: int, *, now: datetime) -> None:
    """Whoever the link reached says that it is not theirs: it is used up."""
    redeem_invitation(invitation, chat.address, now=now)


@use_case
def bind_chat(book: Rulebook, number: str, chat: Conversation, *, now: datetime) -> bool:
    """Send news of the ticket to this chat too; False when that was so already."""
    ticket = load_ticket(number)
    own = sa.select(Ticket.id).where(Ticket.id == ticket.id, belongs_to(chat))
    if db.session.scalar(own) is not None:
        return False
    others = list(requester_addresses(ticket))
    ticket.requester.contacts.append(
        Contact(channel=chat.skin, address=chat.address, usable=True)
    )
    record(book, ticket, Change(EventType.CHAT_BOUND, {"channel": chat.skin}, REQUESTER, now))
    for place in others:  # somebody else at a shared machine may have done it
        _tell(ticket, f"bound:{chat.id}", place, "chat_bound", {}, now)
    return True


def _tell(
    ticket: Ticket, why: str, place: tuple[str, str], template: str, data: dict[str, Any],
    now: datetime,
) -> None:
    channel, address = place
    db.session.add(OutboxItem(
        key=f"{why}:{ticket.id}:{now.isoformat()}:{channel}:{address}", ticket_id=ticket.id,
        channel=channel, recipient=address, audience="requester", template=template, data=data,
        state="pending", attempts=0, not_before=now, created_at=now,
    ))
    db.session.flush()


@use_case
def unbind_chat(book: Rulebook, number: str, chat: Conversation, *, now: datetime) -> None:
    """From the chat itself. Raises `IllegalMove` for the chat in which the ticket was made."""
    ticket = load_ticket(number)
    if ticket.conversation_id == chat.id:
        raise IllegalMove("Tiket ini dibuat di chat ini, jadi kabarnya tetap ke sini.")
    _let_go(book, ticket, now, chat.address)


@use_case
def unbind_from_page(book: Rulebook, number: str, *, now: datetime) -> bool:
    """From the status page: every chat bound to the ticket, each told so; False if there is none.
    """
    ticket = load_ticket(number)
    gone = _let_go(book, ticket, now, None)
    told = {"text": TOLD_ELSEWHERE.format(number=number), "buttons": []}
    for address in gone:
        _tell(ticket, "unbound", (BINDABLE, address), "dialogue", told, now)
    return bool(gone)


def bound_chats(ticket: Ticket) -> list[Contact]:
    """The chats bound to the ticket by a link."""
    return [contact for contact in ticket.requester.contacts if contact.channel == BINDABLE]


def _let_go(book: Rulebook, ticket: Ticket, now: datetime, address: str | None) -> list[str]:
    """Forget one bound chat or all; what waits to be sent there about the ticket is dropped."""
    leaving = [c for c in bound_chats(ticket) if address in (None, c.address)]
    for contact in leaving:
        db.session.delete(contact)
        db.session.execute(sa.update(OutboxItem).where(
            OutboxItem.ticket_id == ticket.id, OutboxItem.channel == contact.channel,
            OutboxItem.recipient == contact.address, OutboxItem.state.in_(UNSENT),
            OutboxItem.event_id.is_not(None),
        ).values(state="skipped", error=_LEFT, claimed_until=None))
    db.session.flush()
    db.session.expire(ticket.requester, ["contacts"])
    if leaving:
        data = {"channel": BINDABLE}
        record(book, ticket, Change(EventType.CHAT_UNBOUND, data, REQUESTER, now))
    return [contact.address for contact in leaving]
