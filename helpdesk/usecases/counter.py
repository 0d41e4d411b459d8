"""What happens at the counter: documents ticked, identity checked, the file taken or returned."""

from collections.abc import Sequence
from datetime import datetime

from helpdesk.db import use_case
from helpdesk.domain.checklist import (
    DocumentState,
    Paper,
    missing,
    must_come,
    papers_of,
    receipt_stands,
)
from helpdesk.domain.events import Event, EventType, Visibility
from helpdesk.domain.identity import DISCRETION, ORIGINAL, needs_identity, verification
from helpdesk.domain.roles import Action, Actor
from helpdesk.domain.ticket import Kind
from helpdesk.errors import IllegalMove, InvalidInput
from helpdesk.models import Ticket
from helpdesk.usecases.loading import happened, ticket_for
from helpdesk.usecases.messages import reason_of
from helpdesk.usecases.recording import Change, event_rows, record
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.usecases.rulebook import Rulebook


@use_case
def tick_document(
    book: Rulebook, number: str, document: str, state: DocumentState, *, actor: Actor,
    now: datetime,
) -> Ticket:
    """Note that a copy of a document came, that its original was seen, or that neither is so."""
    ticket = ticket_for(number, actor, Action.RECEIVE_FILE)
    paper = next((p for p in _papers(book, ticket) if p.needed.code == document), None)
    if paper is None or state is DocumentState.WAIVED:  # that is another act, and a head's
        raise InvalidInput("Dokumen ini tidak ada pada persyaratan layanannya.")
    if paper.state is not state:  # a second press of the same button is no second tick
        data = {"document": document, "state": state.value}
        record(book, ticket, Change(
            EventType.DOCUMENT_TICKED, data, actor, now, visibility=Visibility.OFFICERS
        ))
    return ticket


@use_case
def verify_identity(book: Rulebook, number: str, *, actor: Actor, now: datetime) -> Ticket:
    """The applicant's identity document was compared with the person; nothing of it is kept.

    True whatever others did to the ticket meanwhile, as a tick is: no version is asked.
    """
    ticket = ticket_for(number, actor, Action.VERIFY_IDENTITY)
    _for_identity(book, ticket)
    found = verification(_history(ticket))
    if found is None or found.how != ORIGINAL:
        record(book, ticket, Change(
            EventType.IDENTITY_VERIFIED, {"how": ORIGINAL}, actor, now
        ))
    return ticket


@use_case
def waive_identity(
    book: Rulebook, number: str, reason: str, *, actor: Actor, now: datetime,
    version: int | None = None,
) -> Ticket:
    """A head's discretion in place of the check, with the reason, which officers keep seeing."""
    ticket = ticket_for(number, actor, Action.WAIVE_IDENTITY, version=version)
    _for_identity(book, ticket)
    data = {"how": DISCRETION, "reason": reason_of(reason)}
    record(book, ticket, Change(
        EventType.IDENTITY_VERIFIED, data, actor, now, visibility=Visibility.OFFICERS
    ))
    return ticket


@use_case
def receive_file_at_counter(
    book: Rulebook, number: str, *, actor: Actor, now: datetime,
    occurred_at: datetime | None = None, version: int | None = None,
) -> Ticket:
    """Hand over a Tanda Terima Berkas: the file is complete and the originals were seen.

    From here a service's minutes run (`sla-rules.md` section 3). Raises `IllegalMove` while
    anything that the service asks for is not ticked, or once it was received.
    """
    ticket = ticket_for(number, actor, Action.RECEIVE_FILE, version=version)
    if receipt_stands(_history(ticket)):
        raise IllegalMove("Berkas ini sudah diterima lengkap; cetak tanda terimanya saja.")
    lacking = missing(_papers(book, ticket))
    if lacking:
        names = "; ".join(paper.needed.label for paper in lacking)
        raise IllegalMove(f"Berkas belum dapat diterima lengkap. Belum dicentang: {names}.")
    record(book, ticket, Change(
        EventType.FILE_RECEIVED, {"completeness": "complete"}, actor, now,
        occurred_at=happened(book, occurred_at, now, since=ticket.received_at),
    ))
    return ticket


@use_case
def return_file(
    book: Rulebook, number: str, words: Words, *, actor: Actor, now: datetime,
    version: int | None = None,
) -> Ticket:
    """Give the file back as incomplete; whoever lacks an original is awaited at the counter."""
    ticket = ticket_for(number, actor, Action.REPLY, version=version)
    papers = _papers(book, ticket)
    if not missing(papers):
        raise IllegalMove("Semua yang disyaratkan sudah dicentang; berkas ini lengkap.")
    return reply_to_requester(
        book, number, words, actor=actor, now=now, completeness="incomplete",
        wait_for="visit" if must_come(papers) else "file",
    )


def _history(ticket: Ticket) -> Sequence[Event]:
    return [row.as_event() for row in event_rows(ticket.id)]


def _papers(book: Rulebook, ticket: Ticket) -> tuple[Paper, ...]:
    if Kind(ticket.kind) is not Kind.REQUEST:
        raise IllegalMove("Berkas dengan tanda terima hanya ada pada permintaan layanan.")
    service = book.catalogue.service_at(ticket.service, ticket.received_at)
    return papers_of(service.documents if service else (), _history(ticket))


def _for_identity(book: Rulebook, ticket: Ticket) -> None:
    service = book.catalogue.service_at(ticket.service, ticket.received_at)
    if not needs_identity(service, Kind(ticket.kind)):
        raise IllegalMove("Layanan pada tiket ini tidak memerlukan verifikasi identitas.")
