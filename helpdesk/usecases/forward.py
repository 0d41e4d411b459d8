"""Forwarding to LKPP or Telkom: prepared, filed, accepted, answered (`sla-rules.md` section 4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from helpdesk.db import use_case
from helpdesk.domain.dossier import missing_proof
from helpdesk.domain.events import EventType
from helpdesk.domain.plain_text import clean_line
from helpdesk.domain.roles import Action, Actor
from helpdesk.domain.ticket import PROVIDERS, Authority, RelayState
from helpdesk.errors import IllegalMove, InvalidInput
from helpdesk.models import Ticket
from helpdesk.usecases.dossier import facts_of
from helpdesk.usecases.loading import happened, ticket_for
from helpdesk.usecases.messages import write_message
from helpdesk.usecases.recording import Change, record
from helpdesk.usecases.reply import Words, checked_completeness, officer_message
from helpdesk.usecases.rulebook import Rulebook
from helpdesk.usecases.triage import set_authority

CHANNELS = ("lpse_support", "inaproc_form", "call_144", "letter", "email", "self_filed")


@dataclass(frozen=True)
class Filing:
    """What an officer records after filing with a provider."""

    provider: Authority
    channel: str
    external_number: str | None = None
    call_taker: str | None = None
    explanation: str = ""  # what the requester is told; empty: the template alone
    override_reason: str | None = None  # why it goes although proof is missing
    completeness: str | None = "complete"
    occurred_at: datetime | None = None


@use_case
def prepare_relay(
    book: Rulebook, number: str, provider: Authority, *, actor: Actor, now: datetime,
    version: int | None = None,
) -> Ticket:
    """Mark the ticket 'siap diteruskan': the dossier is there, nothing has been sent."""
    ticket = ticket_for(number, actor, Action.FORWARD, version=version)
    _checked_provider(ticket, provider)
    set_authority(book, ticket, provider, "Disiapkan untuk diteruskan", actor, now)
    data = {"provider": provider.value, "missing": list(proof_missing(ticket))}
    record(book, ticket, Change(EventType.RELAY_READY, data, actor, now))
    return ticket


@use_case
def forward_ticket(
    book: Rulebook, number: str, filing: Filing, *, actor: Actor, now: datetime,
    version: int | None = None,
) -> Ticket:
    """Record that the matter was filed ('diteruskan'), and acceptance when a number came with it.

    What is missing of the proof must be overridden with a reason; the bureau's own omission never
    pauses its clock. Data sent on under a number already known starts the provider's next cycle.
    """
    ticket = ticket_for(number, actor, Action.FORWARD, version=version)
    _checked_provider(ticket, filing.provider)
    if filing.channel not in CHANNELS:
        raise InvalidInput(channel="Pilih saluran penerusan.")
    missing = proof_missing(ticket)
    if missing and not (filing.override_reason or "").strip():
        raise InvalidInput(override_reason=(
            "Data dukung belum lengkap. Lengkapi lebih dahulu, atau tuliskan alasannya."
        ))
    at = happened(book, filing.occurred_at, now)
    set_authority(book, ticket, filing.provider, "Diteruskan", actor, now)
    resent = ticket.relay_state == RelayState.DATA_REQUESTED and bool(ticket.external_number)
    message_id = None
    if filing.explanation.strip():
        message_id = officer_message(ticket, Words(filing.explanation), actor, now).id
    data = _filed(book, ticket, filing, missing, resent)
    record(book, ticket, Change(
        EventType.FORWARDED, data, actor, now, occurred_at=at, message_id=message_id
    ))
    if (filing.external_number or filing.call_taker) and not resent:
        _accept(book, ticket, filing.external_number, actor, now, at)
    return ticket


def _filed(
    book: Rulebook, ticket: Ticket, filing: Filing, missing: Sequence[str], resent: bool
) -> dict[str, Any]:
    external = filing.external_number
    return {
        "provider": filing.provider.value, "channel": filing.channel,
        "external": clean_line(external, field="nomor tiket LKPP/Telkom") if external else None,
        "missing": list(missing), "override": bool(missing), "resent": resent,
        "completeness": checked_completeness(ticket, filing.completeness),
    }


def proof_missing(ticket: Ticket) -> tuple[str, ...]:
    """The codes of what LKPP's data dukung still lacks, as far as the ticket can tell."""
    return missing_proof(facts_of(ticket))


def _checked_provider(ticket: Ticket, provider: Authority) -> None:
    if provider not in PROVIDERS:
        raise InvalidInput(provider="Pilih LKPP atau Telkom.")
    if ticket.sealed:
        raise IllegalMove("Pengaduan tertutup tidak diteruskan ke LKPP atau Telkom.")
    if ticket.relay_state == RelayState.ACCEPTED:
        raise IllegalMove("Tiket ini sudah diterima LKPP/Telkom. Catat jawabannya atau tarik.")


@use_case
def accept_relay(
    book: Rulebook, number: str, *, external_number: str | None, call_taker: str | None = None,
    actor: Actor, now: datetime, occurred_at: datetime | None = None, version: int | None = None,
) -> Ticket:
    """Record 'diterima': an external number or a named call-taker; their clock starts now."""
    ticket = ticket_for(number, actor, Action.FORWARD, version=version)
    if ticket.relay_state not in (RelayState.FILED, RelayState.ANSWERED):
        raise IllegalMove("Tiket ini belum diteruskan.")
    if not (external_number or "").strip() and not (call_taker or "").strip():
        raise InvalidInput(
            external_number="Isi nomor tiket LKPP/Telkom, atau nama petugas yang menerima."
        )
    _accept(book, ticket, external_number, actor, now, happened(book, occurred_at, now))
    return ticket


def _accept(
    book: Rulebook, ticket: Ticket, external: str | None, actor: Actor, now: datetime,
    at: datetime,
) -> None:
    data: dict[str, Any] = {
        "provider": ticket.provider,
        "external": clean_line(external, field="nomor tiket LKPP/Telkom") if external else None,
    }
    record(book, ticket, Change(EventType.ACCEPTED, data, actor, now, occurred_at=at))


@use_case
def record_provider_answer(
    book: Rulebook, number: str, text: str, *, asks_for_data: bool = False, actor: Actor,
    now: datetime, occurred_at: datetime | None = None, version: int | None = None,
) -> Ticket:
    """Record by hand what LKPP or Telkom answered; it starts the reply clock.

    With `asks_for_data` their request is passed on: the officer asks the requester next.
    """
    ticket = ticket_for(number, actor, Action.FORWARD, version=version)
    if ticket.relay_state not in (RelayState.FILED, RelayState.ACCEPTED):
        raise IllegalMove("Tiket ini tidak sedang di LKPP/Telkom.")
    at = happened(book, occurred_at, now)
    message = write_message(
        ticket, text, side="provider", channel=ticket.relay_channel or "web", now=at,
        officer_id=actor.id, internal=True,
    )
    data = {"message": message.id, "provider": ticket.provider}
    kind = EventType.PROVIDER_ASKED if asks_for_data else EventType.PROVIDER_ANSWERED
    if ticket.relay_state == RelayState.FILED:
        # An answer shows that they had accepted it (section 4).
        _accept(book, ticket, None, actor, now, at)
    record(book, ticket, Change(kind, data, actor, now, occurred_at=at, message_id=message.id))
    return ticket


@use_case
def take_back(
    book: Rulebook, number: str, reason: str, *, actor: Actor, now: datetime,
    version: int | None = None,
) -> Ticket:
    """Take the matter back from the provider; the bureau's clock goes on."""
    ticket = ticket_for(number, actor, Action.FORWARD, version=version)
    if ticket.relay_state not in (RelayState.READY, RelayState.FILED, RelayState.ACCEPTED):
        raise IllegalMove("Tiket ini tidak sedang diteruskan.")
    data: dict[str, Any] = {
        "provider": ticket.provider, "reason": clean_line(reason, limit=500, field="alasan"),
        "promise": {},
    }
    record(book, ticket, Change(EventType.TAKEN_BACK, data, actor, now))
    return ticket
