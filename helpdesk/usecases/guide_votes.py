"""Verdicts on pages of the guide that were read without a question: sums by week, nothing else."""

from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from helpdesk.db import db, use_case
from helpdesk.models import ArticleVotes
from helpdesk.usecases.rulebook import Rulebook


@use_case
def note_votes(book: Rulebook, article: str, *, helped: bool, now: datetime) -> None:
    """Count one verdict. They are no part of the ledger's precision: what was asked is unknown."""
    day = book.calendar.local_date(now)
    week = day - timedelta(days=day.weekday())
    if not _counted(article, week, helped=helped):
        try:
            with db.session.begin_nested():
                db.session.add(ArticleVotes(article=article, week=week, helped=0, missed=0))
        except IntegrityError:
            pass  # somebody else's verdict came first this week
        _counted(article, week, helped=helped)


def _counted(article: str, week: date, *, helped: bool) -> bool:
    column = ArticleVotes.helped if helped else ArticleVotes.missed
    update = sa.update(ArticleVotes).where(
        ArticleVotes.article == article, ArticleVotes.week == week
    ).values({column: column + 1})
    return bool(db.session.execute(update).rowcount)  # type: ignore[attr-defined]
