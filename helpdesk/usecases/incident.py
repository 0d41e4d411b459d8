"""One outage, many reports: tickets joined to the ticket of the incident."""

from datetime import datetime

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.domain.events import EventType
from helpdesk.domain.roles import Action, Actor
from helpdesk.domain.ticket import Kind
from helpdesk.errors import InvalidInput
from helpdesk.models import Ticket
from helpdesk.usecases.loading import ticket_for
from helpdesk.usecases.recording import Change, record
from helpdesk.usecases.rulebook import Rulebook


@use_case
def join_incident(
    book: Rulebook, number: str, parent: str, *, actor: Actor, now: datetime,
    version: int | None = None,
) -> Ticket:
    """Make the ticket a report of the outage `parent`; both sides are checked."""
    ticket = ticket_for(number, actor, Action.MERGE, version=version)
    outage = ticket_for(parent, actor, Action.MERGE)
    if outage.id == ticket.id or outage.parent_id is not None:
        raise InvalidInput(parent="Pilih tiket gangguan induk yang lain.")
    if Kind(outage.kind) is not Kind.OUTAGE:
        raise InvalidInput(parent="Tiket induk harus berjenis gangguan.")
    if ticket.sealed or outage.sealed:
        raise InvalidInput(parent="Pengaduan tertutup tidak dapat digabungkan.")
    record(book, ticket, Change(EventType.JOINED_INCIDENT, {"parent": outage.id}, actor, now))
    return ticket


def children_of(ticket_id: int) -> list[str]:
    """Numbers of the reports joined to an incident."""
    query = sa.select(Ticket.number).where(Ticket.parent_id == ticket_id).order_by(Ticket.id)
    return list(db.session.scalars(query))
