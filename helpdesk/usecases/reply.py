"""What officers say: replies, returns and questions, notes; and 'no reply needed'."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from helpdesk.db import use_case
from helpdesk.domain.clock_spans import NEEDS_COMPLETENESS
from helpdesk.domain.events import EventType, Visibility
from helpdesk.domain.projection import stand
from helpdesk.domain.roles import Action, Actor
from helpdesk.domain.ticket import ENDED, Kind, Status
from helpdesk.errors import IllegalMove, InvalidInput
from helpdesk.models import Message, Ticket
from helpdesk.usecases.loading import happened, ticket_for
from helpdesk.usecases.mentions import call_mentioned
from helpdesk.usecases.messages import write_message
from helpdesk.usecases.recording import Change, event_rows, record
from helpdesk.usecases.rulebook import Rulebook

WAIT_REASONS = ("file", "question", "visit")


@dataclass(frozen=True)
class Words:
    """What an officer writes, with the refs of the files they uploaded.

    `channel`: how it reaches the requester: from here, or by telephone, letter, at the counter.
    """

    text: str
    files: Sequence[str] = ()
    channel: str = "web"

    @staticmethod
    def owner(actor: Actor) -> str:
        """The owner under which an actor's uploads wait."""
        return str(actor)


@use_case
def reply_to_requester(
    book: Rulebook, number: str, words: Words, *, actor: Actor, now: datetime,
    completeness: str | None = "complete", wait_for: str | None = None,
    version: int | None = None, occurred_at: datetime | None = None,
) -> Ticket:
    """Send a public reply.

    `completeness` ('complete' or 'incomplete') is what complaints and requests must be told
    (Pasal 8(5)); a file declared incomplete waits for the requester. `wait_for` is 'file',
    'question' or 'visit' when only the requester can go on. `occurred_at`: when the answer was
    given by telephone or letter, at most 7 days back. A resolved ticket can be replied to (thanks
    do not reopen it); one that has ended cannot.
    """
    ticket = ticket_for(number, actor, Action.REPLY, version=version, ended=True)
    if Status(ticket.status) in ENDED and (ticket.status != Status.RESOLVED or wait_for):
        raise IllegalMove("Tiket ini sudah selesai. Buka kembali tiketnya bila perlu dilanjutkan.")
    at = happened(book, occurred_at, now, since=ticket.received_at)
    says = checked_completeness(ticket, completeness)
    if says == "incomplete":
        wait_for = wait_for or "file"
    if wait_for is not None and wait_for not in WAIT_REASONS:
        raise InvalidInput(wait_for="Alasan menunggu tidak dikenal.")
    message = officer_message(ticket, words, actor, at)
    data = {"message": message.id, "completeness": says, "wait": wait_for}
    record(book, ticket, Change(
        EventType.REPLIED, data, actor, now, occurred_at=at, message_id=message.id
    ))
    if wait_for is not None:
        waiting = {"reason": wait_for}
        record(book, ticket, Change(
            EventType.WAITING_STARTED, waiting, actor, now, occurred_at=at
        ))
    return ticket


def checked_completeness(ticket: Ticket, completeness: str | None) -> str | None:
    """The value as an event keeps it; only complaints and requests carry one."""
    if completeness not in (None, "complete", "incomplete"):
        raise InvalidInput(completeness="Pilih lengkap atau belum lengkap.")
    return completeness if Kind(ticket.kind) in NEEDS_COMPLETENESS else None


def officer_message(
    ticket: Ticket, words: Words, actor: Actor, now: datetime, *, internal: bool = False
) -> Message:
    """Store an officer's words on the ticket."""
    return write_message(
        ticket, words.text, side="officer", channel=words.channel, now=now, officer_id=actor.id,
        internal=internal, files=words.files, owner=Words.owner(actor),
    )


@use_case
def add_note(
    book: Rulebook, number: str, words: Words, *, actor: Actor, now: datetime
) -> Ticket:
    """Add an internal note; no clock hears of it, and it never conflicts with another officer.

    Whom it mentions by `@nama` is told and follows the ticket. Raises `InvalidInput` where that
    cannot be.
    """
    ticket = ticket_for(number, actor, Action.NOTE, ended=True)
    called = call_mentioned(ticket, words.text, but=actor.id, now=now)
    message = officer_message(ticket, words, actor, now, internal=True)
    record(book, ticket, Change(
        EventType.NOTED, {"message": message.id} | ({"mentions": called} if called else {}), actor,
        now, visibility=Visibility.OFFICERS, message_id=message.id,
    ))
    return ticket


@use_case
def no_reply_needed(
    book: Rulebook, number: str, *, actor: Actor, now: datetime, version: int | None = None
) -> Ticket:
    """Say that the requester's last words need no answer; stops the reply clock, on record."""
    ticket = ticket_for(number, actor, Action.REPLY, version=version, ended=True)
    if stand(row.as_event() for row in event_rows(ticket.id)).unanswered_since is None:
        raise IllegalMove("Tidak ada pesan pemohon yang menunggu balasan.")
    record(book, ticket, Change(
        EventType.NO_REPLY_NEEDED, {}, actor, now, visibility=Visibility.OFFICERS
    ))
    return ticket
