"""Assignment and disposition: who works on the ticket, and with which instruction."""

from datetime import datetime

from helpdesk.db import db, use_case
from helpdesk.domain.events import EventType
from helpdesk.domain.roles import Access, Action, Actor, may_be_given
from helpdesk.errors import InvalidInput
from helpdesk.models import Officer, Ticket
from helpdesk.usecases.loading import ticket_for
from helpdesk.usecases.messages import write_message
from helpdesk.usecases.recording import Change, record
from helpdesk.usecases.rulebook import Rulebook


@use_case
def assign_ticket(
    book: Rulebook, number: str, *, officer_id: int | None, unit: str | None = None,
    instruction: str = "", actor: Actor, now: datetime, version: int | None = None,
) -> Ticket:
    """Hand the ticket to an officer or, with None, to a unit; the instruction is kept internal."""
    ticket = ticket_for(number, actor, Action.ASSIGN, version=version)
    officer = db.session.get(Officer, officer_id) if officer_id is not None else None
    if officer_id is not None:
        _check(officer, ticket.access)
    if unit is not None and unit not in book.catalogue.units:
        raise InvalidInput(unit="Bagian tidak dikenal.")
    message_id = None
    if instruction.strip():
        message_id = write_message(
            ticket, instruction, side="officer", channel="web", now=now,
            officer_id=actor.id, internal=True,
        ).id
    data = {
        "officer": officer_id, "message": message_id,
        "unit": unit or (officer.unit if officer and not ticket.unit else ticket.unit),
    }
    record(book, ticket, Change(EventType.ASSIGNED, data, actor, now, message_id=message_id))
    return ticket


def _check(officer: Officer | None, access: Access) -> None:
    if officer is None or not officer.active:
        raise InvalidInput(officer="Petugas tidak ditemukan atau sudah tidak aktif.")
    if not may_be_given(officer.actor, access):
        raise InvalidInput(officer="Petugas ini tidak dapat menangani tiket tersebut.")
