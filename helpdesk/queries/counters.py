"""How many tickets each view of the queue holds, counted anew only when something happened."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.calendar import WorkingCalendar
from helpdesk.domain.roles import Actor
from helpdesk.models import Ticket
from helpdesk.queries.changes import newest
from helpdesk.queries.inbox import VIEWS, in_view, moments, visible

MOST = 1000  # from here on the number says "at least"; a full count would read every ticket
_KEPT = 500  # officers whose last counters a process remembers
_Key = tuple[object, ...]
_known: dict[_Key, tuple[_Key, Mapping[str, int]]] = {}


def counters(actor: Actor, calendar: WorkingCalendar, now: datetime) -> Mapping[str, int]:
    """The counters of `VIEWS` as the actor may see them.

    They follow from the events, the minute and who asks; while all three are the same, so are they.
    """
    who = (str(db.engine.url), actor.id, actor.roles)
    state = (newest(), now.replace(second=0, microsecond=0), calendar)
    found = _known.get(who)
    if found is None or found[0] != state:
        if len(_known) >= _KEPT:
            _known.clear()
        found = _known[who] = state, _counted(actor, calendar, now)
    return found[1]


def _counted(actor: Actor, calendar: WorkingCalendar, now: datetime) -> Mapping[str, int]:
    row = db.session.execute(_counts(actor), moments(calendar, now)).one()
    return dict(zip(VIEWS, row, strict=True))


@lru_cache(maxsize=_KEPT)
def _counts(actor: Actor) -> sa.Select[Any]:
    """All counters as one question, made once for an officer."""
    seen = visible(actor)
    return sa.select(*(
        sa.select(sa.func.count()).select_from(
            sa.select(sa.literal(1)).select_from(Ticket)
            .where(in_view(view, actor), seen).limit(MOST).subquery()
        ).scalar_subquery().label(view)
        for view in VIEWS
    ))
