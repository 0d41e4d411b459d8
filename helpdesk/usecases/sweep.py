"""What the passing of time does: the ladder's steps, reminders, closing; each exactly once.

A missed run does not matter: every step due up to now is found from the ticket's events, and the
unique key (ticket, clock, cycle, step) keeps two sweepers from taking it twice.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from helpdesk.db import db, use_case
from helpdesk.domain.escalation import DueStep
from helpdesk.domain.events import Event, EventType, Visibility
from helpdesk.domain.projection import stand
from helpdesk.domain.roles import CLOCK
from helpdesk.domain.ticket import PROVIDERS, Authority, RelayState
from helpdesk.domain.working_time import deadline
from helpdesk.errors import HelpdeskError
from helpdesk.models import Ticket
from helpdesk.usecases.audience import provider_mailbox
from helpdesk.usecases.forward import proof_missing
from helpdesk.usecases.loading import load_ticket
from helpdesk.usecases.recording import Change, event_rows, record, refresh
from helpdesk.usecases.rulebook import Rulebook
from helpdesk.usecases.schedule import open_steps

log = logging.getLogger(__name__)


def sweep(book: Rulebook, now: datetime) -> int:
    """Take every step that is due in every ticket; the number of steps taken.

    One transaction a ticket, so that one bad ticket stops no other and no lock is held for long.
    """
    taken = 0
    for number in due_tickets(now):
        try:
            taken += sweep_ticket(book, number, now)
        except IntegrityError:
            continue  # another sweeper took the step a moment ago
        except HelpdeskError:
            log.exception("Tiket %s tidak dapat disapu", number)
    return taken


def due_tickets(now: datetime) -> list[str]:
    """Numbers of the tickets to look at, the longest due first."""
    query = sa.select(Ticket.number).where(Ticket.next_check_at <= now)
    numbers = list(db.session.scalars(query.order_by(Ticket.next_check_at, Ticket.id)))
    db.session.rollback()
    return numbers


@use_case
def sweep_ticket(book: Rulebook, number: str, now: datetime) -> int:
    """Take the due steps of one ticket, in the order in which they fell due."""
    ticket = load_ticket(number)
    taken = 0
    while (step := _next(book, ticket, now)) is not None:
        _take(book, ticket, step, now)
        taken += 1
    return taken


def _next(book: Rulebook, ticket: Ticket, now: datetime) -> DueStep | None:
    """The first step due now, found anew after each one, as a step can change the standing."""
    history = _history(ticket)
    clocks = refresh(book, ticket, history, now)
    steps = open_steps(book, stand(history), history, clocks, now)
    due = [step for step in steps if step.is_due(now)]
    db.session.flush()
    return min(due, key=lambda s: (s.due_at, s.level, s.code), default=None)


def _history(ticket: Ticket) -> Sequence[Event]:
    return [row.as_event() for row in event_rows(ticket.id)]


def _take(book: Rulebook, ticket: Ticket, step: DueStep, now: datetime) -> None:
    why_not = _why_not(ticket, step)
    if why_not is not None and step.leaves_the_bureau:
        _skip(book, ticket, step, now, why_not)
        return
    data = _data(step, now)
    if why_not is not None:
        # Told in the digest only; the apology that would have gone with it is skipped.
        data |= {"digest": True, "tell_requester": False, "reason": why_not}
    public = Visibility.PUBLIC if data["tell_requester"] else Visibility.OFFICERS
    record(book, ticket, Change(
        EventType.STEP_TAKEN, data, CLOCK, now, visibility=public, key=step.key(ticket.id)
    ))
    if step.action == "close":
        record(book, ticket, Change(EventType.CLOSED, {"reason": "reopening_over"}, CLOCK, now))
    elif step.action == "escalate_provider":
        _escalate(book, ticket, now)


def _why_not(ticket: Ticket, step: DueStep) -> str | None:
    """Why a step that runs late has lost its sense, or None."""
    if not step.still_running:
        return "jam sudah berhenti sebelum langkah ini dijalankan"
    if step.action == "escalate_provider" and ticket.relay_state == RelayState.ACCEPTED:
        return "sudah diterima LKPP/Telkom sebelum langkah ini dijalankan"
    return None


def _skip(book: Rulebook, ticket: Ticket, step: DueStep, now: datetime, why: str) -> None:
    """Run late after the clock stopped: nothing goes out any more, but it stays on record."""
    data = {**_data(step, now), "reason": why}
    record(book, ticket, Change(
        EventType.STEP_SKIPPED, data, CLOCK, now, visibility=Visibility.OFFICERS,
        key=step.key(ticket.id),
    ))


def _data(step: DueStep, now: datetime) -> dict[str, Any]:
    return {
        "step": step.code, "clock": step.clock, "cycle": step.cycle, "level": step.level,
        "action": step.action, "template": step.template, "recipients": list(step.recipients),
        "tell_requester": step.tell_requester, "due_at": step.due_at.isoformat(),
        "done_at": now.isoformat(),
    }


def _escalate(book: Rulebook, ticket: Ticket, now: datetime) -> None:
    """Escalation to LKPP or Telkom: by mail where a mailbox is agreed, else made ready to file.

    The dossier goes as far as the data go; the omission stays the bureau's until accepted.
    """
    if ticket.relay_state in (RelayState.FILED, RelayState.ACCEPTED) or ticket.sealed:
        return
    provider = Authority(ticket.authority) if ticket.authority else Authority.LKPP
    if provider not in PROVIDERS:
        provider = Authority.LKPP
    missing = list(proof_missing(ticket))
    data: dict[str, Any] = {
        "provider": provider.value, "missing": missing, "file_by": _file_by(book, now)
    }
    record(book, ticket, Change(EventType.RELAY_READY, data, CLOCK, now))
    if provider_mailbox(book, provider):
        record(book, ticket, Change(
            EventType.FORWARDED,
            {"provider": provider.value, "missing": missing, "channel": "email",
             "override": bool(missing), "completeness": None},
            CLOCK, now,
        ))


def _file_by(book: Rulebook, now: datetime) -> str:
    """Until when an officer files what the scheduler escalated (section 5: one working day)."""
    due = deadline(book.calendar, now, book.limits.filing_task.limit).at
    assert due is not None
    return due.isoformat()
