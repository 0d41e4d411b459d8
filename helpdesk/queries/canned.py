"""Replies kept for use again, and one's own draft on a ticket."""

from collections.abc import Sequence

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.roles import Actor
from helpdesk.errors import NotFound
from helpdesk.models import CannedReply, CannedReplyVersion, ReplyDraft

MOST = 500


def canned_replies(actor: Actor) -> Sequence[CannedReply]:
    """What the actor may use: their own and the shared ones, by title."""
    mine = CannedReply.officer_id == actor.id
    query = sa.select(CannedReply).where(
        CannedReply.archived_at.is_(None), sa.or_(mine, CannedReply.shared.is_(True))
    )
    return db.session.scalars(query.order_by(CannedReply.title, CannedReply.id).limit(MOST)).all()


def canned_reply(reply_id: int, actor: Actor) -> CannedReply:
    """One of them. Raises `NotFound`."""
    row = db.session.get(CannedReply, reply_id)
    if row is None or row.archived_at is not None or not (
        row.shared or row.officer_id == actor.id
    ):
        raise NotFound("Balasan itu tidak ada.")
    return row


def wordings(reply_id: int) -> Sequence[CannedReplyVersion]:
    """Its wordings, the newest first."""
    query = sa.select(CannedReplyVersion).where(CannedReplyVersion.reply_id == reply_id)
    return db.session.scalars(query.order_by(CannedReplyVersion.id.desc()).limit(50)).all()


def draft_of(ticket_id: int, actor: Actor) -> ReplyDraft | None:
    """What the actor was writing there."""
    return db.session.get(ReplyDraft, (actor.id, ticket_id)) if actor.id is not None else None
