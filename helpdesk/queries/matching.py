"""What officers search for: words over everything that a ticket says, names only where known."""

import sqlalchemy as sa

from helpdesk.domain.number import parse_number
from helpdesk.domain.roles import Actor
from helpdesk.models import Attachment, Contact, Message, Requester, Ticket
from helpdesk.queries.naming import named

MOST_WORDS = 6


def matches(text: str, actor: Actor) -> sa.ColumnElement[bool]:
    """Tickets in which every word is found; a whole ticket number is looked up by its index.

    Names, companies, contacts and the names of restricted files count only where the actor may
    know who asks: a search must not tell what the page hides.
    """
    number = parse_number(text)
    if number is not None:
        return Ticket.number == number
    return sa.and_(*(_found(word, actor) for word in text.split()[:MOST_WORDS]))


def _found(word: str, actor: Actor) -> sa.ColumnElement[bool]:
    columns = (Ticket.number, Ticket.subject, Ticket.external_number, Ticket.package_code,
               Ticket.lapor_id)
    said = sa.select(Message.ticket_id).where(_has(Message.body, word), ~Message.internal)
    files = sa.select(Attachment.ticket_id).where(
        _has(Attachment.name, word), ~Attachment.restricted, Attachment.ticket_id.is_not(None)
    )
    return sa.or_(
        *(_has(column, word) for column in columns), Ticket.id.in_(said), Ticket.id.in_(files),
        sa.and_(named(actor), _who(word)),
    )


def _who(word: str) -> sa.ColumnElement[bool]:
    people = sa.select(Requester.id).where(
        sa.or_(_has(Requester.name, word), _has(Requester.company, word))
    )
    contacts = sa.select(Contact.requester_id).where(
        Contact.channel.in_(("email", "phone")), _has(Contact.address, word)
    )
    restricted = sa.select(Attachment.ticket_id).where(
        _has(Attachment.name, word), Attachment.restricted, Attachment.ticket_id.is_not(None)
    )
    return sa.or_(
        Ticket.requester_id.in_(people), Ticket.requester_id.in_(contacts),
        Ticket.id.in_(restricted),
    )


def _has(column: sa.orm.InstrumentedAttribute[str] | sa.orm.InstrumentedAttribute[str | None],
         word: str) -> sa.ColumnElement[bool]:
    return column.icontains(word, autoescape=True)
