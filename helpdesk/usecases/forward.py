"""Forwarding to LKPP or Telkom: prepared, filed, accepted, answered (`sla-rules.md` section 4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from helpdesk.db import use_case
from helpdesk.domain.dossier import missing_proof
from helpdesk.domain.events import EventType
from helpdesk.domain.plain_text import clean_line
from helpdesk.domain.promise import Promise
from helpdesk.domain.roles import Action, Actor
from helpdesk.domain.ticket import PROVIDERS, Authority, RelayState
from helpdesk.domain.working_time import WorkingDays
from helpdesk.errors import IllegalMove, InvalidInput
from helpdesk.models import Ticket
from helpdesk.usecases.claims import hurrying_deadline
from helpdesk.usecases.dossier import chosen, facts_of
from helpdesk.usecases.loading import happened, ticket_for
from helpdesk.usecases.messages import reason_of, write_message
from helpdesk.usecases.promises import forwarding
from helpdesk.usecases.recording import Change, event_rows, record
from helpdesk.usecases.reply import Words, checked_completeness, officer_message
from helpdesk.usecases.rulebook import Rulebook
from helpdesk.usecases.triage import set_authority

LONGEST_TARGET = 250  # working days, a year
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
    target_days: int | None = None  # what was agreed with them, in working days
    attachments: Sequence[str] = ()  # refs of the files that go with it, mail and reminders alike


@use_case
def prepare_relay(
    book: Rulebook, number: str, provider: Authority, *, actor: Actor, now: datetime,
    version: int | None = None,
) -> Ticket:
    """Mark the ticket 'siap diteruskan': the dossier is there, nothing has been sent."""
    ticket = ticket_for(number, actor, Action.FORWARD, version=version)
    _checked_provider(ticket, provider)
    if ticket.relay_state == RelayState.FILED:
        raise IllegalMove("Tiket ini sudah diteruskan. Catat penerimaannya atau tarik kembali.")
    set_authority(book, ticket, provider, "Disiapkan untuk diteruskan", actor, now)
    data = {"provider": provider.value, "missing": list(proof_missing(book, ticket))}
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
    missing = proof_missing(book, ticket)
    if missing and not (filing.override_reason or "").strip():
        raise InvalidInput(override_reason=(
            "Data dukung belum lengkap. Lengkapi lebih dahulu, atau tuliskan alasannya."
        ))
    at = happened(book, filing.occurred_at, now, since=ticket.received_at)
    set_authority(book, ticket, filing.provider, "Diteruskan", actor, now)
    resent = _is_resent(ticket, filing)
    message_id = None
    if filing.explanation.strip():
        message_id = officer_message(ticket, Words(filing.explanation), actor, now).id
    data = _filed(book, ticket, filing, missing, resent)
    record(book, ticket, Change(
        EventType.FORWARDED, data, actor, now, occurred_at=at, message_id=message_id
    ))
    if (filing.external_number or filing.call_taker) and not resent:
        agreed = _agreed(filing.target_days)
        _accept(book, ticket, filing.external_number, actor, now, at, agreed)
    return ticket


def _is_resent(ticket: Ticket, filing: Filing) -> bool:
    """Data they asked for, sent on under the number they gave: their next cycle begins at once."""
    relays = [row.type for row in event_rows(ticket.id) if row.type in _RELAYS]
    asked = bool(relays) and relays[-1] == EventType.PROVIDER_ASKED
    known = bool(ticket.external_number) and ticket.provider == filing.provider
    return asked and known and filing.external_number in (None, "", ticket.external_number)


_RELAYS = frozenset({
    EventType.FORWARDED, EventType.ACCEPTED, EventType.PROVIDER_ASKED,
    EventType.PROVIDER_ANSWERED, EventType.TAKEN_BACK, EventType.RESOLVED,
})


def _agreed(target_days: int | None) -> dict[str, Any]:
    """The promise of a target agreed with LKPP or Telkom; {} leaves the default."""
    if target_days is None:
        return {}
    if not 1 <= target_days <= LONGEST_TARGET:
        raise InvalidInput(target_days=f"Target dalam hari kerja, 1 sampai {LONGEST_TARGET}.")
    return {"third_party": Promise(WorkingDays(target_days), "target yang disepakati").to_data()}


def _filed(
    book: Rulebook, ticket: Ticket, filing: Filing, missing: Sequence[str], resent: bool
) -> dict[str, Any]:
    external = filing.external_number
    return {
        "provider": filing.provider.value, "channel": filing.channel,
        "external": clean_line(external, field="nomor tiket LKPP/Telkom") if external else None,
        "missing": list(missing), "override": bool(missing), "resent": resent,
        "attachments": chosen(ticket, filing.attachments),
        "completeness": checked_completeness(ticket, filing.completeness),
    }


def proof_missing(book: Rulebook, ticket: Ticket) -> tuple[str, ...]:
    """The codes of what LKPP's data dukung still lacks, as far as the ticket can tell."""
    return missing_proof(facts_of(ticket, book.catalogue.bureau))


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
    target_days: int | None = None,
) -> Ticket:
    """Record 'diterima': an external number or a named call-taker; their clock starts now.

    What the requester filed themselves is accepted by the number that they tell. `target_days`:
    what was agreed with the provider, in working days.
    """
    ticket = ticket_for(number, actor, Action.FORWARD, version=version)
    if ticket.relay_state not in (RelayState.FILED, RelayState.ANSWERED):
        raise IllegalMove("Tiket ini belum diteruskan.")
    if not (external_number or "").strip() and not (call_taker or "").strip():
        raise InvalidInput(
            external_number="Isi nomor tiket LKPP/Telkom, atau nama petugas yang menerima."
        )
    if ticket.relay_channel == "self_filed" and not (external_number or "").strip():
        raise InvalidInput(external_number="Isi nomor tiket yang diterima pemohon.")
    at = happened(book, occurred_at, now, since=ticket.received_at)
    _accept(book, ticket, external_number, actor, now, at, _agreed(target_days))
    return ticket


def _accept(
    book: Rulebook, ticket: Ticket, external: str | None, actor: Actor, now: datetime,
    at: datetime, promise: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    data: dict[str, Any] = {
        "promise": dict(promise),
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
    at = happened(book, occurred_at, now, since=ticket.received_at)
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
    promise = forwarding(book, now=now, tender_deadline=hurrying_deadline(ticket))
    data: dict[str, Any] = {
        "provider": ticket.provider, "reason": reason_of(reason),
        "promise": {"forwarding": promise},
    }
    record(book, ticket, Change(EventType.TAKEN_BACK, data, actor, now))
    return ticket
