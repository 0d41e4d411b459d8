"""What officers are writing, kept so that a lost session or machine loses no word."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.domain.plain_text import clean
from helpdesk.domain.roles import Action, Actor, authorize
from helpdesk.models import ReplyDraft, Ticket
from helpdesk.usecases.loading import load_ticket

KEPT = timedelta(days=14)


@use_case
def keep_draft(number: str, text: str, *, internal: bool, actor: Actor, now: datetime) -> None:
    """Keep the words as they stand; empty ones let the draft go. No event: nothing was said yet."""
    ticket = load_ticket(number)
    authorize(actor, Action.NOTE, ticket.access)
    assert actor.id is not None
    if not text.strip():
        _drop(ticket.id, actor.id)
        return
    row = db.session.get(ReplyDraft, (actor.id, ticket.id))
    if row is None:
        row = ReplyDraft(officer_id=actor.id, ticket_id=ticket.id, body="", at=now)
        db.session.add(row)
    row.body, row.internal, row.at = clean(text), internal, now


@use_case
def drop_draft(number: str, *, actor: Actor) -> None:
    """Let it go once it was sent."""
    ticket_id = db.session.scalar(sa.select(Ticket.id).where(Ticket.number == number))
    if ticket_id is not None and actor.id is not None:
        _drop(ticket_id, actor.id)


@use_case
def forget_drafts(now: datetime) -> int:
    """Delete those nobody came back to; how many."""
    old = sa.delete(ReplyDraft).where(ReplyDraft.at < now - KEPT)
    return db.session.execute(old).rowcount  # type: ignore[attr-defined, no-any-return]


def _drop(ticket_id: int, officer_id: int) -> None:
    db.session.execute(sa.delete(ReplyDraft).where(
        ReplyDraft.ticket_id == ticket_id, ReplyDraft.officer_id == officer_id
    ))
