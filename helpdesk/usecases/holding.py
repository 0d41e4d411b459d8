"""What was held back because it came too fast, let in as soon as there is room."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.domain.caps import MOST_HELD, WINDOW, Caps
from helpdesk.models import InboxItem

ROOM = 500  # arrivals waiting to be taken, above which what is held stays held


@use_case
def release_held(lanes: Sequence[str], *, now: datetime, caps: Caps) -> int:
    """Let in what there is room for, of each chat in the order it was written; how many."""
    waiting = sa.select(InboxItem.id).where(InboxItem.state == "new").limit(ROOM).subquery()
    room = ROOM - (db.session.scalar(sa.select(sa.func.count()).select_from(waiting)) or 0)
    released = 0
    for lane in lanes:
        most = min(room - released, _room_in(lane, caps, now))
        if most > 0:
            released += _let_in(lane, most)
    return released


def _room_in(lane: str, caps: Caps, now: datetime) -> int:
    if not caps.chat_minute:
        return MOST_HELD
    done = sa.select(InboxItem.done_at).where(
        InboxItem.state == "done", InboxItem.lane == lane, InboxItem.error.is_(None)
    ).order_by(InboxItem.id.desc()).limit(caps.chat_minute).subquery()
    lately = sa.select(sa.func.count()).select_from(done).where(
        done.c.done_at.between(now - WINDOW, now + WINDOW)
    )
    waiting = sa.select(sa.func.count(InboxItem.id)).where(
        InboxItem.state == "new", InboxItem.lane == lane
    )
    return caps.chat_minute - sum(db.session.scalar(each) or 0 for each in (lately, waiting))


def _let_in(lane: str, most: int) -> int:
    held = sa.select(InboxItem).where(InboxItem.state == "held", InboxItem.lane == lane)
    items = db.session.scalars(held.with_for_update()).all()
    first = sorted(items, key=lambda item: (item.payload.get("update_id", 0), item.id))[:most]
    for item in first:
        item.state = "new"
    return len(first)
