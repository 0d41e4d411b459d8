"""Taking one step of the ladder or of the timers: recorded as taken, or as skipped and why."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from helpdesk.domain.escalation import DueStep
from helpdesk.domain.events import EventType, Visibility
from helpdesk.domain.roles import CLOCK
from helpdesk.domain.ticket import PROVIDERS, Authority, RelayState
from helpdesk.domain.working_time import deadline
from helpdesk.models import Ticket
from helpdesk.usecases.audience import Office, provider_mailbox
from helpdesk.usecases.claims import claim_data, claim_now
from helpdesk.usecases.dossier import forwardable
from helpdesk.usecases.forward import proof_missing
from helpdesk.usecases.recording import Change, append
from helpdesk.usecases.rulebook import Rulebook
from helpdesk.usecases.ticket_log import TicketLog

TENDER_DAY = "tender_day"


def take_step(office: Office, log: TicketLog, step: DueStep, now: datetime) -> None:
    """Do what the step asks for, once: its key is unique in the database."""
    if step.action == TENDER_DAY:
        _tender_day(office, log, step, now)
        return
    why_not = _why_not(log.ticket, step)
    if why_not is not None and step.leaves_the_bureau:
        _record(office, log, step, EventType.STEP_SKIPPED, {"reason": why_not}, now)
        return
    more: dict[str, Any] = {}
    if why_not is not None:
        # Told in the digest only; the apology that would have gone with it is skipped.
        more = {"digest": True, "tell_requester": False, "reason": why_not}
    elif _belongs_in_digest(office.book, step, now):
        more = {"digest": True}
    _record(office, log, step, EventType.STEP_TAKEN, more, now)
    if step.action == "close":
        append(office, log, Change(EventType.CLOSED, {"reason": "reopening_over"}, CLOCK, now))
    elif step.action == "escalate_provider":
        _escalate(office, log, now)


def _tender_day(office: Office, log: TicketLog, step: DueStep, now: datetime) -> None:
    """A deadline known for days is near: the claim is judged as if it were made this morning."""
    claim = claim_now(office.book, log.ticket, now)
    if claim is None:
        late = {"reason": "batas waktu tender sudah lewat sebelum langkah ini dijalankan"}
        _record(office, log, step, EventType.STEP_SKIPPED, late, now)
        return
    _record(office, log, step, EventType.STEP_TAKEN, {}, now)
    data = {"fields": [TENDER_DAY], **claim_data(claim)}
    append(office, log, Change(EventType.DETAILS_ADDED, data, CLOCK, now))


def _why_not(ticket: Ticket, step: DueStep) -> str | None:
    """Why a step that runs late has lost its sense, or None."""
    if not step.still_running:
        return "jam sudah berhenti sebelum langkah ini dijalankan"
    if step.action == "escalate_provider" and ticket.relay_state == RelayState.ACCEPTED:
        return "sudah diterima LKPP/Telkom sebelum langkah ini dijalankan"
    return None


def _belongs_in_digest(book: Rulebook, step: DueStep, now: datetime) -> bool:
    """After an outage of more than a working day officers read one digest, not 200 mails.

    What the same step tells LKPP or Telkom still goes to them by itself.
    """
    return bool(step.recipients) and book.calendar.shift(step.due_at, 1) < now


def _record(
    office: Office, log: TicketLog, step: DueStep, kind: EventType, more: dict[str, Any],
    now: datetime,
) -> None:
    data = {
        "step": step.code, "clock": step.clock, "cycle": step.cycle, "level": step.level,
        "action": step.action, "template": step.template, "recipients": list(step.recipients),
        "tell_requester": step.tell_requester, "due_at": step.due_at.isoformat(),
        "done_at": now.isoformat(), **more,
    }
    if step.mail_only:
        data["mail_only"] = True
    told = kind is EventType.STEP_TAKEN and data["tell_requester"]
    append(office, log, Change(
        kind, data, CLOCK, now, visibility=Visibility.PUBLIC if told else Visibility.OFFICERS,
        key=step.key(log.ticket.id),
    ))


def _escalate(office: Office, log: TicketLog, now: datetime) -> None:
    """Escalation to LKPP or Telkom: by mail where a mailbox is agreed, else made ready to file.

    The dossier goes as far as the data go; the omission stays the bureau's until accepted.
    """
    ticket = log.ticket
    if ticket.relay_state in (RelayState.FILED, RelayState.ACCEPTED) or ticket.sealed:
        return
    provider = Authority(ticket.authority) if ticket.authority else Authority.LKPP
    if provider not in PROVIDERS:
        provider = Authority.LKPP
    missing = list(proof_missing(office.book, ticket))
    data: dict[str, Any] = {
        "provider": provider.value, "missing": missing, "file_by": _file_by(office.book, now)
    }
    append(office, log, Change(EventType.RELAY_READY, data, CLOCK, now))
    if provider_mailbox(office.book, provider):
        append(office, log, Change(
            EventType.FORWARDED, _by_mail(ticket, provider, missing), CLOCK, now
        ))


def _by_mail(ticket: Ticket, provider: Authority, missing: Sequence[str]) -> dict[str, Any]:
    """Nobody chooses files for the clock: all of the requester's that may go, go."""
    return {
        "provider": provider.value, "missing": list(missing), "channel": "email",
        "override": bool(missing), "completeness": None,
        "attachments": [file.id for file in forwardable(ticket)],
    }


def _file_by(book: Rulebook, now: datetime) -> str:
    """Until when an officer files what the scheduler escalated (section 5: one working day)."""
    due = deadline(book.calendar, now, book.limits.filing_task.limit).at
    assert due is not None
    return due.isoformat()
