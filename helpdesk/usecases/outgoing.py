"""Outbox rows on their way out by a chat service: claimed, sent in parts, put back, buried."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from helpdesk.db import begin_reading, db, use_case
from helpdesk.models import Contact, Conversation, OutboxItem
from helpdesk.usecases import officer_chats

CLAIM = timedelta(seconds=30)  # longer than any one call to the service may take
UNSENT = ("pending", "sending", "failed")


def heads_of(channel: str, now: datetime) -> Sequence[tuple[int, str]]:
    """(row, recipient): of each recipient the first row due, if no process is sending it now."""
    begin_reading()
    due = (
        OutboxItem.channel == channel, OutboxItem.state.in_(UNSENT), OutboxItem.not_before <= now
    )
    first = sa.select(sa.func.min(OutboxItem.id)).where(*due).group_by(OutboxItem.recipient)
    query = sa.select(OutboxItem.id, OutboxItem.recipient).where(
        OutboxItem.id.in_(first), _claimable(now)
    )
    return [(row, to) for row, to in db.session.execute(query.order_by(OutboxItem.id))]


def _claimable(now: datetime) -> sa.ColumnElement[bool]:
    """Not claimed, or the claim is over; one far ahead comes from a clock that was set back."""
    return sa.or_(
        OutboxItem.state != "sending", OutboxItem.claimed_until.is_(None),
        OutboxItem.claimed_until <= now, OutboxItem.claimed_until > now + CLAIM,
    )


@use_case
def claim(rows: Sequence[int], *, now: datetime) -> list[OutboxItem]:
    """Those of `rows` that no other process took meanwhile; ours for 30 seconds."""
    update = sa.update(OutboxItem).where(
        OutboxItem.id.in_(rows), OutboxItem.state.in_(UNSENT), _claimable(now),
        OutboxItem.channel != "email",  # an officer's notice that went over to their mailbox
    ).values(state="sending", claimed_until=now + CLAIM)
    mine = db.session.scalars(
        update.returning(OutboxItem),
        execution_options={"synchronize_session": False, "populate_existing": True},
    )
    return sorted(mine, key=lambda item: item.id)


def _execute(statement: sa.Update) -> int:
    done = db.session.execute(statement, execution_options={"synchronize_session": False})
    return int(done.rowcount)  # type: ignore[attr-defined]


@use_case
def keep_offered(row: int, values: Sequence[str]) -> None:
    """Put on record what a row's buttons do, before it leaves: a press names them by keys only."""
    item = db.session.get_one(OutboxItem, row)
    item.data = {**item.data, "offered": [*item.data.get("offered", ()), *values]}


@use_case
def keep_part(row: int, part: str, *, now: datetime) -> None:
    """Note that a part of a long message has gone, so that a repeat begins after it."""
    item = db.session.get_one(OutboxItem, row)
    item.claimed_until = now + CLAIM
    item.data = {**item.data, "parts": [*item.data.get("parts", ()), part]}


@use_case
def mark_sent(row: int, external_id: str, *, now: datetime) -> None:
    """The service has taken it under `external_id`."""
    _execute(sa.update(OutboxItem).where(OutboxItem.id == row).values(
        state="sent", sent_at=now, external_id=external_id, claimed_until=None, error=None
    ))
    # A code that was in it is forgotten: it is only stored hashed.
    _execute(sa.update(OutboxItem).where(
        OutboxItem.id == row, OutboxItem.template == "access_code"
    ).values(data={}))


@use_case
def put_back(row: int, error: str, *, counts: bool) -> int:
    """Try again later; the number of tries that count so far."""
    _execute(sa.update(OutboxItem).where(OutboxItem.id == row).values(
        state="failed", claimed_until=None, error=error,
        attempts=OutboxItem.attempts + (1 if counts else 0),
    ))
    return db.session.scalar(sa.select(OutboxItem.attempts).filter_by(id=row)) or 0


@use_case
def bury(row: int, error: str) -> None:
    """It cannot be sent; an administrator sees it with the reason.

    An officer's notice may have gone over to their mailbox meanwhile; that one lives.
    """
    _execute(sa.update(OutboxItem).where(
        OutboxItem.id == row, OutboxItem.channel != "email"
    ).values(
        state="dead", claimed_until=None, error=error
    ))


@use_case
def skip(row: int, reason: str) -> None:
    """What it would have said is no longer so, or no longer theirs to read."""
    _execute(sa.update(OutboxItem).where(OutboxItem.id == row).values(
        state="skipped", claimed_until=None, error=reason
    ))


@use_case
def set_reachable(channel: str, address: str, reachable: bool) -> None:
    """Whether an address can be written to: blocked or deleted, or back again."""
    db.session.execute(
        sa.update(Contact).where(Contact.channel == channel, Contact.address == address)
        .values(usable=reachable)
    )
    if channel == officer_chats.CHANNEL:
        officer_chats.mark_chat(address, reachable)


@use_case
def move_address(channel: str, old: str, new: str) -> None:
    """A chat has a new id: what is still to be sent, and its conversation, go there."""
    _execute(sa.update(OutboxItem).where(
        OutboxItem.channel == channel, OutboxItem.recipient == old, OutboxItem.state.in_(UNSENT)
    ).values(recipient=new))
    _execute(sa.update(Contact).where(
        Contact.channel == channel, Contact.address == old
    ).values(address=new))
    taken = sa.select(Conversation.id).filter_by(skin=channel, address=new)
    if db.session.scalar(taken) is None:
        _execute(sa.update(Conversation).where(
            Conversation.skin == channel, Conversation.address == old
        ).values(address=new))
