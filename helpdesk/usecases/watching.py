"""Following a ticket, and following it no longer."""

from datetime import datetime

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.domain.roles import Action, Actor, authorize
from helpdesk.models import Ticket, TicketWatcher
from helpdesk.usecases.loading import load_ticket


@use_case
def follow_ticket(number: str, *, actor: Actor, now: datetime) -> Ticket:
    """Be told of news on it from now on. No event: nothing changed for the ticket, and one would
    make everybody's open page stale.

    Raises `NotFound`, `NotAllowed`.
    """
    ticket = load_ticket(number)
    authorize(actor, Action.VIEW_TICKET, ticket.access)
    assert actor.id is not None
    add_watcher(ticket, actor.id, now)
    return ticket


@use_case
def unfollow_ticket(number: str, *, actor: Actor) -> Ticket:
    """Be told no longer. Raises what following raises."""
    ticket = load_ticket(number)
    authorize(actor, Action.VIEW_TICKET, ticket.access)
    db.session.execute(sa.delete(TicketWatcher).where(
        TicketWatcher.ticket_id == ticket.id, TicketWatcher.officer_id == actor.id
    ))
    return ticket


def add_watcher(ticket: Ticket, officer_id: int, now: datetime) -> None:
    """The row, once; the ticket is locked, so nobody adds the same at the same time."""
    if db.session.get(TicketWatcher, (ticket.id, officer_id)) is None:
        db.session.add(TicketWatcher(ticket_id=ticket.id, officer_id=officer_id, at=now))
        db.session.flush()


def follow_too(old: Ticket, main: Ticket, now: datetime) -> None:
    """Who follows a ticket follows the one in which its matter goes on."""
    query = sa.select(TicketWatcher.officer_id).filter_by(ticket_id=old.id)
    for officer_id in db.session.scalars(query).all():
        add_watcher(main, officer_id, now)
