"""Every ticket of one requester, or of one company, as far as an officer may know whose it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.roles import Actor
from helpdesk.models import Requester, Ticket
from helpdesk.queries.inbox import visible
from helpdesk.queries.naming import named
from helpdesk.queries.neighbours import same_contact
from helpdesk.queries.rows import LISTED

PAGE = 50


@dataclass(frozen=True)
class Theirs:
    """One page, newest first, with how many there are in each status."""

    tickets: Sequence[Ticket]
    counts: Mapping[str, int]
    next_after: str | None

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())


def of_contact(ticket: Ticket, actor: Actor, after: str | None = None) -> Theirs | None:
    """Tickets of the ticket's contact, itself among them; None where the actor may not know."""
    same = same_contact(ticket, actor)
    return None if same is None else _page(same, actor, after)


def of_company(name: str, actor: Actor, after: str | None = None) -> Theirs:
    """Tickets of a company by its name as requesters wrote it, whatever its capitals."""
    wanted = sa.select(Requester.id).where(
        sa.func.lower(Requester.company) == sa.func.lower(" ".join(name.split()))
    )
    theirs = sa.and_(visible(actor), named(actor), Ticket.requester_id.in_(wanted))
    return _page(theirs, actor, after)


def _page(wanted: sa.ColumnElement[bool], actor: Actor, after: str | None) -> Theirs:
    by_status = sa.select(Ticket.status, sa.func.count()).where(wanted).group_by(Ticket.status)
    counts = {row[0]: row[1] for row in db.session.execute(by_status)}
    query = sa.select(Ticket).options(*LISTED).where(wanted)
    if after is not None and after.isprintable():
        known = (visible(actor), Ticket.number == after)  # a sealed number is as unknown as any
        last = sa.select(Ticket.id).where(*known).scalar_subquery()
        query = query.where(Ticket.id < last)
    found = db.session.scalars(query.order_by(Ticket.id.desc()).limit(PAGE + 1)).unique().all()
    more = found[PAGE - 1].number if len(found) > PAGE else None
    return Theirs(found[:PAGE], counts, more)
