"""Tickets chosen for one act, and orders with how each ticket fared."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.roles import Actor
from helpdesk.errors import NotFound
from helpdesk.models import BulkAct, Ticket
from helpdesk.queries.inbox import visible
from helpdesk.queries.rows import LISTED


def chosen_tickets(numbers: Sequence[str], actor: Actor) -> Sequence[Ticket]:
    """Those of `numbers` that the actor may see, in the given order."""
    query = sa.select(Ticket).options(*LISTED).where(Ticket.number.in_(numbers), visible(actor))
    found = {ticket.number: ticket for ticket in db.session.scalars(query).unique()}
    return [found[number] for number in dict.fromkeys(numbers) if number in found]


def order_of(act_id: int, actor: Actor) -> BulkAct:
    """The actor's own order. Raises `NotFound` for another's, whose existence is not told."""
    act = db.session.get(BulkAct, act_id)
    if act is None or act.officer_id != actor.id:
        raise NotFound
    return act


def subjects(act: BulkAct, actor: Actor) -> Mapping[str, str]:
    """Subject by number, of those tickets that the actor may still see."""
    query = sa.select(Ticket.number, Ticket.subject).where(
        Ticket.number.in_([item.number for item in act.items]), visible(actor)
    )
    return {row.number: row.subject for row in db.session.execute(query)}
