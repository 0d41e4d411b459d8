"""How tickets end and go on: resolved, rejected, referred, closed, reopened; new targets."""

from datetime import datetime

from helpdesk.db import use_case
from helpdesk.domain.events import EventType
from helpdesk.domain.identity import check_identity
from helpdesk.domain.plain_text import clean_line
from helpdesk.domain.roles import REQUESTER, Action, Actor
from helpdesk.domain.sla import ClockKind, ClockState, clocks_of
from helpdesk.domain.ticket import OPEN, Kind, Status
from helpdesk.domain.timers import reopen_until, waits_of
from helpdesk.errors import IllegalMove, InvalidInput
from helpdesk.models import Ticket
from helpdesk.usecases.fields import check_filled
from helpdesk.usecases.loading import load_ticket, ticket_for
from helpdesk.usecases.messages import reason_of
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.recording import Change, event_rows, record
from helpdesk.usecases.reply import Words, checked_completeness, officer_message
from helpdesk.usecases.rulebook import Rulebook


@use_case
def resolve_ticket(
    book: Rulebook, number: str, words: Words, *, actor: Actor, now: datetime,
    completeness: str | None = "complete", version: int | None = None,
) -> Ticket:
    """Resolve with an answer; the requester gets it with the survey invitation.

    Raises `IllegalMove` for an account service while nobody has verified whose account it is.
    """
    ticket = ticket_for(number, actor, Action.RESOLVE, version=version)
    history = [row.as_event() for row in event_rows(ticket.id)]
    service = book.catalogue.service_at(ticket.service, ticket.received_at)
    check_identity(service, Kind(ticket.kind), history)
    check_filled(book, ticket)
    message = officer_message(ticket, words, actor, now)
    data = {"message": message.id, "completeness": checked_completeness(ticket, completeness)}
    record(book, ticket, Change(EventType.RESOLVED, data, actor, now, message_id=message.id))
    return ticket


@use_case
def reject_ticket(
    book: Rulebook, number: str, words: Words, *, actor: Actor, now: datetime,
    completeness: str | None = "complete", version: int | None = None,
) -> Ticket:
    """Reject with the reason; the response clock stops first, all others are cancelled."""
    ticket = ticket_for(number, actor, Action.REJECT, version=version)
    message = officer_message(ticket, words, actor, now)
    data = {"message": message.id, "completeness": checked_completeness(ticket, completeness)}
    record(book, ticket, Change(EventType.REJECTED, data, actor, now, message_id=message.id))
    return ticket


@use_case
def refer_ticket(
    book: Rulebook, number: str, institution: str, words: Words, *, actor: Actor, now: datetime,
    version: int | None = None,
) -> Ticket:
    """Refer the matter to the institution whose it is; stops all clocks."""
    ticket = ticket_for(number, actor, Action.REFER, version=version)
    message = officer_message(ticket, words, actor, now)
    data = {
        "institution": clean_line(institution, field="instansi tujuan"), "message": message.id
    }
    record(book, ticket, Change(EventType.REFERRED, data, actor, now, message_id=message.id))
    return ticket


@use_case
def close_for_silence(
    book: Rulebook, number: str, *, actor: Actor, now: datetime, version: int | None = None
) -> Ticket:
    """Close a ticket whose requester stayed silent; an officer's act on a proposal (section 3)."""
    ticket = ticket_for(number, actor, Action.CLOSE, version=version)
    if ticket.status != Status.WAITING_REQUESTER:
        raise IllegalMove("Hanya tiket yang menunggu pemohon dapat ditutup karena tidak ada kabar.")
    rows = event_rows(ticket.id)
    turn = waits_of([row.as_event() for row in rows])[-1].turn
    proposed = any(
        r.type == EventType.STEP_TAKEN and r.data.get("action") == "propose_close"
        and r.data["cycle"] == turn
        for r in rows
    )
    if not proposed:
        raise IllegalMove("Batas menunggu pemohon belum lewat.")
    record(book, ticket, Change(EventType.CLOSED, {"reason": "silence"}, actor, now))
    return ticket


@use_case
def confirm_resolved(book: Rulebook, number: str, *, now: datetime) -> Ticket:
    """The requester says it is done: the ticket closes without waiting for the week to pass."""
    ticket = load_ticket(number)
    if ticket.status != Status.RESOLVED:
        raise IllegalMove("Tiket ini belum dinyatakan selesai oleh petugas.")
    data = {"reason": "confirmed", "quiet": True}
    record(book, ticket, Change(EventType.CLOSED, data, REQUESTER, now))
    return ticket


@use_case
def withdraw_ticket(book: Rulebook, number: str, *, now: datetime) -> Ticket:
    """The requester takes the matter back; all clocks are cancelled."""
    ticket = load_ticket(number)
    if Status(ticket.status) not in OPEN:
        raise IllegalMove("Tiket ini sudah selesai.")
    record(book, ticket, Change(EventType.WITHDRAWN, {}, REQUESTER, now))
    return ticket


@use_case
def reopen_by_requester(
    book: Rulebook, number: str, text: str, *, channel: str, now: datetime
) -> Ticket:
    """'Belum selesai', until 24:00 local of the 7th calendar day after resolving."""
    ticket = load_ticket(number)
    _reopen(book, ticket, REQUESTER, now, None)
    receive_message(book, number, text, channel=channel, now=now)
    return ticket


@use_case
def reopen_by_officer(
    book: Rulebook, number: str, reason: str, *, actor: Actor, now: datetime,
    version: int | None = None,
) -> Ticket:
    """An officer reopens within the same week, with a reason."""
    ticket = ticket_for(number, actor, Action.REOPEN, version=version, ended=True)
    _reopen(book, ticket, actor, now, reason_of(reason))
    return ticket


def _reopen(
    book: Rulebook, ticket: Ticket, actor: Actor, now: datetime, reason: str | None
) -> None:
    if ticket.status != Status.RESOLVED or ticket.resolved_at is None:
        raise IllegalMove("Tiket ini tidak dapat dibuka kembali. Silakan buat tiket baru.")
    days = book.catalogue.limits_at(ticket.resolved_at).reopen_days
    if now >= reopen_until(ticket.resolved_at, book.calendar, days):
        raise IllegalMove("Masa membuka kembali tiket ini sudah berakhir. Silakan buat tiket baru.")
    record(book, ticket, Change(EventType.REOPENED, {"reason": reason}, actor, now))
    history = [row.as_event() for row in event_rows(ticket.id)]
    missed = any(
        c.kind is ClockKind.RESOLUTION and c.state is ClockState.MISSED
        for c in clocks_of(history, book.calendars, now)
    )
    if missed:
        # A missed ticket reopened gets a new target, which changes no verdict (section 3).
        due = book.calendar.shift(now, book.limits.reopened_target_days)
        _set_target(book, ticket, due, "Dibuka kembali setelah lewat waktu", actor, now)


@use_case
def set_target(
    book: Rulebook, number: str, due_at: datetime, reason: str, *, actor: Actor, now: datetime,
    version: int | None = None,
) -> Ticket:
    """A head sets a new target after a miss; told to the requester with the reason."""
    ticket = ticket_for(number, actor, Action.SET_TARGET, version=version)
    if due_at <= now:
        raise InvalidInput(due_at="Target baru harus di masa depan.")
    _set_target(book, ticket, due_at, reason_of(reason), actor, now)
    return ticket


def _set_target(
    book: Rulebook, ticket: Ticket, due_at: datetime, reason: str, actor: Actor, now: datetime
) -> None:
    data = {"number": ticket.targets + 1, "due_at": due_at.isoformat(), "reason": reason}
    record(book, ticket, Change(EventType.TARGET_SET, data, actor, now))
