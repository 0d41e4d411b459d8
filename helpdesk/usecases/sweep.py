"""What the passing of time does: the ladder's steps, reminders, closing; each exactly once.

A missed run does not matter: every step due up to now is found from the ticket's events, and the
unique key (ticket, clock, cycle, step) keeps two sweepers from taking it twice.
"""

import logging
import time
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from helpdesk.db import db, use_case
from helpdesk.domain.escalation import DueStep
from helpdesk.errors import StaleTicket
from helpdesk.models import Conversation, Requester, Ticket
from helpdesk.usecases.audience import Office, office_at
from helpdesk.usecases.ladder_steps import take_step
from helpdesk.usecases.moved_deadlines import follow_calendar
from helpdesk.usecases.recording import save
from helpdesk.usecases.rulebook import Rulebook
from helpdesk.usecases.schedule import reckon
from helpdesk.usecases.ticket_log import TicketLog, logs_of

BATCH = 50  # tickets a transaction: enough to be cheap, few enough for others to get in between
GIVE_WAY = 0.02  # seconds between batches: SQLite hands its lock to whoever asks, in no order
log = logging.getLogger(__name__)


def sweep(book: Rulebook, now: datetime) -> int:
    """Take every step that is due in every ticket; the number of steps taken."""
    due = due_tickets(now)
    taken = 0
    for start in range(0, len(due), BATCH):
        if start:
            time.sleep(GIVE_WAY)
        taken += _swept(book, due[start : start + BATCH], now)
    return taken


def due_tickets(now: datetime) -> Sequence[int]:
    """Ids of the tickets to look at, the longest due first."""
    query = sa.select(Ticket.id).where(Ticket.next_check_at <= now)
    ids = db.session.scalars(query.order_by(Ticket.next_check_at, Ticket.id)).all()
    db.session.rollback()
    return ids


def _swept(book: Rulebook, ids: Sequence[int], now: datetime) -> int:
    """A batch in one transaction; if it fails, its tickets one by one, so that the one whose data
    break a rule stops no other.
    """
    try:
        return sweep_batch(book, ids, now)
    except (IntegrityError, StaleTicket):
        if len(ids) == 1:
            return 0  # another process took the step, or saved a calendar, a moment ago
    except Exception:
        if len(ids) == 1:
            log.exception("ticket with id %s could not be swept", ids[0])
            return 0
    return sum(_swept(book, [id_], now) for id_ in ids)


@use_case
def sweep_batch(book: Rulebook, ids: Sequence[int], now: datetime) -> int:
    """Take the due steps of some tickets, of each in the order in which they fell due.

    What another sweeper has in hand just now is left to it.
    """
    logs = logs_of(_still_due(ids, now), days=False)
    office = office_at(book, now)
    with db.session.no_autoflush:  # what a step looks up was not written in this transaction
        taken = sum(_sweep_ticket(office, entry, now) for entry in logs)
    save(book, logs, now, lean=True)
    return taken


def _still_due(ids: Sequence[int], now: datetime) -> Sequence[Ticket]:
    query = (
        sa.select(Ticket).where(Ticket.id.in_(ids), Ticket.next_check_at <= now)
        .order_by(Ticket.next_check_at, Ticket.id)
        .options(selectinload(Ticket.requester).selectinload(Requester.contacts))
        .with_for_update(of=Ticket, skip_locked=True)
    )
    tickets = db.session.scalars(query.execution_options(populate_existing=True)).all()
    chats = [t.conversation_id for t in tickets if t.conversation_id is not None]
    if chats:  # into the session, where notices look for them
        db.session.scalars(sa.select(Conversation).where(Conversation.id.in_(chats))).all()
    return tickets


def _sweep_ticket(office: Office, entry: TicketLog, now: datetime) -> int:
    follow_calendar(office.book, entry, now)
    taken = 0
    steps = _due(office.book, entry, now)
    while steps:
        take_step(office, entry, steps.pop(0), now)
        taken += 1
        if entry.reckoning is None:  # the step moved the ticket: what is due is found anew
            steps = _due(office.book, entry, now)
    return taken


def _due(book: Rulebook, entry: TicketLog, now: datetime) -> list[DueStep]:
    steps = reckon(book, entry, now).steps
    return sorted((s for s in steps if s.is_due(now)), key=lambda s: (s.due_at, s.level, s.code))
