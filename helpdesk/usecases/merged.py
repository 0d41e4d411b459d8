"""Where a merged ticket's matter goes on, and who may be told of it there."""

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.models import Conversation, Ticket

# Where messages arrive: whoever reads there reads what both tickets are told. A telephone number
# is no such place, as colleagues share one.
_REACHED = ("email", "telegram", "webchat")


def lock_matter(number: str) -> None:
    """Lock a merged ticket and all that is one matter with it, by number, before anything else.

    Whoever needs two of them calls this first: a message locks the merged ticket and the one that
    goes on, sealing the other way round, and PostgreSQL would end one of both as a deadlock.
    `both_tickets` keeps the same order. A ticket that was never merged is left to its own loading.
    """
    known = {number}
    while True:
        ids = sa.select(Ticket.id).where(Ticket.number.in_(known))
        into = sa.select(Ticket.merged_id).where(
            Ticket.number.in_(known), Ticket.merged_id.is_not(None))
        near = sa.select(Ticket.number).where(
            sa.or_(Ticket.merged_id.in_(ids), Ticket.id.in_(into)), Ticket.number.not_in(known))
        new = set(db.session.scalars(near))
        if not new:
            break
        known |= new
    if len(known) > 1:
        db.session.execute(
            sa.select(Ticket.id).where(Ticket.number.in_(known))
            .order_by(Ticket.number).with_for_update(of=Ticket)
        )


def going_on(ticket: Ticket) -> Ticket:
    """The ticket in which its matter goes on, locked; itself while it was not merged."""
    while ticket.merged_id is not None:
        query = sa.select(Ticket).where(Ticket.id == ticket.merged_id)
        ticket = db.session.scalars(
            query.with_for_update(of=Ticket).execution_options(populate_existing=True)
        ).one()
    return ticket


def one_requester(one: Ticket, other: Ticket) -> bool:
    """Whether both are known to be the same requester's: by one row, or one place of theirs."""
    return one.requester_id == other.requester_id or bool(_places(one) & _places(other))


def hidden_from(first: Ticket, main: Ticket) -> bool:
    """Whether words to a merged ticket stay off the public page of the one that goes on.

    Only a place in common proves that whoever reads there is the one who wrote.
    """
    return main is not first and not one_requester(first, main)


def _places(ticket: Ticket) -> frozenset[tuple[str, str]]:
    places = {
        (contact.channel, contact.address.strip().casefold())
        for contact in ticket.requester.contacts if contact.channel in _REACHED
    }
    chat = db.session.get(Conversation, ticket.conversation_id) if ticket.conversation_id else None
    return frozenset(places if chat is None else {*places, (chat.skin, chat.address)})


def whole_matter(ticket: Ticket) -> list[Ticket]:
    """The other tickets of one matter, locked: those merged into it, and into which it was."""
    known, new = {ticket.id}, [ticket]
    found: list[Ticket] = []
    while new:
        ids, into = [t.id for t in new], [t.merged_id for t in new if t.merged_id is not None]
        query = sa.select(Ticket).where(
            sa.or_(Ticket.merged_id.in_(ids), Ticket.id.in_(into)), Ticket.id.not_in(known)
        )
        new = list(db.session.scalars(
            query.order_by(Ticket.number).with_for_update(of=Ticket)
            .execution_options(populate_existing=True)
        ).unique())
        known |= {t.id for t in new}
        found += new
    return found
