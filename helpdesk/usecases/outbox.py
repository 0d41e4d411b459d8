"""Outbox rows on their way out by the worker: claimed, marked, put off, buried, tried again.

Chat services have an order to keep and parts to send: theirs are in `outgoing.py`.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.models import ChatLine, Conversation, OutboxItem, Setting
from helpdesk.usecases.audience import PROVIDER_MAIL_CONFIRMED
from helpdesk.usecases.outgoing import CLAIM

WAITING = ("pending", "failed")
# 1, 2, 4 … 64 minutes, then every two hours: three days in all.
LONGEST_PAUSE = timedelta(hours=2)
MOST_ATTEMPTS = 44
LONGEST_ERROR = 300


@use_case
def claim(channels: Sequence[str], *, now: datetime) -> OutboxItem | None:
    """The next row due, ours for 30 seconds; None when nothing is due or others have it all.

    One row at a time: a batch would outlive its claim while the first of it is being sent.
    """
    _return_lost(channels, now)
    due = sa.select(OutboxItem).where(
        OutboxItem.channel.in_(channels), OutboxItem.state.in_(WAITING),
        OutboxItem.not_before <= now,
    )
    first = due.order_by(OutboxItem.not_before, OutboxItem.id).limit(1)
    query = first.with_for_update(skip_locked=True).execution_options(populate_existing=True)
    item = db.session.scalars(query).one_or_none()
    if item is None or not _take(item, now):
        return None
    return item


def _take(item: OutboxItem, now: datetime) -> bool:
    """The conditional update that only one claimer wins, on any database."""
    update = sa.update(OutboxItem).where(
        OutboxItem.id == item.id, OutboxItem.state == item.state,
        OutboxItem.attempts == item.attempts,
    )
    won = _execute(update.values(
        state="sending", claimed_until=now + CLAIM, attempts=OutboxItem.attempts + 1
    ))
    db.session.refresh(item)
    return won == 1


def _return_lost(channels: Sequence[str], now: datetime) -> None:
    """Rows whose claimer died go back, a little later, so that a deadly row lets others pass.

    A claim that ends far ahead comes from a clock that was set back.
    """
    lost = db.session.scalars(
        sa.select(OutboxItem).where(
            OutboxItem.channel.in_(channels), OutboxItem.state == "sending",
            sa.or_(OutboxItem.claimed_until <= now, OutboxItem.claimed_until > now + CLAIM),
        ).with_for_update(skip_locked=True)
    ).all()
    for item in lost:
        item.state, item.claimed_until = "pending", None
        item.not_before = now if item.attempts < 2 else now + pause_after(item.attempts)
        item.error = "Pengirim berhenti di tengah jalan."
    db.session.flush()


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts."""
    return min(timedelta(minutes=2 ** min(attempts - 1, 10)), LONGEST_PAUSE)


@use_case
def mark_sent(row: int, *, now: datetime, external_id: str | None = None) -> None:
    """It has gone. A code that was in it is forgotten: it is only stored hashed."""
    _finish(row, "sent", sent_at=now, external_id=external_id, error=None, data={})


@use_case
def mark_failed(row: int, attempt: int, error: str, *, now: datetime) -> None:
    """Try again later, for three days; `attempt` keeps a late answer from undoing a newer claim."""
    if attempt >= MOST_ATTEMPTS:
        mark_dead(row, f"Tiga hari dicoba. {error}")
        return
    _execute(sa.update(OutboxItem).where(
        OutboxItem.id == row, OutboxItem.state == "sending", OutboxItem.attempts == attempt
    ).values(
        state="failed", claimed_until=None, error=error[:LONGEST_ERROR],
        not_before=now + pause_after(attempt),
    ))


@use_case
def mark_dead(row: int, error: str) -> None:
    """It cannot be sent as it is; an administrator sees it with the reason and may retry."""
    _finish(row, "dead", error=error[:LONGEST_ERROR])


@use_case
def mark_skipped(row: int, reason: str) -> None:
    """What it would have said is no longer so; nobody needs to look."""
    _finish(row, "skipped", error=reason[:LONGEST_ERROR])


@use_case
def put_off(row: int, until: datetime, reason: str) -> None:
    """Wait without counting it as an attempt."""
    _execute(sa.update(OutboxItem).where(OutboxItem.id == row).values(
        state="pending", claimed_until=None, not_before=until, error=reason[:LONGEST_ERROR],
        attempts=OutboxItem.attempts - 1,
    ))


@use_case
def show_in_chat(
    row: int, conversation_id: int, side: str, text: str, buttons: Sequence[Any], *, now: datetime
) -> bool:
    """Write the line of a web chat and mark the row, both or neither; once, whoever repeats it.

    False when there is no such conversation.
    """
    if db.session.get(Conversation, conversation_id) is None:
        return False
    item = db.session.get_one(OutboxItem, row)
    if db.session.scalar(sa.select(ChatLine.id).filter_by(outbox_id=row)) is None:
        db.session.add(ChatLine(
            conversation_id=conversation_id, side=side, text=text,
            buttons=[[list(button) for button in line] for line in buttons],
            ticket_id=item.ticket_id, outbox_id=row, at=now,
        ))
        db.session.flush()
    mark_sent(row, now=now)
    return True


def provider_mail_allowed() -> bool:
    """Whether an administrator has confirmed mailing LKPP and Telkom (looked at when sending)."""
    return db.session.get(Setting, PROVIDER_MAIL_CONFIRMED) is not None


def _finish(row: int, state: str, **values: Any) -> None:
    _execute(sa.update(OutboxItem).where(OutboxItem.id == row).values(
        state=state, claimed_until=None, **values
    ))


def _execute(statement: sa.Update) -> int:
    done = db.session.execute(statement, execution_options={"synchronize_session": False})
    return int(done.rowcount)  # type: ignore[attr-defined]
