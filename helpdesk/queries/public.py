"""What the public pages read of tickets: by number, their files, uploads that wait, the survey."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from helpdesk.db import db
from helpdesk.errors import NotFound
from helpdesk.models import (
    Attachment,
    ChatLine,
    Conversation,
    Message,
    Requester,
    SurveyResponse,
    Ticket,
)


def ticket_of_number(number: str) -> Ticket:
    """The ticket; the caller has made sure that the visitor may see it. Raises `NotFound`."""
    # The contacts come along: every page of a ticket says where its news goes.
    contacts = joinedload(Ticket.requester).joinedload(Requester.contacts)
    query = sa.select(Ticket).options(contacts).where(Ticket.number == number)
    ticket = db.session.scalars(query).unique().one_or_none()
    if ticket is None:
        raise NotFound
    return ticket


def public_file(ref: str) -> tuple[Attachment, Ticket]:
    """A file of a message the requester may read, with its ticket. Raises `NotFound`."""
    query = (
        sa.select(Attachment, Ticket)
        .join(Message, Attachment.message_id == Message.id)
        .join(Ticket, Attachment.ticket_id == Ticket.id)
        .where(Attachment.ref == ref, Message.internal.is_(False))
    )
    found = db.session.execute(query).unique().one_or_none()
    if found is None:
        raise NotFound
    return found[0], found[1]


def waiting_uploads(owner: str, refs: Sequence[str]) -> Sequence[Attachment]:
    """Those of `refs` that `owner` uploaded and no message has taken."""
    query = sa.select(Attachment).where(
        Attachment.ref.in_(list(refs)[:50]), Attachment.owner == owner,
        Attachment.ticket_id.is_(None),
    )
    return db.session.scalars(query.order_by(Attachment.id)).all()


def survey_answered(ticket_id: int) -> bool:
    """Whether the ticket's survey was filled in."""
    query = sa.select(SurveyResponse.id).where(SurveyResponse.ticket_id == ticket_id)
    return db.session.scalar(query) is not None


def webchat(address: str | None) -> Conversation | None:
    """The web chat at an address, if it was begun."""
    if address is None:
        return None
    query = sa.select(Conversation).filter_by(skin="webchat", address=address)
    return db.session.scalars(query).one_or_none()


def chat_lines(conversation_id: int, after: int = 0, most: int = 200) -> Sequence[ChatLine]:
    """The last lines of a chat in order, or those after a line."""
    query = sa.select(ChatLine).where(
        ChatLine.conversation_id == conversation_id, ChatLine.id > after
    )
    newest = db.session.scalars(query.order_by(ChatLine.id.desc()).limit(most)).all()
    return list(reversed(newest))


def chat_tickets(conversation: Conversation, most: int = 3) -> Sequence[Ticket]:
    """The newest tickets made in a chat."""
    query = sa.select(Ticket).filter_by(conversation_id=conversation.id)
    return db.session.scalars(query.order_by(Ticket.id.desc()).limit(most)).unique().all()


def tickets_by_id(ids: Sequence[int]) -> dict[int, Ticket]:
    """Tickets of the given ids."""
    if not ids:
        return {}
    found = db.session.scalars(sa.select(Ticket).where(Ticket.id.in_(ids))).unique()
    return {ticket.id: ticket for ticket in found}
