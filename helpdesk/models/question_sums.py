"""The ledger summed by week, skin and topic, as one statement: shown, and kept of old weeks."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from helpdesk.models.question import Question, QuestionWeek

COUNTS = tuple(
    column.name for column in QuestionWeek.__table__.columns if not column.primary_key
)
# In the order of the index, so that equal rows are counted without sorting.
_COUNTED = (
    Question.week, Question.skin, Question.zone, Question.complaint, Question.topic,
    Question.helped, Question.chosen, Question.chosen_helped, Question.filed,
)
Condition = Callable[[Any], "sa.ColumnElement[bool]"]


def _asked(q: Any) -> sa.ColumnElement[bool]:
    return sa.and_(q.complaint.is_(False), q.zone != "marked")


_OF_TOPIC: Mapping[str, Condition] = {
    "asked": _asked,
    "answered": lambda q: sa.and_(_asked(q), q.zone == "answer"),
    "picked": lambda q: sa.and_(_asked(q), q.zone == "choose", q.chosen.is_not(None)),
    "filed": lambda q: sa.and_(_asked(q), q.filed.is_(True)),
    "helped": lambda q: sa.and_(_asked(q), sa.or_(q.helped.is_(True), q.chosen_helped.is_(True))),
    "wrong": lambda q: sa.and_(_asked(q), sa.or_(q.helped.is_(False), q.chosen_helped.is_(False))),
    "complaints": lambda q: q.complaint.is_(True),
    "at_once_right": lambda q: q.helped.is_(True),
    "at_once_wrong": lambda q: q.helped.is_(False),
}
_OF_CHOSEN: Mapping[str, Condition] = {
    "chosen": lambda q: q.chosen.is_not(None),
    "chosen_right": lambda q: q.chosen_helped.is_(True),
    "chosen_wrong": lambda q: q.chosen_helped.is_(False),
}


def sums(since: date | None, until: date | None = None) -> sa.Select[Any]:
    """Week, skin, topic and the `COUNTS`, of weeks from `since` to before `until`."""
    within = [
        *([Question.week >= since] if since else []), *([Question.week < until] if until else [])
    ]
    alike = sa.select(*_COUNTED, sa.func.count().label("number")).where(*within)
    equal = alike.group_by(*_COUNTED).cte("equal")
    both = sa.union_all(
        _by(equal, sa.func.coalesce(equal.c.topic, ""), _OF_TOPIC),
        _by(equal, equal.c.chosen, _OF_CHOSEN).where(equal.c.chosen.is_not(None)),
    ).subquery()
    keys = (both.c.week, both.c.skin, both.c.topic)
    return sa.select(*keys, *(sa.func.sum(both.c[name]).label(name) for name in COUNTS)).group_by(
        *keys
    )


def _by(equal: sa.CTE, topic: Any, conditions: Mapping[str, Condition]) -> sa.Select[Any]:
    """Each group of equal rows counts as often as it holds rows."""
    counts = (
        (sa.func.sum(sa.case((conditions[name](equal.c), equal.c.number), else_=0))
         if name in conditions else sa.literal_column("0")).label(name)
        for name in COUNTS
    )
    keys = (equal.c.week, equal.c.skin, topic)
    return sa.select(equal.c.week, equal.c.skin, topic.label("topic"), *counts).group_by(*keys)
