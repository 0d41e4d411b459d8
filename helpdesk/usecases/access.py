"""Who may read and write on a ticket by its public link: bound browsers and codes by mail."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.domain.number import parse_number
from helpdesk.domain.roles import REQUESTER
from helpdesk.domain.ticket import Kind
from helpdesk.errors import InvalidInput
from helpdesk.models import OutboxItem, Ticket, TicketAccessCode
from helpdesk.usecases.audience import requester_addresses
from helpdesk.usecases.follow_on import follow_on
from helpdesk.usecases.ledger import keep_filing
from helpdesk.usecases.loading import load_ticket
from helpdesk.usecases.questions import handle_of
from helpdesk.usecases.register import NewTicket, register_ticket
from helpdesk.usecases.rulebook import Rulebook

CODE_LIFE = timedelta(minutes=15)
MOST_TRIES = 5
CODES_AN_HOUR = 3
CODES_A_DAY = 10
LINKS_A_DAY = 3
BOUND = timedelta(days=30)
BOUND_SHARED = timedelta(minutes=15)


@use_case
def register_from_browser(
    book: Rulebook, new: NewTicket, *, secret: str, now: datetime, source_key: str,
    asked: Sequence[str] = (),
) -> Ticket:
    """Register a matter of the web form and let the browser that sent it back in.

    `asked`: places in the ledger of the questions that thereby became a ticket.

    Raises what `register_ticket` raises.
    """
    ticket = register_ticket(book, new, actor=REQUESTER, now=now, source_key=source_key)
    _bind(ticket.id, secret, now + BOUND, now)
    for place in asked:
        keep_filing(handle_of(book, place), complaint=new.kind is Kind.COMPLAINT)
    return ticket


@use_case
def follow_on_from_browser(
    book: Rulebook, number: str, text: str, *, secret: str, now: datetime
) -> Ticket:
    """An ended matter goes on under a new number; the browser that wrote is let into that too."""
    ticket = follow_on(book, number, text, channel="web", now=now)
    _bind(ticket.id, secret, now + BOUND, now)
    return ticket


@use_case
def bind_browser(ticket_id: int, secret: str, *, now: datetime, shared: bool = False) -> None:
    """Let the browser that holds `secret` in for 30 days, for 15 minutes on a shared machine."""
    _bind(ticket_id, secret, now + (BOUND_SHARED if shared else BOUND), now)


def _bind(ticket_id: int, secret: str, until: datetime, now: datetime) -> None:
    db.session.add(TicketAccessCode(
        ticket_id=ticket_id, purpose="browser", hash=_digest(secret), created_at=now,
        expires_at=until,
    ))
    db.session.flush()


def is_bound(ticket_id: int, secret: str | None, now: datetime) -> bool:
    """Whether the browser that holds `secret` may read and write on the ticket."""
    if not secret:
        return False
    query = sa.select(TicketAccessCode.id).where(
        TicketAccessCode.ticket_id == ticket_id, TicketAccessCode.purpose == "browser",
        TicketAccessCode.hash == _digest(secret), TicketAccessCode.expires_at > now,
    )
    return db.session.scalar(query.limit(1)) is not None


@use_case
def forget_browser(secret: str) -> None:
    """End everything a browser was let into."""
    db.session.execute(sa.delete(TicketAccessCode).where(
        TicketAccessCode.purpose == "browser", TicketAccessCode.hash == _digest(secret)
    ))


@use_case
def request_code(book: Rulebook, number: str, *, now: datetime) -> None:
    """Send a six-digit code to the registered address and chats; an earlier one stops working.

    Raises `InvalidInput` when there is neither, or after too many codes.
    """
    ticket = load_ticket(number)
    places = code_places(ticket)
    if not places:
        raise InvalidInput("Tidak ada surel atau chat Telegram yang terdaftar pada tiket ini.")
    codes = _codes(ticket.id, now - timedelta(days=1))
    recent = [c for c in codes if c.created_at > now - timedelta(hours=1)]
    if len(codes) >= CODES_A_DAY or len(recent) >= CODES_AN_HOUR:
        raise InvalidInput("Kode sudah beberapa kali dikirim. Periksa surel Anda atau coba nanti.")
    for earlier in codes:
        earlier.expires_at = min(earlier.expires_at, now)
    code = f"{secrets.randbelow(1_000_000):06d}"
    row = TicketAccessCode(
        ticket_id=ticket.id, purpose="code", hash=_code_hash(book, ticket.id, code),
        created_at=now, expires_at=now + CODE_LIFE,
    )
    db.session.add(row)
    db.session.flush()
    for channel, address in places:
        key = f"access:{row.id}:{channel}:{address}"
        _mail(ticket, channel, address, key, "access_code", {"code": code}, now)


@use_case
def verify_code(
    book: Rulebook, number: str, code: str, secret: str, *, now: datetime, shared: bool = False
) -> bool:
    """Whether `code` is the one mailed last; if so it is used up and the browser is bound.

    A wrong code counts: after five the code is useless.
    """
    ticket = load_ticket(number)
    row = _live_code(ticket.id, now)
    if row is None:
        return False
    digits = "".join(c for c in code if c.isascii() and c.isdigit())
    if not hmac.compare_digest(row.hash, _code_hash(book, ticket.id, digits)):
        row.tries += 1
        return False
    row.used_at = now
    _bind(ticket.id, secret, now + (BOUND_SHARED if shared else BOUND), now)
    return True


@use_case
def send_link_again(typed: str, *, now: datetime) -> None:
    """Send the status link to the ticket's own contact; for an unknown number, silently nothing."""
    number = parse_number(typed)
    query = sa.select(Ticket).where(Ticket.number == number).with_for_update(of=Ticket)
    ticket = db.session.scalars(query).one_or_none() if number else None
    if ticket is None or _links_sent(ticket.id, now - timedelta(days=1)) >= LINKS_A_DAY:
        return
    for channel, address in requester_addresses(ticket):
        key = f"link:{ticket.id}:{now.isoformat()}:{channel}"
        _mail(ticket, channel, address, key, "link_again", {}, now)


def code_waits(ticket_id: int, now: datetime) -> bool:
    """Whether a mailed code is waiting to be typed."""
    return _live_code(ticket_id, now) is not None


def code_places(ticket: Ticket) -> list[tuple[str, str]]:
    """Where a code goes: the registered address, chats in Telegram; a web chat has its cookie."""
    return [place for place in requester_addresses(ticket) if place[0] in ("email", "telegram")]


def _codes(ticket_id: int, since: datetime) -> list[TicketAccessCode]:
    query = sa.select(TicketAccessCode).where(
        TicketAccessCode.ticket_id == ticket_id, TicketAccessCode.purpose == "code",
        TicketAccessCode.created_at > since,
    )
    return list(db.session.scalars(query))


def _live_code(ticket_id: int, now: datetime) -> TicketAccessCode | None:
    query = sa.select(TicketAccessCode).where(
        TicketAccessCode.ticket_id == ticket_id, TicketAccessCode.purpose == "code",
        TicketAccessCode.used_at.is_(None), TicketAccessCode.expires_at > now,
        TicketAccessCode.tries < MOST_TRIES,
    )
    return db.session.scalars(query.order_by(TicketAccessCode.id.desc()).limit(1)).one_or_none()


def _links_sent(ticket_id: int, since: datetime) -> int:
    query = sa.select(sa.func.count(OutboxItem.id)).where(
        OutboxItem.ticket_id == ticket_id, OutboxItem.template == "link_again",
        OutboxItem.created_at > since,
    )
    return db.session.scalar(query) or 0


def _mail(
    ticket: Ticket, channel: str, address: str, key: str, template: str, data: dict[str, str],
    now: datetime,
) -> None:
    db.session.add(OutboxItem(
        key=key, ticket_id=ticket.id, channel=channel, recipient=address, audience="requester",
        template=template, data=data, state="pending", attempts=0, not_before=now, created_at=now,
    ))
    db.session.flush()


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _code_hash(book: Rulebook, ticket_id: int, code: str) -> str:
    """Keyed, as a million codes are tried in a second where the key is known."""
    text = f"code:{ticket_id}:{code}".encode()
    return hmac.new(book.link_key, text, hashlib.sha256).hexdigest()
