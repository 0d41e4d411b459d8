"""What an order does to one ticket: the same use cases that its own page calls."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from helpdesk.db import db
from helpdesk.domain.bulk import BulkKind
from helpdesk.domain.events import EventType
from helpdesk.domain.placeholders import check_placeholders, filled
from helpdesk.domain.privacy import may_know_requester
from helpdesk.domain.roles import Action, Actor
from helpdesk.domain.ticket import IdentityMode, Kind
from helpdesk.errors import InvalidInput
from helpdesk.models import BulkAct, BulkItem, Officer
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.incident_reports import join_incident
from helpdesk.usecases.loading import load_ticket, ticket_for
from helpdesk.usecases.messages import without_secrets
from helpdesk.usecases.recording import event_rows
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.usecases.resolve import close_for_silence, resolve_ticket
from helpdesk.usecases.rulebook import Rulebook
from helpdesk.usecases.triage import Triage, triage_ticket


def checked_data(
    book: Rulebook, kind: BulkKind, data: Mapping[str, Any], actor: Actor
) -> dict[str, Any]:
    """What the act needs, checked as far as it is the same for every ticket."""
    given = {name: value for name, value in data.items() if value not in (None, "")}
    needed = _NEEDED.get(kind, "")
    if needed and not given.get(needed):
        raise InvalidInput(**{needed: _MISSING[needed]})
    if kind is BulkKind.ASSIGN:
        officer = db.session.get(Officer, given["officer"])
        if officer is None or not officer.active:
            raise InvalidInput(officer="Petugas tidak ditemukan atau sudah tidak aktif.")
    if kind is BulkKind.UNIT and given["unit"] not in book.catalogue.units:
        raise InvalidInput(unit="Bagian tidak dikenal.")
    if kind is BulkKind.SERVICE and given["service"] not in book.catalogue.services:
        raise InvalidInput(service="Layanan tidak dikenal.")
    if kind is BulkKind.INCIDENT:
        ticket_for(given["parent"], actor, Action.MERGE)
    if kind in (BulkKind.REPLY, BulkKind.RESOLVE):
        check_placeholders(given["text"])
        given["text"] = without_secrets(given["text"])
    return given


_NEEDED = {
    BulkKind.ASSIGN: "officer", BulkKind.UNIT: "unit", BulkKind.SERVICE: "service",
    BulkKind.INCIDENT: "parent", BulkKind.REPLY: "text", BulkKind.RESOLVE: "text",
}
_MISSING = {
    "officer": "Pilih petugasnya.", "unit": "Pilih bagiannya.", "service": "Pilih layanannya.",
    "parent": "Pilih gangguannya.", "text": "Tulis balasannya.",
}


def carry_out(book: Rulebook, act: BulkAct, item: BulkItem, actor: Actor, now: datetime) -> None:
    """Do it to one ticket; whatever its own use case refuses is refused here."""
    _DOES[BulkKind(act.kind)](
        book, item.number, act.data, {"actor": actor, "now": now, "version": item.version}
    )


def _assign(book: Rulebook, number: str, data: Mapping[str, Any], how: Mapping[str, Any]) -> None:
    assign_ticket(
        book, number, officer_id=data.get("officer"), unit=data.get("unit"),
        instruction=data.get("instruction", ""), **how,
    )


def _service(book: Rulebook, number: str, data: Mapping[str, Any], how: Mapping[str, Any]) -> None:
    """Triage that changes the service alone: kind, urgency and class of limits stay."""
    ticket = ticket_for(number, how["actor"], Action.TRIAGE, version=how["version"])
    triaged = [row.data for row in event_rows(ticket.id) if row.type == EventType.TRIAGED]
    urgency = ticket.urgency if ticket.urgency in ("normal", "urgent") else None
    triage_ticket(book, number, Triage(
        kind=Kind(ticket.kind), service=data["service"], urgency=urgency,
        reason=data.get("reason") or "Diubah bersama tiket lain yang sejenis.",
        limit_class=triaged[-1].get("limit_class") if triaged else None,
    ), **how)


def _join(book: Rulebook, number: str, data: Mapping[str, Any], how: Mapping[str, Any]) -> None:
    join_incident(book, number, data["parent"], **how)


def _reply(book: Rulebook, number: str, data: Mapping[str, Any], how: Mapping[str, Any]) -> None:
    said = _words(book, number, data, how["actor"])
    reply_to_requester(book, number, said, completeness=data.get("completeness"), **how)


def _resolve(book: Rulebook, number: str, data: Mapping[str, Any], how: Mapping[str, Any]) -> None:
    said = _words(book, number, data, how["actor"])
    resolve_ticket(book, number, said, completeness=data.get("completeness"), **how)


def _close(book: Rulebook, number: str, data: Mapping[str, Any], how: Mapping[str, Any]) -> None:
    close_for_silence(book, number, **how)


def _words(book: Rulebook, number: str, data: Mapping[str, Any], actor: Actor) -> Words:
    """The text for this ticket alone; a hidden name stays hidden from whoever ordered it."""
    ticket = load_ticket(number)
    known = may_know_requester(actor, IdentityMode(ticket.identity), ticket.assignee_id)
    service = book.catalogue.service_at(ticket.service, ticket.received_at)
    return Words(filled(data["text"], {
        "nama": (ticket.requester.name if known else None) or "Bapak/Ibu",
        "nomor": ticket.number, "perihal": ticket.subject,
        "layanan": service.name if service else "layanan kami",
    }))


_DOES: dict[BulkKind, Callable[..., None]] = {
    BulkKind.ASSIGN: _assign, BulkKind.UNIT: _assign, BulkKind.SERVICE: _service,
    BulkKind.INCIDENT: _join, BulkKind.REPLY: _reply, BulkKind.RESOLVE: _resolve,
    BulkKind.CLOSE: _close,
}
