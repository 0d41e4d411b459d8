"""One outage, many reports: tickets joined to the ticket of the incident, and taken out again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.domain.events import EventType
from helpdesk.domain.roles import Action, Actor
from helpdesk.domain.ticket import Kind
from helpdesk.errors import HelpdeskError, IllegalMove, InvalidInput
from helpdesk.models import Incident, Ticket
from helpdesk.usecases.loading import ticket_for
from helpdesk.usecases.recording import Change, record
from helpdesk.usecases.rulebook import Rulebook

MOST_AT_ONCE = 100


@dataclass(frozen=True)
class Told:
    """What became of one ticket of many: done, done before, or refused with the reason."""

    number: str
    outcome: str  # done | before | refused
    reason: str = ""


@use_case
def join_incident(
    book: Rulebook, number: str, parent: str, *, actor: Actor, now: datetime,
    version: int | None = None,
) -> Ticket:
    """Make the ticket a report of the outage `parent`; both sides are checked."""
    # Always the parent first, so that two officers joining cannot wait for each other.
    outage = ticket_for(parent, actor, Action.MERGE)
    ticket = ticket_for(number, actor, Action.MERGE, version=version)
    if outage.id == ticket.id or outage.parent_id is not None:
        raise InvalidInput(parent="Pilih tiket gangguan induk yang lain.")
    if Kind(outage.kind) is not Kind.OUTAGE:
        raise InvalidInput(parent="Tiket induk harus berjenis gangguan.")
    if ticket.sealed or outage.sealed:
        raise InvalidInput(parent="Pengaduan tertutup tidak dapat digabungkan.")
    if ticket.parent_id is not None:
        raise IllegalMove("Tiket ini sudah bagian dari sebuah gangguan.")
    if _leads(ticket):
        raise IllegalMove("Tiket ini sendiri gangguan induk; laporannya tidak dapat ikut pindah.")
    record(book, ticket, Change(EventType.JOINED_INCIDENT, {"parent": outage.id}, actor, now))
    return ticket


def _leads(ticket: Ticket) -> bool:
    declared = db.session.get(Incident, ticket.id) is not None
    return declared or bool(children_of(ticket.id))


def join_many(
    book: Rulebook, parent: str, numbers: Sequence[str], *, actor: Actor, now: datetime
) -> list[Told]:
    """Join each of `numbers`, every one in its own transaction, so that one stops no other."""
    wanted = list(dict.fromkeys(numbers))
    if not wanted:
        raise InvalidInput(numbers="Pilih paling sedikit satu tiket.")
    if len(wanted) > MOST_AT_ONCE:
        raise InvalidInput(numbers=f"Paling banyak {MOST_AT_ONCE} tiket sekaligus.")
    return [_join_one(book, number, parent, actor, now) for number in wanted]


def _join_one(book: Rulebook, number: str, parent: str, actor: Actor, now: datetime) -> Told:
    try:
        return _join_or_know(book, number, parent, actor, now)
    except HelpdeskError as error:
        return Told(number, "refused", error.message)


@use_case
def _join_or_know(book: Rulebook, number: str, parent: str, actor: Actor, now: datetime) -> Told:
    """A second press finds it done."""
    outage = ticket_for(parent, actor, Action.MERGE)
    if ticket_for(number, actor, Action.MERGE, ended=True).parent_id == outage.id:
        return Told(number, "before")
    join_incident(book, number, parent, actor=actor, now=now)
    return Told(number, "done")


@use_case
def leave_incident(
    book: Rulebook, number: str, parent: str, *, actor: Actor, now: datetime
) -> Ticket:
    """The report was of something else: it goes on alone, its clocks as they were."""
    ticket = ticket_for(number, actor, Action.MERGE)
    outage = db.session.scalar(sa.select(Ticket.id).where(Ticket.number == parent))
    if ticket.parent_id is None or ticket.parent_id != outage:
        raise IllegalMove("Tiket ini bukan bagian dari gangguan itu.")
    left = {"parent": ticket.parent_id}
    record(book, ticket, Change(EventType.LEFT_INCIDENT, left, actor, now))
    return ticket


def children_of(ticket_id: int) -> list[str]:
    """Numbers of the reports joined to an incident."""
    query = sa.select(Ticket.number).where(Ticket.parent_id == ticket_id).order_by(Ticket.id)
    return list(db.session.scalars(query))
