"""How much came within the last minute, of a chat and in all, asked of indexes alone."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from helpdesk.db import UtcDateTime, db
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
    spell = {"lane": lane, "since": now - WINDOW, "until": now + WINDOW}
    found = db.session.execute(_counts(max(caps.chat_minute, MOST_HELD)), spell).one()
    return Lately(**found._mapping)


@cache
def _counts(most: int) -> sa.Executable:
    """Made once: building it for each arrival took longer than asking."""
    row = sa.union_all(*(_newest(state, most) for state in STATES)).subquery()
    # A clock may be set back, so the minute to come is looked at too.
    recent = row.c.received_at.between(_instant("since"), _instant("until"))
    is_held, is_left = row.c.state == "held", row.c.error == OVER

    def count(name: str, condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
        return sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0).label(name)

    return sa.select(
        count("chat", recent), count("held", is_held),
        count("over", recent & (is_held | is_left)),
        count("parked", recent & is_left & (row.c.state == "parked")),
    )


def _instant(name: str) -> sa.BindParameter[datetime]:
    return sa.bindparam(name, type_=UtcDateTime)


def _newest(state: str, most: int) -> sa.Select[Any]:
    rows = sa.select(InboxItem.state, InboxItem.error, InboxItem.received_at).where(
        InboxItem.state == state, InboxItem.lane == sa.bindparam("lane")
    )
    return sa.select(rows.order_by(InboxItem.id.desc()).limit(most).subquery())
