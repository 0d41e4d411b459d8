"""What comes in after the first message: words, files, facts, and steps done."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.domain.complaints import mentions_officer
from helpdesk.domain.events import EventType, Visibility
from helpdesk.domain.plain_text import clean_line
from helpdesk.domain.roles import REQUESTER, SYSTEM, Action, Actor
from helpdesk.domain.tender_claim import Claim, codes_in, is_package_code
from helpdesk.domain.ticket import ENDED, IdentityMode, Status
from helpdesk.errors import DuplicateRequest, IllegalMove, InvalidInput
from helpdesk.models import Complaint, Message, Ticket
from helpdesk.usecases.claims import hurrying_deadline, kept_code, new_claim, standing_claim
from helpdesk.usecases.loading import happened, load_ticket, ticket_for
from helpdesk.usecases.merged import going_on, hidden_from, lock_matter
from helpdesk.usecases.messages import without_secrets, write_message
from helpdesk.usecases.promises import forwarding
from helpdesk.usecases.recording import Change, record
from helpdesk.usecases.rulebook import Rulebook
from helpdesk.usecases.seal import close_to_officers

_COMPLAINT_FIELDS = frozenset({"name", "address", "loss", "request", "declared"})
_NAMING = frozenset({"name", "address"})


@use_case
def receive_message(
    book: Rulebook, number: str, text: str, *, channel: str, now: datetime,
    files: Sequence[str] = (), owner: str | None = None, source_key: str | None = None,
    actor: Actor = REQUESTER, occurred_at: datetime | None = None,
    answered_in_chat: bool = False,
) -> Message:
    """Add the requester's words to their ticket; any message ends a wait for them.

    An officer as `actor` writes down what was said elsewhere, at `occurred_at` up to 7 days back.
    The caller has made sure that the sender may write here. Raises `IllegalMove` when the ticket
    has ended for good, `DuplicateRequest` for a `source_key` that came before.
    """
    lock_matter(number)
    first = load_ticket(number)
    _refuse_repeat(first, source_key)
    ticket = going_on(first)
    if Status(ticket.status) in ENDED and ticket.status != Status.RESOLVED:
        raise IllegalMove("Tiket ini sudah ditutup. Silakan buat tiket baru.")
    at = happened(book, occurred_at, now, since=ticket.received_at)
    text = text or "(berkas)"
    message = write_message(
        ticket, text, side="requester", channel=channel, now=at, files=files, owner=owner,
        source_key=source_key, internal=hidden_from(first, ticket),
    )
    if ticket is not first:
        _keep_where_said(book, first, ticket, text, channel, at, actor, now)
    # If they are the data that LKPP asked for, forwarding begins again, perhaps in a hurry now.
    promise = forwarding(book, now=at, tender_deadline=hurrying_deadline(ticket))
    data = {"message": message.id, "channel": channel, "promise": {"forwarding": promise}}
    record(book, ticket, Change(
        EventType.REQUESTER_WROTE, data, actor, now, occurred_at=at, message_id=message.id
    ))
    _take_code(book, ticket, text, now, actor, answered_in_chat)
    return message


def _keep_where_said(
    book: Rulebook, first: Ticket, ticket: Ticket, text: str, channel: str, at: datetime,
    actor: Actor, now: datetime,
) -> None:
    """The merged ticket shows its own requester that the words came in; its clocks are over."""
    said = write_message(first, text, side="requester", channel=channel, now=at)
    record(book, first, Change(
        EventType.PASSED_ON, {"message": said.id, "into": ticket.id}, actor, now, occurred_at=at
    ))


def _take_code(
    book: Rulebook, ticket: Ticket, text: str, now: datetime, actor: Actor, answered_in_chat: bool
) -> None:
    """The one package code in an answer, while a claim of a tender day waits for it."""
    if ticket.tender_deadline is None or is_package_code(ticket.package_code):
        return
    found = codes_in(text)
    if len(found) == 1 and standing_claim(ticket) is Claim.NEEDS_CODE:
        add_details(
            book, ticket.number, now=now, actor=actor, package_code=found.pop(),
            answered_in_chat=answered_in_chat,
        )


def _refuse_repeat(ticket: Ticket, source_key: str | None) -> None:
    """The ticket is locked, so that two presses of one button come here one after the other."""
    if source_key is None:
        return
    earlier = db.session.scalar(sa.select(Message.id).filter_by(source_key=source_key))
    if earlier is not None:
        raise DuplicateRequest(ticket.number)


@use_case
def add_details(
    book: Rulebook, number: str, *, now: datetime, actor: Actor = REQUESTER,
    package_code: str | None = None, tender_deadline: datetime | None = None,
    company: str | None = None, answered_in_chat: bool = False,
) -> Ticket:
    """Add the facts that help: package, tender deadline, company.

    A claim of a tender day may jump by them; the requester is told, unless a chat tells them.
    """
    lock_matter(number)
    ticket = going_on(load_ticket(number)) if actor.kind == "requester" else ticket_for(
        number, actor, Action.TRIAGE
    )
    fields, before = [], (ticket.package_code, ticket.tender_deadline)
    if package_code:
        ticket.package_code = kept_code(package_code)
        fields.append("package_code")
    if tender_deadline is not None:
        ticket.tender_deadline = tender_deadline
        fields.append("tender_deadline")
    if company and ticket.identity != IdentityMode.NONE:
        ticket.requester.company = clean_line(company, field="nama perusahaan")
        fields.append("company")
    if fields:
        changed = before != (ticket.package_code, ticket.tender_deadline)
        data = {
            "fields": fields, "answered_in_chat": answered_in_chat,
            **(new_claim(book, ticket, now) if changed else {}),
        }
        record(book, ticket, Change(EventType.DETAILS_ADDED, data, actor, now))
    return ticket


@use_case
def add_complaint_details(
    book: Rulebook, number: str, fields: Mapping[str, str], *, now: datetime
) -> Ticket:
    """Add legal contents of a complaint (Pasal 8(4)) as they are answered, one or several."""
    lock_matter(number)  # its words may seal the whole matter
    ticket = load_ticket(number)
    complaint = db.session.get(Complaint, ticket.id)
    if complaint is None or set(fields) - _COMPLAINT_FIELDS:
        raise InvalidInput("Isian ini hanya untuk pengaduan.")
    kept = dict(fields)
    if ticket.identity == IdentityMode.NONE:
        kept = {k: v for k, v in fields.items() if k not in _NAMING}
    for name, value in kept.items():
        if name == "declared":
            complaint.declared_at = now
        else:
            setattr(complaint, name, without_secrets(value, limit=5_000, field=name))
    if "name" in kept:
        ticket.requester.name = clean_line(kept["name"], field="nama")
    if kept:
        record(book, ticket, Change(
            EventType.DETAILS_ADDED, {"fields": sorted(kept)}, REQUESTER, now
        ))
    if not ticket.sealed and any(mentions_officer(v) for v in kept.values()):
        # The first message did not say yet whom the complaint is about.
        close_to_officers(book, ticket, SYSTEM, now)
    return ticket


@use_case
def set_identity(
    book: Rulebook, number: str, mode: IdentityMode, *, now: datetime
) -> Ticket:
    """How much of the requester others may see; without identity what names them is erased.

    The contact stays, as the answer has to go somewhere.
    """
    ticket = load_ticket(number)
    if mode is IdentityMode.NONE:
        ticket.requester.name = ticket.requester.company = None
        complaint = db.session.get(Complaint, ticket.id)
        if complaint is not None:
            complaint.name = complaint.address = None
    record(book, ticket, Change(
        EventType.IDENTITY_CHANGED, {"identity": mode.value}, REQUESTER, now
    ))
    return ticket


@use_case
def tick_step(
    book: Rulebook, number: str, step: str, done: bool, *, actor: Actor, now: datetime
) -> Ticket:
    """Tick (or clear) one step of the service's procedure."""
    ticket = ticket_for(number, actor, Action.TICK_STEP)
    service = book.catalogue.service_at(ticket.service, ticket.received_at)
    if service is None or step not in {s.no for s in service.checklist}:
        raise InvalidInput("Langkah ini tidak ada pada prosedur layanannya.")
    record(book, ticket, Change(
        EventType.STEP_TICKED, {"step": step, "done": done}, actor, now,
        visibility=Visibility.OFFICERS,
    ))
    return ticket
