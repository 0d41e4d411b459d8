"""Whose requester an officer may know, as a condition of a query."""

import sqlalchemy as sa

from helpdesk.domain.privacy import may_know_requester
from helpdesk.domain.roles import Actor
from helpdesk.domain.ticket import IdentityMode
from helpdesk.models import Ticket


def named(actor: Actor) -> sa.ColumnElement[bool]:
    """Tickets whose requester the actor may know."""
    known = Ticket.identity == IdentityMode.KNOWN.value
    hidden = Ticket.identity == IdentityMode.HIDDEN.value
    if may_know_requester(actor, IdentityMode.HIDDEN, None):
        return sa.or_(known, hidden)
    return sa.or_(known, sa.and_(hidden, Ticket.assignee_id == actor.id))
