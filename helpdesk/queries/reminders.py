"""An officer's own reminders that stand, and what the first screen says of today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from helpdesk.db import UtcDateTime, db
from helpdesk.domain.roles import Actor
from helpdesk.models import Absence, Duty, Officer, Reminder, Ticket
from helpdesk.queries.inbox import visible

# The first of united questions says of which type the columns are.
_NO_DATES = (
    sa.cast(sa.null(), sa.Date), sa.cast(sa.null(), sa.Date),
    sa.type_coerce(sa.cast(sa.null(), sa.DateTime(timezone=True)), UtcDateTime),
)


def reminders_of(actor: Actor) -> Sequence[Reminder]:
    """The earliest first; of tickets the officer may still see."""
    query = sa.select(Reminder).join(Reminder.ticket).where(*_own(actor))
    options = sa.orm.contains_eager(Reminder.ticket)
    query = query.options(options).order_by(Reminder.at, Reminder.id)
    return db.session.scalars(query).unique().all()


@dataclass(frozen=True)
class Today:
    """What the first screen says of the day; `back`: first day, last day, instant of coming back.
    """

    come: int
    on_duty: list[str]
    back: tuple[date, date, datetime | None] | None


def today_for(
    actor: Actor, day: date, now: datetime, *, back_since: date | None = None
) -> Today:
    """How many of the officer's reminders have come, who is on duty on the local `day`, and the
    absence that ended last, not before `back_since`.

    One question, as the first screen has no more to spare.
    """
    rows: Any = db.session.execute(
        _today(actor), {"today": day, "now": now, "since": back_since or day}).all()
    back = max(((row[2], row[3], row[4]) for row in rows if row[2] is not None), default=None,
               key=lambda each: each[2].date() if each[2] else each[1])
    return Today(
        sum(row[0] for row in rows), sorted(row[1] for row in rows if row[1] is not None), back
    )


@lru_cache(maxsize=500)
def _today(actor: Actor) -> sa.CompoundSelect[Any]:
    """All as one question, made once for an officer."""
    come = sa.select(sa.func.count(), sa.null(), *_NO_DATES).select_from(Reminder).join(
        Ticket
    ).where(
        *_own(actor), Reminder.at <= sa.bindparam("now")
    )
    names = sa.select(sa.literal(0), Officer.name, *_NO_DATES).join(
        Duty, Duty.officer_id == Officer.id
    ).where(
        Duty.day == sa.bindparam("today"), Officer.active.is_(True)
    )
    # Called off on a later day than it began: they were away until then.
    back = sa.select(
        sa.literal(0), sa.null(), Absence.first, Absence.last, Absence.ended_at
    ).where(
        Absence.officer_id == actor.id, Absence.last >= sa.bindparam("since"),
        Absence.first <= sa.bindparam("today"),
        sa.or_(Absence.last < sa.bindparam("today"), Absence.ended_at.is_not(None)),
    )
    return sa.union_all(come, names, back)


def _own(actor: Actor) -> tuple[sa.ColumnElement[bool], ...]:
    return (Reminder.officer_id == actor.id, Reminder.ended_at.is_(None), visible(actor))
