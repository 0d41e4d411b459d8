"""Tickets around one: of the same contact, of its incident, incidents it could be joined to.

The questions are made once for an officer: making one costs several times what answering it does.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.privacy import may_know_requester
from helpdesk.domain.roles import Actor
from helpdesk.domain.ticket import IdentityMode, Kind
from helpdesk.models import Contact, Ticket
from helpdesk.queries.inbox import visible
from helpdesk.queries.naming import named

MOST_OTHERS = 8
_MOST_OUTAGES = 20


class Neighbour(NamedTuple):
    """What stands of a ticket beside another."""

    number: str
    subject: str
    status: str
    channel: str
    sealed: bool
    received_at: datetime


_Query = sa.Select[str, str, str, str, bool, datetime]
_NEIGHBOURS = sa.select(
    Ticket.number, Ticket.subject, Ticket.status, Ticket.channel, Ticket.sealed,
    Ticket.received_at,
)


def other_tickets(ticket: Ticket, actor: Actor) -> Sequence[Neighbour]:
    """Newest first: tickets of the same contact or chat that the actor may see.

    Where the requester is hidden or nobody, the neighbours would name them; nor do such tickets
    stand beside the known ones.
    """
    if not _may_look_around(ticket, actor):
        return ()
    return _read(_others(actor), {
        "ticket": ticket.id, "requester": ticket.requester_id,
        "conversation": ticket.conversation_id,
    })


@lru_cache(maxsize=500)
def _others(actor: Actor) -> _Query:
    same = _same(actor, sa.bindparam("requester"), sa.bindparam("conversation"))
    query = _NEIGHBOURS.where(same, Ticket.id != sa.bindparam("ticket"))
    return query.order_by(Ticket.id.desc()).limit(MOST_OTHERS)


def same_contact(ticket: Ticket, actor: Actor) -> sa.ColumnElement[bool] | None:
    """Tickets of the same contact or chat that the actor may see; None where nobody may look."""
    if not _may_look_around(ticket, actor):
        return None
    return _same(actor, sa.literal(ticket.requester_id), sa.literal(ticket.conversation_id))


def _may_look_around(ticket: Ticket, actor: Actor) -> bool:
    mode = IdentityMode(ticket.identity)
    known = may_know_requester(actor, mode, ticket.assignee_id)
    return mode is not IdentityMode.NONE and known


def _same(
    actor: Actor, requester: sa.ColumnElement[Any], conversation: sa.ColumnElement[Any]
) -> sa.ColumnElement[bool]:
    own, theirs = sa.orm.aliased(Contact), sa.orm.aliased(Contact)
    sharing = (
        sa.select(theirs.requester_id)
        .join(own, sa.and_(own.channel == theirs.channel, own.address == theirs.address))
        .where(own.requester_id == requester)
    )
    same = sa.or_(
        Ticket.requester_id == requester, Ticket.requester_id.in_(sharing),
        Ticket.conversation_id == conversation,  # nothing equals none
    )
    return sa.and_(visible(actor), named(actor), same)


def incident_of(ticket: Ticket, actor: Actor) -> tuple[Neighbour | None, Sequence[Neighbour]]:
    """The outage this ticket belongs to, and the reports joined to it, as far as to be seen."""
    parent: Sequence[Neighbour] = ()
    if ticket.parent_id is not None:
        parent = _read(_itself(actor), {"ticket": ticket.parent_id})
    return (parent[0] if parent else None), _read(_joined(actor), {"ticket": ticket.id})


@lru_cache(maxsize=500)
def _itself(actor: Actor) -> _Query:
    return _NEIGHBOURS.where(visible(actor), Ticket.id == sa.bindparam("ticket"))


@lru_cache(maxsize=500)
def _joined(actor: Actor) -> _Query:
    query = _NEIGHBOURS.where(visible(actor), Ticket.parent_id == sa.bindparam("ticket"))
    return query.order_by(Ticket.id)


def open_outages(ticket: Ticket | None, actor: Actor) -> Sequence[Neighbour]:
    """Incidents the ticket could be joined to; None: any ticket."""
    return _read(_outages(actor), {"ticket": ticket.id if ticket else 0})


@lru_cache(maxsize=500)
def _outages(actor: Actor) -> _Query:
    return _NEIGHBOURS.where(
        visible(actor), Ticket.kind == Kind.OUTAGE.value, Ticket.queue_at.is_not(None),
        # Written so that no index of children is read: nearly every ticket has no parent.
        sa.func.coalesce(Ticket.parent_id, 0) == 0,
        Ticket.id != sa.bindparam("ticket"), Ticket.sealed.is_(False),
    ).order_by(Ticket.id.desc()).limit(_MOST_OUTAGES)


def _read(query: _Query, values: dict[str, int | None]) -> Sequence[Neighbour]:
    return [Neighbour._make(row) for row in db.session.execute(query, values)]
