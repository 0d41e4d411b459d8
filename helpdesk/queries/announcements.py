"""Announcements: what stands now, what stood, for the public and for officers."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.errors import NotFound
from helpdesk.models import Announcement

ON_FRONT, MOST = 3, 100


def standing(now: datetime, most: int = MOST) -> Sequence[Announcement]:
    """Those not withdrawn and not ended, the newest first."""
    query = sa.select(Announcement).where(
        Announcement.withdrawn_at.is_(None),
        sa.or_(Announcement.ends_at.is_(None), Announcement.ends_at > now),
    )
    newest = query.order_by(Announcement.published_at.desc(), Announcement.id.desc())
    return db.session.scalars(newest.limit(most)).all()


def public_announcement(announcement_id: int) -> Announcement:
    """One that was not withdrawn; an ended one stays readable. Raises `NotFound`."""
    row = db.session.get(Announcement, announcement_id)
    if row is None or row.withdrawn_at is not None:
        raise NotFound
    return row


def every_announcement() -> Sequence[Announcement]:
    """All of them, withdrawn ones too, for officers."""
    query = sa.select(Announcement).order_by(Announcement.id.desc()).limit(MOST)
    return db.session.scalars(query).all()
