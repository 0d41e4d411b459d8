"""An officer's own reminders that stand, and what the first screen says of today."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.roles import Actor
from helpdesk.models import Duty, Officer, Reminder, Ticket
from helpdesk.queries.inbox import visible


def reminders_of(actor: Actor) -> Sequence[Reminder]:
    """The earliest first; of tickets the officer may still see."""
    query = sa.select(Reminder).join(Reminder.ticket).where(*_own(actor))
    options = sa.orm.contains_eager(Reminder.ticket)
    query = query.options(options).order_by(Reminder.at, Reminder.id)
    return db.session.scalars(query).unique().all()


def today_for(actor: Actor, day: date, now: datetime) -> tuple[int, list[str]]:
    """How many of the officer's reminders have come, and who is on duty on the local `day`.

    One question, as the first screen has no more to spare.
    """
    rows: Any = db.session.execute(_today(actor), {"today": day, "now": now}).all()
    return sum(row[0] for row in rows), sorted(row[1] for row in rows if row[1] is not None)


@lru_cache(maxsize=500)
def _today(actor: Actor) -> sa.CompoundSelect[int, str | None]:
    """Both as one question, made once for an officer."""
    come = sa.select(sa.func.count(), sa.null()).select_from(Reminder).join(Ticket).where(
        *_own(actor), Reminder.at <= sa.bindparam("now")
    )
    names = sa.select(sa.literal(0), Officer.name).join(Duty, Duty.officer_id == Officer.id).where(
        Duty.day == sa.bindparam("today"), Officer.active.is_(True)
    )
    return sa.union_all(come, names)


def _own(actor: Actor) -> tuple[sa.ColumnElement[bool], ...]:
    return (Reminder.officer_id == actor.id, Reminder.ended_at.is_(None), visible(actor))
