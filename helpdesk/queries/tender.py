"""Who was told that a tender is about to close, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.models import Officer, OutboxItem, Ticket


@dataclass(frozen=True)
class Alert:
    """One alert to one officer; `state` is that of the outbox row."""

    name: str
    state: str
    at: datetime


def alerts_of(ticket: Ticket) -> Sequence[Alert]:
    """The piket's alerts for a ticket, in the order they were written."""
    query = (
        sa.select(OutboxItem, Officer.name)
        .join(Officer, Officer.email == OutboxItem.recipient, isouter=True)
        .where(OutboxItem.ticket_id == ticket.id, OutboxItem.template == "tender_alert")
        .order_by(OutboxItem.id)
    )
    return [
        Alert(name or item.recipient, item.state, item.sent_at or item.created_at)
        for item, name in db.session.execute(query)
    ]
