"""What an outage's ticket is declared to be: an incident with words, cause, start and end."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from helpdesk.db import db, use_case
from helpdesk.domain.events import EventType
from helpdesk.domain.incident import (
    LONGEST_EVIDENCE,
    LONGEST_HEADLINE,
    Cause,
    check_end,
    check_start,
)
from helpdesk.domain.plain_text import clean_line
from helpdesk.domain.roles import Action, Actor
from helpdesk.domain.ticket import Kind
from helpdesk.errors import IllegalMove, InvalidInput
from helpdesk.models import Incident, Ticket
from helpdesk.usecases.loading import ticket_for
from helpdesk.usecases.messages import without_secrets
from helpdesk.usecases.recording import Change, record
from helpdesk.usecases.rulebook import Rulebook


@dataclass(frozen=True)
class Declaration:
    """What an officer states of it; `headline` is what the public reads once `published`."""

    headline: str
    cause: Cause
    started_at: datetime
    evidence: str = ""
    published: bool = False


@use_case
def declare_incident(
    book: Rulebook, number: str, told: Declaration, *, actor: Actor, now: datetime,
    version: int | None = None,
) -> Ticket:
    """Make an open outage ticket the parent of an incident."""
    ticket = ticket_for(number, actor, Action.DECLARE_INCIDENT, version=version)
    check_can_lead(ticket)
    if db.session.get(Incident, ticket.id) is not None:
        raise IllegalMove("Tiket ini sudah dinyatakan sebagai gangguan.")
    incident = Incident(ticket_id=ticket.id, ended_at=None)
    db.session.add(_written(book, ticket, incident, told, now))
    _record_declared(book, ticket, incident, actor, now)
    return ticket


def check_can_lead(ticket: Ticket) -> None:
    """Raise `IllegalMove` unless the ticket can stand for an incident."""
    if Kind(ticket.kind) is not Kind.OUTAGE:
        raise IllegalMove("Hanya tiket berjenis gangguan yang dapat dinyatakan sebagai gangguan.")
    if ticket.parent_id is not None:
        raise IllegalMove("Tiket ini sudah bagian dari gangguan lain.")
    if ticket.sealed:
        raise IllegalMove("Pengaduan tertutup tidak dapat dinyatakan sebagai gangguan.")


@use_case
def correct_incident(
    book: Rulebook, number: str, told: Declaration, *, actor: Actor, now: datetime,
    version: int | None = None,
) -> Ticket:
    """Put right what was declared, at any time: a Pokja may ask for the paper much later."""
    ticket, incident = incident_for(number, actor, version=version)
    if incident.ended_at is not None and told.started_at > incident.ended_at:
        raise InvalidInput(started_at="Waktu mulai tidak boleh sesudah waktu berakhir.")
    _written(book, ticket, incident, told, now)
    _record_declared(book, ticket, incident, actor, now, again="corrected")
    return ticket


@use_case
def end_incident(
    book: Rulebook, number: str, ended_at: datetime | None, *, actor: Actor, now: datetime,
    version: int | None = None,
) -> Ticket:
    """Record when it was over; None is now."""
    ticket, incident = incident_for(number, actor, version=version)
    if incident.ended_at is not None:
        raise IllegalMove("Akhir gangguan ini sudah dicatat.")
    over = ended_at or now
    check_end(over, started_at=incident.started_at, now=now)
    incident.ended_at, incident.updated_at = over, now
    record(book, ticket, Change(
        EventType.INCIDENT_ENDED, {"ended_at": over.isoformat()}, actor, now, occurred_at=now
    ))
    return ticket


@use_case
def resume_incident(
    book: Rulebook, number: str, *, actor: Actor, now: datetime, version: int | None = None
) -> Ticket:
    """It was not over after all: the end is taken back."""
    ticket, incident = incident_for(number, actor, version=version)
    if incident.ended_at is None:
        raise IllegalMove("Gangguan ini masih berlangsung.")
    incident.ended_at, incident.updated_at = None, now
    _record_declared(book, ticket, incident, actor, now, again="going_on")
    return ticket


def incident_for(
    number: str, actor: Actor, *, version: int | None = None,
    action: Action = Action.DECLARE_INCIDENT,
) -> tuple[Ticket, Incident]:
    """The ticket, locked and checked, with its incident; finished tickets too.

    Raises `IllegalMove` for a ticket that was never declared one, or sealed since.
    """
    ticket = ticket_for(number, actor, action, version=version, ended=True)
    incident = db.session.get(Incident, ticket.id, populate_existing=True)
    if incident is None or ticket.sealed:
        raise IllegalMove("Tiket ini belum dinyatakan sebagai gangguan.")
    return ticket, incident


def _written(
    book: Rulebook, ticket: Ticket, incident: Incident, told: Declaration, now: datetime
) -> Incident:
    days = book.limits.backdate_days
    check_start(told.started_at, received_at=ticket.received_at, now=now, days=days)
    incident.headline = _headline(told.headline)
    incident.evidence = _evidence(told.evidence)
    incident.cause, incident.started_at = told.cause.value, told.started_at
    incident.published, incident.updated_at = told.published, now
    return incident


def _headline(text: str) -> str:
    """One short line without secrets: it stands on every public page."""
    try:
        line = clean_line(text, limit=LONGEST_HEADLINE, field="judul gangguan")
        return without_secrets(line, limit=LONGEST_HEADLINE, field="judul gangguan")
    except InvalidInput as error:
        raise InvalidInput(headline=error.message) from None


def _evidence(text: str) -> str | None:
    if not text.strip():
        return None
    try:
        return without_secrets(text, limit=LONGEST_EVIDENCE, field="bukti dan keterangan")
    except InvalidInput as error:
        raise InvalidInput(evidence=error.message) from None


def _record_declared(
    book: Rulebook, ticket: Ticket, incident: Incident, actor: Actor, now: datetime, *,
    again: str | None = None,
) -> None:
    record(book, ticket, Change(EventType.INCIDENT_DECLARED, {
        "started_at": incident.started_at.isoformat(), "cause": incident.cause,
        "published": incident.published, "banner": _digest(incident.headline),
        "evidence": _digest(incident.evidence or ""), "again": again,
    }, actor, now))


def _digest(text: str) -> str:
    """Free words may name a person, which no event does; the digest proves what they were."""
    return hashlib.sha256(text.encode()).hexdigest() if text else ""
