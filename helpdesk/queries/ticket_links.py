"""The tickets linked with one, as far as the actor may know of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.roles import Actor
from helpdesk.domain.ticket import Status
from helpdesk.models import Ticket, TicketLink
from helpdesk.queries.inbox import visible

MOST = 50


@dataclass(frozen=True)
class Linked:
    """One link seen from a ticket: the other one, and how they came to belong together."""

    link: TicketLink
    ticket_id: int
    number: str
    subject: str
    status: Status
    older: bool  # the other one was there first


def links_of(ticket: Ticket, actor: Actor, *, ended: bool = False) -> Sequence[Linked]:
    """The newest first; with `ended` those undone too. What is sealed is not even counted."""
    of_first = TicketLink.first_id == ticket.id
    other = sa.case((of_first, TicketLink.second_id), else_=TicketLink.first_id)
    query = (
        sa.select(TicketLink, Ticket.id, Ticket.number, Ticket.subject, Ticket.status)
        .join(Ticket, Ticket.id == other)
        .where(sa.or_(of_first, TicketLink.second_id == ticket.id), visible(actor))
    )
    if not ended:
        query = query.where(TicketLink.ended_at.is_(None))
    rows = db.session.execute(query.order_by(TicketLink.id.desc()).limit(MOST))
    return [
        Linked(link, id_, number, subject, Status(status), older=link.first_id == id_)
        for link, id_, number, subject, status in rows
    ]
