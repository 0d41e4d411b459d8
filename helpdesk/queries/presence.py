"""Who looks at which ticket just now, and who of them is writing."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.roles import Actor
from helpdesk.models import Officer, ReplyDraft, Ticket, TicketPresence
from helpdesk.queries.inbox import visible

LIFE = timedelta(seconds=40)  # a page renews its row every 15
WRITING = timedelta(seconds=60)  # since the draft was last kept


class Present(NamedTuple):
    """One officer on one ticket."""

    ticket_id: int
    officer_id: int
    name: str
    writing: bool


def everybody_present(now: datetime) -> Sequence[Present]:
    """On all tickets, by name. Writing is who has a draft that is fresh: no beat of its own."""
    draft = sa.and_(
        ReplyDraft.ticket_id == TicketPresence.ticket_id, ReplyDraft.at > now - WRITING,
        ReplyDraft.officer_id == TicketPresence.officer_id,
    )
    query = (
        sa.select(TicketPresence.ticket_id, TicketPresence.officer_id, Officer.name,
                  ReplyDraft.at.is_not(None))
        .join(Officer, Officer.id == TicketPresence.officer_id).outerjoin(ReplyDraft, draft)
        .where(TicketPresence.seen_at > now - LIFE).order_by(Officer.name, Officer.id)
    )
    return [Present(ticket, officer, name, bool(writing))
            for ticket, officer, name, writing in db.session.execute(query)]


def still_seen(ticket_id: int, actor: Actor) -> bool:
    """Whether the actor may know of the ticket, asked before they are told who is there."""
    query = sa.select(Ticket.id).where(Ticket.id == ticket_id, visible(actor))
    return db.session.scalar(query) is not None
