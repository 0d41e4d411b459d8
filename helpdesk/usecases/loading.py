"""Fetching the ticket an officer or a requester acts on, locked, checked and current."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.roles import Action, Actor, authorize
from helpdesk.domain.ticket import ENDED, Status
from helpdesk.errors import IllegalMove, InvalidInput, NotFound, StaleTicket
from helpdesk.models import Ticket
from helpdesk.usecases.rulebook import Rulebook


def load_ticket(number: str) -> Ticket:
    """The ticket, locked until the transaction ends. Raises `NotFound`."""
    if not number.isprintable():
        raise NotFound("Tiket tidak ditemukan.")  # a database may refuse even to look for it
    query = sa.select(Ticket).where(Ticket.number == number).with_for_update(of=Ticket)
    ticket = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if ticket is None:
        raise NotFound("Tiket tidak ditemukan.")
    return ticket


def ticket_for(
    number: str, actor: Actor, action: Action, *, version: int | None = None, ended: bool = False
) -> Ticket:
    """The ticket, if `actor` may do `action` to it.

    `version` is what the actor's page showed; `ended` permits acting on a finished ticket.
    Raises `NotFound`, `NotAllowed`, `StaleTicket`, `IllegalMove`.
    """
    ticket = load_ticket(number)
    authorize(actor, action, ticket.access)
    if version is not None and ticket.version != version:
        raise StaleTicket
    if not ended and Status(ticket.status) in ENDED:
        raise IllegalMove("Tiket ini sudah selesai. Buka kembali tiketnya bila perlu dilanjutkan.")
    return ticket


def happened(
    book: Rulebook, occurred_at: datetime | None, now: datetime, *, since: datetime | None = None
) -> datetime:
    """When something outside happened: at most 7 days back, never in the future (section 2).

    `since`: when the ticket was received, before which nothing can have happened to it.
    """
    if occurred_at is None:
        return now
    days = book.limits.backdate_days
    if occurred_at > now:
        raise InvalidInput(occurred_at="Waktu kejadian tidak boleh di masa depan.")
    if occurred_at < now - timedelta(days=days):
        raise InvalidInput(occurred_at=f"Waktu kejadian paling lama {days} hari yang lalu.")
    if since is not None and occurred_at < since:
        raise InvalidInput(occurred_at="Waktu kejadian tidak boleh sebelum tiket diterima.")
    return occurred_at
