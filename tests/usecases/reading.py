"""What tests look at after a use case: rows as they were committed."""

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.models import OutboxItem, TicketClock, TicketEvent


def events(ticket, *types):
    """The ticket's events of the given types (all without), in order."""
    query = sa.select(TicketEvent).filter_by(ticket_id=ticket.id).order_by(TicketEvent.seq)
    rows = db.session.scalars(query).all()
    return [row for row in rows if not types or row.type in types]


def notices(ticket, *templates):
    """Outbox rows of the ticket with one of the templates (all without)."""
    query = sa.select(OutboxItem).filter_by(ticket_id=ticket.id).order_by(OutboxItem.id)
    rows = db.session.scalars(query).all()
    return [row for row in rows if not templates or row.template in templates]


def clock(ticket, kind, cycle=1):
    """The newest stored clock of a kind and cycle, or None."""
    query = sa.select(TicketClock).filter_by(ticket_id=ticket.id, kind=kind, cycle=cycle)
    return db.session.scalars(query.order_by(TicketClock.revision.desc())).first()
