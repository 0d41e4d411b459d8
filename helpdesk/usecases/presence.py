"""Being seen at a ticket: renewed while its page is open, ended when it is left."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from helpdesk.db import db, use_case
from helpdesk.domain.roles import Actor, may_view
from helpdesk.models import Ticket, TicketPresence

KEPT = timedelta(hours=1)  # far longer than any row counts


@use_case
def be_present(number: str, *, actor: Actor, now: datetime) -> int | None:
    """The ticket's id; None, and nobody seen, where the actor may not see it. The ticket itself is
    neither locked nor changed.
    """
    found = sa.select(Ticket).where(Ticket.number == number)
    ticket = db.session.scalars(found).unique().one_or_none() if number.isprintable() else None
    if ticket is None or actor.id is None or not may_view(actor, ticket.access):
        return None
    mine = sa.update(TicketPresence).filter_by(ticket_id=ticket.id, officer_id=actor.id)
    if db.session.execute(mine.values(seen_at=now)).rowcount == 0:  # type: ignore[attr-defined]
        _enter(ticket.id, actor.id, now)
    return ticket.id


def _enter(ticket_id: int, officer_id: int, now: datetime) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(TicketPresence(ticket_id=ticket_id, officer_id=officer_id, seen_at=now))
    except IntegrityError:
        return  # another tab of theirs came at the same moment


@use_case
def leave(ticket_id: int, *, actor: Actor) -> None:
    """The page was left; another one of theirs enters again by itself."""
    db.session.execute(sa.delete(TicketPresence).where(
        TicketPresence.ticket_id == ticket_id, TicketPresence.officer_id == actor.id
    ))


@use_case
def forget_presence(now: datetime) -> int:
    """Delete rows of pages that never said goodbye; how many."""
    old = sa.delete(TicketPresence).where(TicketPresence.seen_at < now - KEPT)
    return db.session.execute(old).rowcount  # type: ignore[attr-defined, no-any-return]
