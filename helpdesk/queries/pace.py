"""How long people waited lately for the first answer, to be told honestly to who asks now."""

from datetime import datetime, timedelta
from statistics import median

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.calendar import WorkingCalendar
from helpdesk.domain.skm import FEWEST
from helpdesk.domain.working_time import WorkingMinutes, elapsed
from helpdesk.models import TicketClock

SINCE = timedelta(days=30)
MOST = 60  # the latest say how it is now


def usual_answer(calendar: WorkingCalendar, now: datetime) -> float | None:
    """Working minutes within which half of the latest first answers came; None for too few."""
    query = sa.select(TicketClock.started_at, TicketClock.ended_at).where(
        TicketClock.kind == "response", TicketClock.state != "superseded",
        TicketClock.ended_at > now - SINCE, TicketClock.ended_at <= now,
    )
    latest = db.session.execute(query.order_by(TicketClock.ended_at.desc()).limit(MOST)).all()
    if len(latest) < FEWEST:
        return None
    return median(
        elapsed(calendar, start, end, WorkingMinutes) for start, end in latest if end is not None
    )
