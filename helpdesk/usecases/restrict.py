"""The neutrality guard: questions about the evaluation of a running tender, for few eyes.

Whoever sees what a bidder says of the evaluation could carry it to the Pokja or to another bidder,
and whoever answers it could be taken for the one who judges. So the requester gets the bureau's one
answer, and the ticket is seen by the heads and the officer who handles it (docs/decisions/0045).
"""

from datetime import datetime

from helpdesk.db import use_case
from helpdesk.domain.clock_spans import NEEDS_COMPLETENESS
from helpdesk.domain.events import EventType, Visibility
from helpdesk.domain.roles import Action, Actor
from helpdesk.domain.ticket import Kind
from helpdesk.errors import IllegalMove, InvalidInput
from helpdesk.models import Ticket
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.loading import ticket_for
from helpdesk.usecases.merged import whole_matter
from helpdesk.usecases.messages import reason_of
from helpdesk.usecases.recording import Change, record
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.usecases.rulebook import Rulebook


@use_case
def restrict_ticket(
    book: Rulebook, number: str, *, officer_id: int | None, answer: Words | None = None,
    actor: Actor, now: datetime, version: int | None = None,
) -> Ticket:
    """Send `answer`, hand the ticket to `officer_id`, and close it to everybody but the heads.

    Nobody's it must not be: no officer of the desk would ever come upon it. An actor who is neither
    a head nor named loses sight of it. Raises `InvalidInput`, `IllegalMove`.
    """
    ticket = ticket_for(number, actor, Action.RESTRICT, version=version)
    if ticket.sealed:
        raise IllegalMove("Pengaduan tertutup sudah hanya terlihat oleh yang berhak.")
    if ticket.restricted:
        raise IllegalMove("Tiket ini sudah dibatasi.")
    if officer_id is None:
        raise InvalidInput(officer="Pilih petugas yang menangani.")
    if answer is not None:
        if Kind(ticket.kind) in NEEDS_COMPLETENESS:
            raise InvalidInput(text="Kelengkapan pengaduan dan permintaan harus dinyatakan: kirim "
                                    "jawabannya dari halaman tiket.")
        reply_to_requester(book, number, answer, actor=actor, now=now)
    if officer_id != ticket.assignee_id:
        assign_ticket(book, number, officer_id=officer_id, actor=actor, now=now)
    for each in (ticket, *whole_matter(ticket)):
        restrict(book, each, actor, now)
    return ticket


def restrict(book: Rulebook, ticket: Ticket, actor: Actor, now: datetime) -> None:
    """Close a ticket already loaded."""
    if not ticket.restricted and not ticket.sealed:
        record(book, ticket, Change(
            EventType.RESTRICTED, {}, actor, now, visibility=Visibility.OFFICERS
        ))


@use_case
def lift_restriction(
    book: Rulebook, number: str, reason: str, *, actor: Actor, now: datetime,
    version: int | None = None,
) -> Ticket:
    """Open it to the desk again, with a reason: the tender is over, or it was about another matter.

    Raises `InvalidInput`, `IllegalMove`.
    """
    ticket = ticket_for(number, actor, Action.LIFT_RESTRICTION, version=version, ended=True)
    if not ticket.restricted:
        raise IllegalMove("Tiket ini tidak dibatasi.")
    why = reason_of(reason)
    for each in (ticket, *whole_matter(ticket)):
        if each.restricted:
            record(book, each, Change(
                EventType.RESTRICTION_LIFTED, {"reason": why}, actor, now,
                visibility=Visibility.OFFICERS,
            ))
    return ticket
