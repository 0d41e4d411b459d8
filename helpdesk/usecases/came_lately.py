"""How much came within the last minute, of a chat and in all, asked of indexes alone."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.caps import MOST_HELD, WINDOW, Caps, Lately
from helpdesk.models import InboxItem

OVER = "melebihi batas"  # the error of an arrival that came on top of what is read
STATES = ("new", "done", "held", "parked")


def came_lately(lanes: Iterable[str], caps: Caps, now: datetime) -> dict[str, Lately]:
    """For each lane; nothing is asked, and nothing is capped, without caps."""
    if not (caps.chat_minute or caps.all_minute):
        return {}
    overall = _in_all(caps.all_minute, now)
    return {lane: replace(_of_lane(lane, caps, now), all=overall) for lane in lanes}


def _in_all(cap: int, now: datetime) -> int:
    """`cap` when the arrival that many rows back is of the last minute, else less.

    Numbers rise with arrivals, so this is two look-ups; a gap among them only lets more through.
    """
    newest = db.session.scalar(sa.select(sa.func.max(InboxItem.id))) or 0
    before = sa.select(InboxItem.received_at).where(InboxItem.id <= newest - cap + 1)
    then = db.session.scalar(before.order_by(InboxItem.id.desc()).limit(1))
    return cap if then is not None and now - WINDOW < then < now + WINDOW else 0


def _of_lane(lane: str, caps: Caps, now: datetime) -> Lately:
    """The newest rows of each state, as many as decide: how many of them are of the last minute."""
    most = max(caps.chat_minute, MOST_HELD)
    row = sa.union_all(*(_newest(lane, state, most) for state in STATES)).subquery()
    recent = row.c.received_at.between(now - WINDOW, now + WINDOW)  # a clock may be set back
    is_held, is_left = row.c.state == "held", row.c.error == OVER

    def count(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
        return sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0)

    chat, held, over, parked = db.session.execute(sa.select(
        count(recent), count(is_held), count(recent & (is_held | is_left)),
        count(recent & is_left & (row.c.state == "parked")),
    )).one()
    return Lately(chat=chat, held=held, over=over, parked=parked)


def _newest(lane: str, state: str, most: int) -> sa.Select[Any]:
    rows = sa.select(InboxItem.state, InboxItem.error, InboxItem.received_at).where(
        InboxItem.state == state, InboxItem.lane == lane
    )
    return sa.select(rows.order_by(InboxItem.id.desc()).limit(most).subquery())
