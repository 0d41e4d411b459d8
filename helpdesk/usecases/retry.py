"""A notice that could not be sent is tried again at an officer's word."""

from datetime import datetime

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.domain.roles import Action, Actor, authorize, may_see
from helpdesk.errors import IllegalMove, NotFound
from helpdesk.models import OutboxItem, Ticket

UNSENT = ("failed", "dead")


@use_case
def retry_notice(item_id: int, *, actor: Actor, now: datetime) -> OutboxItem:
    """Put a failed or dead row back in line, its tries counted anew.

    Raises `NotFound` also for a notice of a sealed ticket the actor may not know of, and
    `IllegalMove` when the row has left meanwhile.
    """
    authorize(actor, Action.VIEW_OUTBOX)
    query = sa.select(OutboxItem).filter_by(id=item_id).with_for_update()
    item = db.session.scalars(query).one_or_none()
    ticket = db.session.get(Ticket, item.ticket_id) if item and item.ticket_id else None
    if item is None or (ticket is not None and not may_see(actor, ticket.access)):
        raise NotFound("Surel tidak ditemukan.")
    if item.state not in UNSENT:
        raise IllegalMove("Pesan ini sudah terkirim atau sedang dikirim.")
    item.state, item.attempts, item.not_before, item.error = "pending", 0, now, None
    item.claimed_until = None
    return item
