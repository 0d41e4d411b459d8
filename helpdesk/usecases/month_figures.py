"""Keep what a month came to, as the public may know it (`queries.month_facts`)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from helpdesk.db import db, use_case
from helpdesk.models import MonthFigures


@use_case
def keep_month(facts: Mapping[str, Any], month: date, now: datetime) -> None:
    """Put a computed month in the place of the one before."""
    db.session.merge(MonthFigures(month=month, computed_at=now, facts=dict(facts)))
