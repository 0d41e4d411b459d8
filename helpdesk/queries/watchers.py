"""Who follows a ticket, as far as they may still see it."""

from collections.abc import Sequence

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.roles import may_view
from helpdesk.models import Officer, Ticket, TicketWatcher


def watchers_of(ticket: Ticket) -> Sequence[Officer]:
    """By name: those whom news of it reaches."""
    query = (
        sa.select(Officer).join(TicketWatcher, TicketWatcher.officer_id == Officer.id)
        .where(TicketWatcher.ticket_id == ticket.id, Officer.active)
    )
    found = db.session.scalars(query.order_by(Officer.name, Officer.id))
    return [officer for officer in found if may_view(officer.actor, ticket.access)]
