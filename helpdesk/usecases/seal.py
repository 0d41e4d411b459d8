"""Complaints about an officer: closed to all but the head of the bureau and whom they name."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.domain.events import EventType, Visibility
from helpdesk.domain.roles import Action, Actor, Role
from helpdesk.domain.ticket import PROVIDERS, Authority, Kind, RelayState
from helpdesk.errors import InvalidInput
from helpdesk.models import Officer, OutboxItem, Ticket, TicketViewer
from helpdesk.usecases.loading import ticket_for
from helpdesk.usecases.merged import lock_matter, whole_matter
from helpdesk.usecases.recording import Change, record
from helpdesk.usecases.rulebook import Rulebook

# Those given up too, as a press would send them again.
_UNSENT = ("gathered", "pending", "failed", "dead")
_WHY = "Pengaduan ini ditangani tertutup"


@use_case
def seal_ticket(
    book: Rulebook, number: str, *, actor: Actor, now: datetime, version: int | None = None
) -> Ticket:
    """Move a complaint to the closed queue; the officer who does so loses sight of it too."""
    lock_matter(number)
    ticket = ticket_for(number, actor, Action.SEAL, version=version)
    if Kind(ticket.kind) is not Kind.COMPLAINT:
        raise InvalidInput("Hanya pengaduan yang dapat ditutup untuk petugas.")
    if not ticket.sealed:
        close_to_officers(book, ticket, actor, now)
    return ticket


def close_to_officers(book: Rulebook, ticket: Ticket, actor: Actor, now: datetime) -> None:
    """Seal a ticket already loaded, and what is one matter with it."""
    for each in (ticket, *whole_matter(ticket)):
        if not each.sealed:
            _close(book, each, actor, now)


def _close(book: Rulebook, ticket: Ticket, actor: Actor, now: datetime) -> None:
    """LKPP and Telkom do not have it, nor do notices under way."""
    if ticket.relay_state in (RelayState.READY, RelayState.FILED, RelayState.ACCEPTED):
        data = {"provider": ticket.provider, "reason": _WHY, "quiet": True}
        record(book, ticket, Change(EventType.TAKEN_BACK, data, actor, now))
    if ticket.authority in PROVIDERS:
        data = {"authority": Authority.BUREAU.value, "reason": _WHY}
        record(book, ticket, Change(EventType.AUTHORITY_CHANGED, data, actor, now))
    record(book, ticket, Change(
        EventType.SEALED, {}, actor, now, visibility=Visibility.OFFICERS
    ))
    db.session.execute(sa.delete(OutboxItem).where(
        OutboxItem.ticket_id == ticket.id, OutboxItem.state.in_(_UNSENT),
        OutboxItem.audience != "requester",
    ))


@use_case
def name_reported(
    book: Rulebook, number: str, officer_id: int, allowed: Iterable[int] = (), *, actor: Actor,
    now: datetime, version: int | None = None,
) -> Ticket:
    """The head of the bureau sets who is reported and who may handle it.

    If the head is the one reported, the ticket goes sealed to the Inspektorat: its clocks are
    cancelled, the requester is told, and nobody in the bureau sees it any more (section 5).
    """
    lock_matter(number)
    ticket = ticket_for(number, actor, Action.NAME_REPORTED, version=version)
    reported = db.session.get(Officer, officer_id)
    viewers = [db.session.get(Officer, id_) for id_ in allowed if id_ != officer_id]
    if reported is None or any(v is None or not v.active for v in viewers):
        raise InvalidInput(officer="Petugas tidak ditemukan.")
    if Kind(ticket.kind) is not Kind.COMPLAINT:
        raise InvalidInput("Hanya pengaduan yang mempunyai terlapor.")
    if not ticket.sealed:
        close_to_officers(book, ticket, actor, now)
    _allow(ticket, [v.id for v in viewers if v is not None])
    beyond = Role.BUREAU_HEAD.value in reported.roles
    data = {"officer": officer_id, "beyond_bureau": beyond}
    record(book, ticket, Change(
        EventType.REPORTED_NAMED, data, actor, now, visibility=Visibility.OFFICERS
    ))
    if beyond:
        record(book, ticket, Change(EventType.REFERRED, {"institution": "Inspektorat"}, actor, now))
    return ticket


def _allow(ticket: Ticket, officers: list[int]) -> None:
    db.session.execute(sa.delete(TicketViewer).where(TicketViewer.ticket_id == ticket.id))
    db.session.add_all(TicketViewer(ticket_id=ticket.id, officer_id=id_) for id_ in officers)
    db.session.flush()
    db.session.expire(ticket, ["viewers"])
