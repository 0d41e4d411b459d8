"""Claims of a tender day: whether they jump, and the officer's judgement of an empty one."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.domain.events import EventType
from helpdesk.domain.plain_text import clean_line
from helpdesk.domain.projection import stand
from helpdesk.domain.roles import Action, Actor
from helpdesk.domain.tender_claim import (
    URGENCY,
    URGENT,
    WITHHELD,
    Claim,
    claim_of,
    hurrying,
    package_code,
)
from helpdesk.errors import IllegalMove, InvalidInput
from helpdesk.models import Contact, Ticket, TicketEvent
from helpdesk.usecases.loading import ticket_for
from helpdesk.usecases.messages import reason_of
from helpdesk.usecases.recording import Change, event_rows, record
from helpdesk.usecases.rulebook import Rulebook


def claim_now(book: Rulebook, ticket: Ticket, now: datetime) -> Claim | None:
    """What the ticket's package and deadline come to at this instant."""
    return claim_of(
        book.calendar, ticket.package_code, ticket.tender_deadline, now,
        lambda: empty_claims(book, ticket, now) >= book.limits.empty_claims.most,
    )


def claim_data(claim: Claim | None) -> dict[str, Any]:
    """How a claim stands in an event."""
    return {
        "claim": claim.value if claim else None,
        "urgency": URGENCY.get(claim) if claim else None,
    }


def new_claim(book: Rulebook, ticket: Ticket, now: datetime) -> dict[str, Any]:
    """What changed facts make of the claim; one that was judged empty waits for an officer."""
    before, claim = standing_claim(ticket), claim_now(book, ticket, now)
    if before is Claim.EMPTY or (before is claim is Claim.NEEDS_CODE):
        return {}
    data = claim_data(claim)
    granted = ticket.urgency == URGENT and data["urgency"] == WITHHELD
    return {**data, "urgency": None} if granted else data


def standing_claim(ticket: Ticket) -> Claim | None:
    """The claim as the ticket's events leave it."""
    return stand([row.as_event() for row in event_rows(ticket.id)]).claim


def claim_made(number: str) -> Claim | None:
    """What the ticket's last event made of a claim; None where it was about something else."""
    query = (
        sa.select(TicketEvent.data).join(Ticket, Ticket.id == TicketEvent.ticket_id)
        .where(Ticket.number == number).order_by(TicketEvent.seq.desc()).limit(1)
    )
    claim = (db.session.scalar(query) or {}).get("claim")
    return Claim(claim) if claim else None


def kept_code(text: str | None) -> str | None:
    """The package code as figures; what is none is kept as it was written."""
    return (package_code(text) or clean_line(text, field="kode paket")) if text else None


def hurrying_deadline(ticket: Ticket, chosen: str | None = None) -> datetime | None:
    """The ticket's deadline, if it may hurry a forwarding; `chosen`: the urgency being set."""
    urgency = URGENT if chosen == URGENT else ticket.urgency
    return hurrying(urgency, ticket.tender_deadline)


def empty_claims(book: Rulebook, ticket: Ticket, now: datetime) -> int:
    """How many other tickets of the same chat or contact hold a claim judged empty of late."""
    since = now - timedelta(days=book.limits.empty_claims.within_days)
    same = list(_same_requester(ticket))
    if not same:
        return 0
    judged = (
        sa.select(TicketEvent.ticket_id, TicketEvent.data)
        .join(Ticket, Ticket.id == TicketEvent.ticket_id)
        .where(
            TicketEvent.type == EventType.CLAIM_JUDGED.value, TicketEvent.at >= since,
            Ticket.id != ticket.id, sa.or_(*same),
        )
        .order_by(TicketEvent.ticket_id, TicketEvent.seq)
    )
    last = {row.ticket_id: bool(row.data["empty"]) for row in db.session.execute(judged)}
    return sum(last.values())


def _same_requester(ticket: Ticket) -> Iterator[sa.ColumnElement[bool]]:
    """Requester rows are per ticket; what stays the same is the chat or an address."""
    if ticket.conversation_id is not None:
        yield Ticket.conversation_id == ticket.conversation_id
    addresses = {address.lower() for _, address in _contacts(ticket)}
    addresses |= {address for _, address in _contacts(ticket)}
    if addresses:
        known = sa.select(Contact.requester_id).where(Contact.address.in_(sorted(addresses)))
        yield Ticket.requester_id.in_(known)


def _contacts(ticket: Ticket) -> list[tuple[str, str]]:
    return [(contact.channel, contact.address) for contact in ticket.requester.contacts]


@use_case
def judge_claim(
    book: Rulebook, number: str, empty: bool, reason: str, *, actor: Actor, now: datetime,
    version: int | None = None,
) -> Ticket:
    """Say that a claim of a tender day had nothing behind it, or take that back.

    The requester is told either way. Raises `InvalidInput`, `IllegalMove`.
    """
    ticket = ticket_for(number, actor, Action.JUDGE_CLAIM, version=version, ended=True)
    standing = standing_claim(ticket)
    if standing in (None, Claim.NEEDS_CODE):
        raise IllegalMove("Pada tiket ini tidak ada klaim mendesak yang dapat dinilai.")
    if (standing is Claim.EMPTY) is empty:
        raise IllegalMove("Penilaian klaim ini sudah tercatat.")
    if not reason.strip():
        raise InvalidInput(reason="Tuliskan alasannya.")
    claim = Claim.EMPTY if empty else claim_now(book, ticket, now)
    data = {"empty": empty, "reason": reason_of(reason), **claim_data(claim)}
    record(book, ticket, Change(EventType.CLAIM_JUDGED, data, actor, now))
    return ticket
