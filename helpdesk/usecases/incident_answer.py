"""One answer to an incident and all its open reports, each with its own event and notice."""

import re
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.domain.clock_spans import NEEDS_COMPLETENESS
from helpdesk.domain.events import EventType
from helpdesk.domain.roles import Action, Actor
from helpdesk.domain.ticket import OPEN, Kind, Status
from helpdesk.errors import HelpdeskError, IllegalMove, InvalidInput
from helpdesk.models import Ticket, TicketEvent
from helpdesk.usecases.fields import check_filled
from helpdesk.usecases.incident import end_incident, incident_for
from helpdesk.usecases.incident_reports import Told
from helpdesk.usecases.loading import ticket_for
from helpdesk.usecases.messages import without_secrets
from helpdesk.usecases.recording import Change, record
from helpdesk.usecases.reply import Words, officer_message
from helpdesk.usecases.rulebook import Rulebook

MOST_AT_ONCE = 200  # each its own transaction; a second press goes on with the rest
_PRESS = re.compile(r"[A-Za-z0-9_-]{8,64}")


@dataclass(frozen=True)
class Addressed:
    """Whom an answer goes to: told by an earlier press, to be told now, left for the next."""

    parent: int
    before: list[str]
    now: list[str]
    left: int


@dataclass(frozen=True)
class Answered:
    """What became of each ticket, and how many are left for another press."""

    told: list[Told]
    left: int = 0


def answer_incident(
    book: Rulebook, number: str, words: str, *, press: str, actor: Actor, now: datetime,
    resolve: bool = False,
) -> Answered:
    """Say `words` to the parent and all open reports; with `resolve`, end them and the incident.

    Each ticket has its own transaction, so that one that cannot be answered stops no other.
    `press` is the page's own: pressing twice sends nothing twice.
    """
    answer = _Answer(words, press, resolve)
    to = _addressed(number, answer, actor)
    told = [Told(each, "before") for each in to.before]
    told += [_tell(book, each, to.parent, answer, actor, now) for each in to.now]
    if resolve:
        _end(book, number, actor, now)
    return Answered(told, to.left)


@dataclass(frozen=True)
class _Answer:
    text: str
    press: str
    resolve: bool

    @property
    def action(self) -> Action:
        return Action.RESOLVE if self.resolve else Action.REPLY

    @property
    def event(self) -> EventType:
        return EventType.RESOLVED if self.resolve else EventType.REPLIED

    def key(self, parent: int, ticket: int | str) -> str:
        """Unique over all events, so that no ticket can be told twice by one press."""
        return f"incident:{parent}:{self.press}:{ticket}"


@use_case
def _addressed(number: str, answer: _Answer, actor: Actor) -> Addressed:
    """All is checked before anybody is told."""
    ticket, _ = incident_for(number, actor, action=answer.action)
    if not _PRESS.fullmatch(answer.press):
        raise IllegalMove("Halaman ini sudah lama terbuka. Muat ulang, lalu kirim lagi.")
    try:
        without_secrets(answer.text, field="isi pesan")
    except InvalidInput as error:
        raise InvalidInput(text=error.message) from None
    told = sa.select(TicketEvent.ticket_id).where(
        TicketEvent.key.startswith(answer.key(ticket.id, ""), autoescape=True)
    )
    going = sa.and_(
        Ticket.status.in_([status.value for status in OPEN]), Ticket.sealed.is_(False),
        sa.or_(Ticket.id == ticket.id, Ticket.parent_id == ticket.id), Ticket.id.not_in(told),
    )
    waiting = _numbers(ticket.id, going)
    before = _numbers(ticket.id, Ticket.id.in_(told))
    return Addressed(ticket.id, before, waiting[:MOST_AT_ONCE], len(waiting[MOST_AT_ONCE:]))


def _numbers(parent: int, condition: sa.ColumnElement[bool]) -> list[str]:
    """Of the tickets that fit, the parent first."""
    first = sa.case((Ticket.id == parent, 0), else_=1)
    query = sa.select(Ticket.number).where(condition).order_by(first, Ticket.id)
    return list(db.session.scalars(query))


def _tell(
    book: Rulebook, number: str, parent: int, answer: _Answer, actor: Actor, now: datetime
) -> Told:
    try:
        return _tell_one(book, number, parent, answer, actor, now)
    except HelpdeskError as error:
        return Told(number, "refused", error.message)


@use_case
def _tell_one(
    book: Rulebook, number: str, parent: int, answer: _Answer, actor: Actor, now: datetime
) -> Told:
    """As any reply or resolution, but of a file or a complaint it says nothing: they run on."""
    ticket = ticket_for(number, actor, answer.action, ended=True)
    key = answer.key(parent, ticket.id)
    if db.session.scalar(sa.select(TicketEvent.id).filter_by(key=key)) is not None:
        return Told(number, "before")
    _check_can_be_told(book, ticket, parent, answer)
    message = officer_message(ticket, Words(answer.text), actor, now)
    data = {"message": message.id, "completeness": None}
    record(book, ticket, Change(answer.event, data, actor, now, key=key, message_id=message.id))
    return Told(number, "done")


def _check_can_be_told(
    book: Rulebook, ticket: Ticket, parent: int, answer: _Answer
) -> None:
    """Somebody else may have acted since the list was made. Raises `IllegalMove`."""
    if Status(ticket.status) not in OPEN:
        raise IllegalMove("Tiket ini baru saja selesai.")
    if ticket.id != parent and ticket.parent_id != parent:
        raise IllegalMove("Tiket ini baru saja dikeluarkan dari gangguan.")
    if ticket.sealed:
        raise IllegalMove("Pengaduan tertutup dijawab tersendiri.")
    if answer.resolve and Kind(ticket.kind) in NEEDS_COMPLETENESS:
        raise IllegalMove(
            "Pengaduan dan permintaan layanan diselesaikan satu per satu, karena harus dinyatakan "
            "lengkap atau belum."
        )
    if answer.resolve:
        check_filled(book, ticket)


@use_case
def _end(book: Rulebook, number: str, actor: Actor, now: datetime) -> None:
    """What is solved for everybody is over; an end recorded before stays."""
    _, incident = incident_for(number, actor)
    if incident.ended_at is None:
        end_incident(book, number, None, actor=actor, now=now)
