"""Who is on duty: one date, and a whole range for the roster."""

from collections.abc import Mapping, Sequence
from datetime import date

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.models import Duty, Officer


def roster(first: date, last: date) -> Mapping[date, Sequence[Officer]]:
    """Active officers by date, each date's by name; dates without anybody are left out."""
    query = (
        sa.select(Duty.day, Officer)
        .join(Officer, Officer.id == Duty.officer_id)
        .where(Duty.day.between(first, last), Officer.active.is_(True))
        .order_by(Duty.day, Officer.name, Officer.id)
    )
    found: dict[date, list[Officer]] = {}
    for day, officer in db.session.execute(query):
        found.setdefault(day, []).append(officer)
    return found


def on_duty(day: date) -> Sequence[Officer]:
    """Who is on duty on one local date."""
    return roster(day, day).get(day, ())
