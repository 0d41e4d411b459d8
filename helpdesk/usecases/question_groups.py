"""Kept words sorted into groups that ask the same, given to a topic, and forgotten in time."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Protocol

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.errors import NotFound
from helpdesk.models import Question, QuestionGroup, QuestionText, QuestionWeek

BATCH = 200
HANDLES_LIVE = timedelta(days=14)
_NEW = -1  # groups of this batch that have no id yet count down from here


class Placing(Protocol):
    """What finds the group a question belongs to (`faq/alike.py`)."""

    def add(self, group: int, words: Sequence[str]) -> None: ...

    def nearest(self, words: Sequence[str]) -> int | None: ...


def sort_into_groups(
    words_of: Callable[[str], Sequence[str]],
    placing_of: Callable[[Mapping[int, Sequence[str]]], Placing],
) -> int:
    """Place the next questions that have no group; how many. One process at a time.

    What takes long is done between reading and writing, with no transaction open.
    """
    waiting = sa.select(QuestionText.question_id, QuestionText.text).where(
        QuestionText.group_id.is_(None)
    )
    rows = db.session.execute(waiting.order_by(QuestionText.question_id).limit(BATCH)).all()
    if not rows:
        return 0
    open_ = sa.select(QuestionGroup.id, QuestionGroup.words).where(
        QuestionGroup.settled_topic.is_(None)
    )
    groups = {id_: words.split() for id_, words in db.session.execute(open_.order_by("id"))}
    db.session.rollback()
    placing, placed, made = placing_of(groups), list[tuple[int, str, int]](), list[str]()
    for question, text in rows:
        words = words_of(text)
        group = placing.nearest(words)
        if group is None:
            made.append(" ".join(words))
            group = _NEW - len(made) + 1
            placing.add(group, words)
        placed.append((question, text, group))
    _keep_placed(placed, made)
    return len(placed)


def text_waits() -> bool:
    """Whether any question has no group yet."""
    query = sa.select(QuestionText.question_id).where(QuestionText.group_id.is_(None))
    return db.session.scalar(query.limit(1)) is not None


@use_case
def _keep_placed(placed: Sequence[tuple[int, str, int]], made: Sequence[str]) -> None:
    """Only where the words are still those that were read."""
    groups = [QuestionGroup(words=words) for words in made]
    db.session.add_all(groups)
    db.session.flush()
    for question, text, group in placed:
        id_ = group if group > 0 else groups[_NEW - group].id
        db.session.execute(
            sa.update(QuestionText).where(
                QuestionText.question_id == question, QuestionText.text == text
            ).values(group_id=id_)
        )


@use_case
def settle_group(group_id: int, topic: str, *, officer_id: int | None = None) -> None:
    """Note that an officer gave the group's words to a topic; it is listed no more.

    Who may do that is asked by the use case that changes the guide. Raises `NotFound`.
    """
    group = db.session.get(QuestionGroup, group_id, with_for_update=True)
    if group is None:
        raise NotFound("Kelompok pertanyaan itu tidak ada lagi.")
    group.settled_topic, group.settled_by = topic, officer_id


@use_case
def forget_questions(today: date, keep_days: int) -> int:
    """Delete words that are older than `keep_days`, groups without any and old handles."""
    old = QuestionText.day < today - timedelta(days=keep_days)
    gone = db.session.scalar(sa.select(sa.func.count()).where(old)) or 0
    db.session.execute(sa.delete(QuestionText).where(old))
    kept = sa.select(QuestionText.group_id).where(QuestionText.group_id.is_not(None))
    db.session.execute(sa.delete(QuestionGroup).where(QuestionGroup.id.not_in(kept)))
    _forget_handles(today - timedelta(days=today.weekday()) - HANDLES_LIVE)
    return gone


def _forget_handles(before: date) -> None:
    """Of weeks that are summed for good none is left: a million old rows are not looked at."""
    summed = db.session.scalar(sa.select(sa.func.max(QuestionWeek.week)))
    old = [Question.week < before, Question.handle.is_not(None)]
    if summed is not None:
        old.append(Question.week > summed)
    db.session.execute(sa.update(Question).where(*old).values(handle=None))
