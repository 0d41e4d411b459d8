"""Triage: the officer says what the matter is, whose it is, and what is promised for it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from helpdesk.db import db, use_case
from helpdesk.domain.events import EventType
from helpdesk.domain.roles import Action, Actor
from helpdesk.domain.ticket import PROVIDERS, Authority, Kind
from helpdesk.errors import InvalidInput
from helpdesk.models import Complaint, Ticket
from helpdesk.usecases.claims import hurrying_deadline
from helpdesk.usecases.loading import ticket_for
from helpdesk.usecases.messages import reason_of
from helpdesk.usecases.promises import forwarding, resolution
from helpdesk.usecases.recording import Change, record
from helpdesk.usecases.rulebook import Rulebook


@dataclass(frozen=True)
class Triage:
    """The officer's decision; None leaves the service open."""

    kind: Kind
    service: str | None = None
    authority: Authority | None = None
    unit: str | None = None
    urgency: str | None = None
    reason: str | None = None
    limit_class: str | None = None  # a class of limits.yaml in place of the kind's own limit


@use_case
def triage_ticket(
    book: Rulebook, number: str, decision: Triage, *, actor: Actor, now: datetime,
    version: int | None = None,
) -> Ticket:
    """Set kind, service, authority, unit; the final promise is copied into the event.

    A change after the first triage needs a reason. Raises `InvalidInput`.
    """
    ticket = ticket_for(number, actor, Action.TRIAGE, version=version)
    _check(book, ticket, decision)
    data: dict[str, Any] = {
        "kind": decision.kind.value, "service": decision.service,
        "authority": _authority(book, ticket, decision),
        "unit": decision.unit or _unit(book, decision.service) or ticket.unit,
        "urgency": decision.urgency, "reason": _reason(decision.reason),
        "limit_class": decision.limit_class,
        "promise": {
            **resolution(
                book, decision.kind, decision.service, decision.limit_class,
                since=ticket.received_at,
            ),
            "forwarding": forwarding(book, now=now, tender_deadline=hurrying_deadline(
                ticket, decision.urgency
            )),
        },
    }
    record(book, ticket, Change(EventType.TRIAGED, data, actor, now))
    if decision.kind is Kind.COMPLAINT and db.session.get(Complaint, ticket.id) is None:
        # Its legal contents (Pasal 8(4)) have a place from now on.
        db.session.add(Complaint(ticket_id=ticket.id, place=book.catalogue.bureau.short_name))
        db.session.flush()
    return ticket


def _reason(text: str | None) -> str | None:
    return reason_of(text) if text and text.strip() else None


def _authority(book: Rulebook, ticket: Ticket, decision: Triage) -> str | None:
    """What the officer chose; else what stands; else what the service starts from."""
    if decision.authority is not None:
        return decision.authority.value
    service = book.catalogue.services.get(decision.service or "")
    if ticket.authority is not None or service is None or decision.kind is Kind.COMPLAINT:
        return None
    return service.authority.value


def _unit(book: Rulebook, service: str | None) -> str | None:
    found = book.catalogue.services.get(service or "")
    return found.unit if found else None


def _check(book: Rulebook, ticket: Ticket, decision: Triage) -> None:
    if decision.service and decision.service not in book.catalogue.services:
        raise InvalidInput(service="Layanan tidak dikenal.")
    if decision.unit and decision.unit not in book.catalogue.units:
        raise InvalidInput(unit="Bagian tidak dikenal.")
    if decision.limit_class and (
        decision.limit_class not in book.limits.classes or decision.kind is Kind.REQUEST
    ):
        raise InvalidInput(limit_class="Golongan batas waktu ini tidak dapat dipakai.")
    if decision.authority is not None:
        check_authority(ticket, decision.authority)
    if decision.kind is Kind.REQUEST and not decision.service:
        raise InvalidInput(service="Permintaan layanan memerlukan layanan yang dipilih.")
    if decision.urgency not in (None, "normal", "urgent"):
        raise InvalidInput(urgency="Tingkat kemendesakan tidak dikenal.")
    if ticket.status == "new" or (decision.reason and decision.reason.strip()):
        return
    if (decision.kind.value, decision.service) != (ticket.kind, ticket.service):
        raise InvalidInput(reason="Tuliskan alasan perubahan jenis atau layanan.")


@use_case
def change_authority(
    book: Rulebook, number: str, authority: Authority, reason: str, *, actor: Actor,
    now: datetime, version: int | None = None,
) -> Ticket:
    """Change who has the power to solve the matter; an event with a reason (section 3)."""
    ticket = ticket_for(number, actor, Action.TRIAGE, version=version)
    why = reason_of(reason)
    set_authority(book, ticket, authority, why, actor, now)
    return ticket


def check_authority(ticket: Ticket, authority: Authority) -> None:
    """A complaint about an officer is never sent to LKPP or Telkom (section 5)."""
    if ticket.sealed and authority in PROVIDERS:
        raise InvalidInput(authority="Pengaduan tertutup tidak diteruskan ke LKPP atau Telkom.")


def set_authority(
    book: Rulebook, ticket: Ticket, authority: Authority, reason: str, actor: Actor, now: datetime
) -> None:
    """Record the change on a ticket already loaded; nothing if it is so already."""
    if ticket.authority == authority.value:
        return
    check_authority(ticket, authority)
    promise = forwarding(book, now=now, tender_deadline=hurrying_deadline(ticket))
    data = {"authority": authority.value, "reason": reason, "promise": {"forwarding": promise}}
    record(book, ticket, Change(EventType.AUTHORITY_CHANGED, data, actor, now))
