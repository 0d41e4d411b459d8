"""Questions that were not answered, or wrongly, in groups that ask the same."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.errors import NotFound
from helpdesk.models import Question, QuestionGroup, QuestionText

EXAMPLES = 3
TOPICS = 3
_MOST_TEXTS = 500  # of one group that are read for its examples


@dataclass(frozen=True)
class GroupedQuestions:
    """One group: how many asked it, of whom so many were answered wrongly, and how it was put.

    `examples`: redacted words, the most frequent first; `topics`: ids of the nearest topics.
    """

    id: int
    count: int
    wrong: int
    last: date
    examples: tuple[str, ...]
    topics: tuple[str, ...]


def unanswered_groups(
    *, week: date | None = None, topic: str | None = None, limit: int = 20, offset: int = 0
) -> Sequence[GroupedQuestions]:
    """Open groups, the biggest and then the most recent first.

    `week`: counting only questions of the week of that Monday; `topic`: only those nearest to it.
    """
    query = _counts(week, topic).where(QuestionGroup.settled_topic.is_(None))
    query = query.order_by(
        sa.desc("asked"), sa.desc("last"), QuestionText.group_id.desc()
    ).limit(limit).offset(offset)
    return [
        _group(id_, asked, wrong, last, _rows(id_, week, topic))
        for id_, asked, wrong, last in db.session.execute(query)
    ]


def open_groups() -> int:
    """How many groups wait for an officer."""
    query = sa.select(sa.func.count(sa.distinct(QuestionText.group_id))).join(
        QuestionGroup, QuestionGroup.id == QuestionText.group_id
    )
    return db.session.scalar(query.where(QuestionGroup.settled_topic.is_(None))) or 0


def question_group(group_id: int) -> GroupedQuestions:
    """One group, open or settled. Raises `NotFound` when its words are gone."""
    counts = _counts(None, None).where(QuestionText.group_id == group_id)
    found = db.session.execute(counts).one_or_none()
    if found is None:
        raise NotFound("Kelompok pertanyaan itu tidak ada lagi.")
    _, asked, wrong, last = found
    return _group(group_id, asked, wrong, last, _rows(group_id, None, None))


def group_texts(group_id: int) -> Sequence[str]:
    """The different redacted texts of a group, the most frequent first."""
    return [text for text, _ in _counted(_rows(group_id, None, None))]


_WRONG = sa.case(
    (sa.or_(Question.helped.is_(False), Question.chosen_helped.is_(False)), 1), else_=0
)


def _counts(week: date | None, topic: str | None) -> Any:
    return (
        sa.select(
            QuestionText.group_id, sa.func.count().label("asked"), sa.func.sum(_WRONG),
            sa.func.max(QuestionText.day).label("last"),
        )
        .join(QuestionGroup, QuestionGroup.id == QuestionText.group_id)
        .join(Question, Question.id == QuestionText.question_id)
        .where(*_within(week, topic))
        .group_by(QuestionText.group_id)
    )


def _within(week: date | None, topic: str | None) -> list[sa.ColumnElement[bool]]:
    asked = [] if week is None else [Question.week == week]
    return asked if topic is None else [*asked, Question.topic == topic]


Row = tuple[str, str | None]


def _rows(group_id: int, week: date | None, topic: str | None) -> Sequence[Row]:
    """The newest texts with the topic nearest to each."""
    query = (
        sa.select(QuestionText.text, Question.topic)
        .join(Question, Question.id == QuestionText.question_id)
        .where(QuestionText.group_id == group_id, *_within(week, topic))
        .order_by(QuestionText.question_id.desc())
        .limit(_MOST_TEXTS)
    )
    return [(text, near) for text, near in db.session.execute(query)]


def _group(
    group_id: int, asked: int, wrong: int, last: date, rows: Sequence[Row]
) -> GroupedQuestions:
    near = Counter(topic for _, topic in rows if topic)
    return GroupedQuestions(
        group_id, asked, wrong, last, tuple(text for text, _ in _counted(rows)[:EXAMPLES]),
        tuple(topic for topic, _ in sorted(near.items(), key=lambda n: (-n[1], n[0]))[:TOPICS]),
    )


def _counted(rows: Sequence[Row]) -> list[tuple[str, int]]:
    """Each text once, letter case aside; the most frequent first, then the newest."""
    spelt: dict[str, str] = {}
    for text, *_ in rows:
        spelt.setdefault(text.casefold(), text)
    counts = Counter(text.casefold() for text, *_ in rows)
    return [(spelt[text], count) for text, count in counts.most_common()]
