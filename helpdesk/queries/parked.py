"""Arrivals that were not read: given up after several tries, left over a limit, or held back."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.models import InboxItem

MOST = 50


@dataclass(frozen=True)
class Parked:
    """The oldest that wait for a person, how many there are, and how many wait for room."""

    items: Sequence[InboxItem]
    count: int
    held: int


def parked_arrivals() -> Parked:
    """Asked by state alone, which is indexed."""
    query = sa.select(InboxItem).filter_by(state="parked").order_by(InboxItem.id).limit(MOST)
    return Parked(db.session.scalars(query).all(), _count("parked"), _count("held"))


def _count(state: str) -> int:
    return db.session.scalar(sa.select(sa.func.count(InboxItem.id)).filter_by(state=state)) or 0
