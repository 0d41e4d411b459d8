"""A matter becomes a ticket: one number, its promises, its first message, its receipt."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from helpdesk.db import db, use_case
from helpdesk.domain.complaints import is_late, mentions_officer
from helpdesk.domain.events import EventType
from helpdesk.domain.link import status_token, survey_token, token_hash
from helpdesk.domain.number import format_number
from helpdesk.domain.plain_text import clean_line
from helpdesk.domain.roles import Action, Actor, authorize
from helpdesk.domain.tender_claim import hurrying
from helpdesk.domain.ticket import Authority, Category, Channel, IdentityMode, Kind
from helpdesk.errors import DuplicateRequest, InvalidInput, NotAllowed
from helpdesk.models import Complaint, Contact, Counter, InboxItem, Requester, Ticket
from helpdesk.usecases.claims import claim_data, claim_now, kept_code
from helpdesk.usecases.loading import happened
from helpdesk.usecases.messages import without_secrets, write_message
from helpdesk.usecases.promises import promise_at_registration
from helpdesk.usecases.recording import Change, record
from helpdesk.usecases.rulebook import Rulebook

SUBJECT_LENGTH = 90
_COMPANIES = (Category.SUPPLIER, Category.PROSPECT)


@dataclass(frozen=True)
class NewTicket:
    """What a door knows of a matter. `files` are refs of uploads made by `owner`."""

    kind: Kind
    text: str
    channel: Channel
    category: Category = Category.PUBLIC
    name: str | None = None
    company: str | None = None
    contacts: Mapping[str, str] = field(default_factory=dict)  # channel → address
    service: str | None = None
    topic: str | None = None
    unit: str | None = None
    authority: Authority | None = None
    identity: IdentityMode = IdentityMode.KNOWN
    subject: str | None = None
    package_code: str | None = None
    tender_deadline: datetime | None = None
    service_date: date | None = None
    lapor_id: str | None = None
    about_officer: bool = False
    complaint: Mapping[str, str] = field(default_factory=dict)  # name, address, loss, request
    declared: bool = False
    files: tuple[str, ...] = ()
    owner: str | None = None
    occurred_at: datetime | None = None
    conversation_id: int | None = None
    parent: int | None = None
    follows: int | None = None  # id of the ended ticket that this one goes on from
    answered_in_chat: bool = False
    # A matter split off another: of the same requester, received when its words were.
    split_from: Ticket | None = None
    received_at: datetime | None = None


@use_case
def register_ticket(
    book: Rulebook, new: NewTicket, *, actor: Actor, now: datetime, source_key: str | None = None
) -> Ticket:
    """Register a matter and enqueue its receipt.

    `source_key` is the arrival's own key; the same one again raises `DuplicateRequest` with the
    number given before. Raises `InvalidInput` for texts or codes that cannot be used.
    """
    if actor.kind == "officer":
        authorize(actor, Action.CREATE_TICKET)
    elif new.occurred_at is not None:
        raise NotAllowed("Hanya petugas yang dapat mencatat waktu kejadian.")
    body = without_secrets(new.text)
    received = new.received_at or happened(book, new.occurred_at, now)
    arrival = _arrival(source_key, now)
    ticket = _row(book, new, body, received, now)
    message = write_message(
        ticket, body, side="requester", channel=new.channel.value, now=received,
        files=new.files, owner=new.owner,
    )
    if new.kind is Kind.COMPLAINT:
        _keep_complaint(book, ticket, new, now)
    record(book, ticket, Change(
        EventType.REGISTERED, _event_data(book, ticket, new, body, actor, now), actor, now,
        occurred_at=received, message_id=message.id,
    ))
    if arrival is not None:
        arrival.reference, arrival.state, arrival.done_at = ticket.number, "done", now
    return ticket


def _arrival(source_key: str | None, now: datetime) -> InboxItem | None:
    """Claim the source's key; the database refuses a second claim."""
    if source_key is None:
        return None
    by_key = sa.select(InboxItem).filter_by(key=source_key)
    earlier = db.session.scalars(by_key).one_or_none()
    if earlier is not None:
        raise DuplicateRequest(earlier.reference)
    item = InboxItem(
        key=source_key, lane=source_key, payload={}, state="new", attempts=1, received_at=now
    )
    try:
        with db.session.begin_nested():
            db.session.add(item)
    except IntegrityError as error:
        # A second press in the same moment: its twin has committed by now.
        raise DuplicateRequest(db.session.scalars(by_key).one().reference) from error
    return item


def _row(
    book: Rulebook, new: NewTicket, body: str, received: datetime, now: datetime
) -> Ticket:
    year = book.calendar.local_date(now).year
    subject = without_secrets(new.subject, field="judul") if new.subject else body.splitlines()[0]
    ticket = Ticket(
        number=format_number(year, next_serial(f"ticket:{year}")), channel=new.channel.value,
        lapor_id=new.lapor_id, category=new.category.value,
        requester=new.split_from.requester if new.split_from else _requester(new, now),
        conversation_id=new.conversation_id,
        subject=_shorten(subject), topic=new.topic,
        package_code=kept_code(new.package_code),
        tender_deadline=new.tender_deadline, follows_id=new.follows,
        service_date=new.service_date.isoformat() if new.service_date else None,
        created_at=now, updated_at=now, received_at=received, kind=new.kind.value,
        status="new", identity=new.identity.value,
    )
    db.session.add(ticket)
    db.session.flush()
    ticket.link_hash = token_hash(status_token(book.link_key, ticket.id, ticket.link_serial))
    ticket.survey_hash = token_hash(survey_token(book.link_key, ticket.id))
    return ticket


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    if len(line) <= SUBJECT_LENGTH:
        return line
    return line[:SUBJECT_LENGTH].rsplit(" ", 1)[0].rstrip(",;:.") + " …"


def next_serial(name: str) -> int:
    """The next number under `name`; the row stays locked, so no number is given twice."""
    query = sa.select(Counter).filter_by(name=name).with_for_update()
    counter = db.session.scalars(query).one_or_none()
    if counter is None:
        with suppress(IntegrityError), db.session.begin_nested():
            db.session.add(Counter(name=name, value=0))  # the year's first; or its twin's
        counter = db.session.scalars(query.execution_options(populate_existing=True)).one()
    counter.value += 1
    db.session.flush()
    return counter.value


def _requester(new: NewTicket, now: datetime) -> Requester:
    anonymous = new.identity is IdentityMode.NONE
    requester = Requester(
        name=clean_line(new.name, field="nama") if new.name and not anonymous else None,
        category=new.category.value,
        company=clean_line(new.company, field="nama perusahaan")
        if new.company and not anonymous and new.category in _COMPANIES else None,
        created_at=now,
    )
    requester.contacts = [
        Contact(channel=channel, address=clean_line(address, field="kontak"), usable=True)
        for channel, address in new.contacts.items() if address
    ]
    db.session.add(requester)
    return requester


def _keep_complaint(book: Rulebook, ticket: Ticket, new: NewTicket, now: datetime) -> None:
    fields = {
        k: without_secrets(v, field=k) for k, v in new.complaint.items() if v and v.strip()
    }
    unknown = set(fields) - {"name", "address", "loss", "request"}
    if unknown:
        raise InvalidInput(f"Isian pengaduan tidak dikenal: {', '.join(sorted(unknown))}")
    if new.identity is IdentityMode.NONE:
        fields.pop("name", None)
        fields.pop("address", None)
    db.session.add(Complaint(
        ticket_id=ticket.id, place=book.catalogue.bureau.short_name,
        declared_at=now if new.declared else None, **fields,
    ))


def _event_data(
    book: Rulebook, ticket: Ticket, new: NewTicket, body: str, actor: Actor, now: datetime
) -> dict[str, Any]:
    received = ticket.received_at
    service = book.catalogue.services.get(new.service or "")
    if new.service and service is None:
        raise InvalidInput(service="Layanan tidak dikenal.")
    if new.kind is Kind.REQUEST and service is None:
        raise InvalidInput(service="Pilih layanan yang Anda ajukan.")
    proposed = new.authority or (service.authority if service else None)
    # What a guide or a service proposes starts no clock: authority is set at triage (section 3),
    # or by the officer who writes the ticket down.
    authority = new.authority if actor.kind == "officer" else None
    complaint = new.kind is Kind.COMPLAINT
    today = book.calendar.local_date(received)
    claim = claim_data(claim_now(book, ticket, now))
    return {
        "kind": new.kind.value, "service": new.service, "topic": new.topic,
        "authority": authority.value if authority and not complaint else None,
        "proposed_authority": proposed.value if proposed and not complaint else None,
        "unit": new.unit or (service.unit if service else None),
        "channel": new.channel.value, "category": new.category.value,
        "identity": new.identity.value, "parent": new.parent,
        "sealed": complaint and (new.about_officer or mentions_officer(body)),
        "late": complaint and is_late(new.service_date, today, book.limits.complaint_late_days),
        "answered_in_chat": new.answered_in_chat,
        "promise": promise_at_registration(
            book, new.kind, new.service, now=received,
            tender_deadline=hurrying(claim["urgency"], new.tender_deadline),
        ),
        **({"split_from": new.split_from.id} if new.split_from else {}), **claim,
    }
