"""Replies kept for use again: written, changed with their history, put away."""

from datetime import datetime

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.domain.placeholders import check_placeholders
from helpdesk.domain.roles import Action, Actor, Role, authorize
from helpdesk.errors import InvalidInput, NotFound
from helpdesk.models import CannedReply, CannedReplyVersion
from helpdesk.usecases.messages import titled

LONGEST_TITLE, LONGEST = 80, 4_000
MOST = 200  # of one officer; among more, nobody finds one


@use_case
def write_canned(
    reply_id: int | None, title: str, body: str, *, shared: bool, actor: Actor, now: datetime
) -> CannedReply:
    """Keep a reply, or with `reply_id` a new wording of one that the actor may change.

    Raises `InvalidInput` for a word in braces that means nothing, `NotFound`.
    """
    authorize(actor, Action.REPLY)
    assert actor.id is not None
    kept_title, kept_body = _checked(title, body)
    if reply_id is None:
        _check_room(actor)
        row = CannedReply(officer_id=actor.id, title="", body="", shared=shared, changed_at=now)
        db.session.add(row)
    else:
        row = _changeable(reply_id, actor)
    row.title, row.body, row.shared, row.changed_at = kept_title, kept_body, shared, now
    db.session.flush()
    db.session.add(CannedReplyVersion(
        reply_id=row.id, officer_id=actor.id, title=kept_title, body=kept_body, at=now
    ))
    return row


@use_case
def put_away_canned(reply_id: int, *, actor: Actor, now: datetime) -> None:
    """Offer it no longer; its history stays."""
    authorize(actor, Action.REPLY)
    _changeable(reply_id, actor).archived_at = now


def _checked(title: str, body: str) -> tuple[str, str]:
    kept, text = titled(title, body, longest_title=LONGEST_TITLE, longest=LONGEST)
    check_placeholders(text, field="body")
    return kept, text


def _check_room(actor: Actor) -> None:
    own = sa.select(sa.func.count(CannedReply.id)).where(
        CannedReply.officer_id == actor.id, CannedReply.archived_at.is_(None)
    )
    if (db.session.scalar(own) or 0) >= MOST:
        raise InvalidInput(title=f"Paling banyak {MOST} balasan. Arsipkan dahulu yang lama.")


def _changeable(reply_id: int, actor: Actor) -> CannedReply:
    """One's own; a shared one also by a head. Another's own is not known to exist."""
    row = db.session.get(CannedReply, reply_id, with_for_update=True)
    head = bool(actor.roles & {Role.UNIT_HEAD, Role.BUREAU_HEAD})
    if row is None or row.archived_at is not None:
        raise NotFound("Balasan itu tidak ada.")
    if row.officer_id != actor.id and not (row.shared and head):
        raise NotFound("Balasan itu tidak ada.")
    return row
