"""A week of the ledger summed for good, once no question of it can have an outcome any more."""

from datetime import date, timedelta

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.models import QuestionWeek
from helpdesk.models.question_sums import COUNTS, sums
from helpdesk.usecases.question_groups import HANDLES_LIVE


@use_case
def keep_closed_weeks(today: date) -> int:
    """Sum the weeks that ended since the last time; how many rows that made.

    Their handles must be forgotten before (`forget_questions`). One process at a time.
    """
    kept = db.session.scalar(sa.select(sa.func.max(QuestionWeek.week)))
    since = None if kept is None else kept + timedelta(days=7)
    until = today - timedelta(days=today.weekday()) - HANDLES_LIVE
    rows = [
        {**row, **{name: int(row[name]) for name in COUNTS}}
        for row in map(dict, db.session.execute(sums(since, until)).mappings())
    ]
    if rows:
        db.session.execute(sa.insert(QuestionWeek), rows)
    return len(rows)
