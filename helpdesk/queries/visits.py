"""Who waits at the counter."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.models import Officer, Visit


def waiting_guests(day: date) -> Sequence[tuple[Visit, str | None]]:
    """Today's visitors who are not done, in their turn, with the officer who called them."""
    query = (
        sa.select(Visit, Officer.name).outerjoin(Officer, Officer.id == Visit.officer_id)
        .where(Visit.day == day, Visit.ended_at.is_(None)).order_by(Visit.turn)
    )
    return [(visit, name) for visit, name in db.session.execute(query)]


def ahead_of(visit: Visit) -> int:
    """How many came before and are still waiting."""
    query = sa.select(sa.func.count()).select_from(Visit).where(
        Visit.day == visit.day, Visit.ended_at.is_(None), Visit.called_at.is_(None),
        Visit.turn < visit.turn,
    )
    return db.session.scalar(query) or 0


def visit_of(day: date, turn: int) -> Visit | None:
    """A visit by its turn."""
    return db.session.scalars(sa.select(Visit).filter_by(day=day, turn=turn)).one_or_none()


def guest(visit_id: int) -> Visit | None:
    """A visit that is not done."""
    visit = db.session.get(Visit, visit_id)
    return visit if visit is not None and visit.ended_at is None else None


def came_and_served(day: date) -> tuple[int, int]:
    """How many came that day, and how many were served."""
    served = sa.func.count().filter(Visit.outcome == "served")
    row = db.session.execute(sa.select(sa.func.count(), served).where(Visit.day == day)).one()
    return int(row[0]), int(row[1])
