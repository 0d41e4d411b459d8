"""Kept words: sorted into groups that keep their id, given to a topic, deleted in time."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.errors import NotFound
from helpdesk.models import Question, QuestionGroup, QuestionText
from helpdesk.queries.questions import group_texts, open_groups, question_group, unanswered_groups
from helpdesk.usecases.question_groups import (
    forget_questions,
    settle_group,
    sort_into_groups,
    text_waits,
)

MONDAY = date(2026, 11, 23)


class First:
    """Groups by the first word."""

    def __init__(self, groups):
        self.groups = {words[0]: id_ for id_, words in groups.items()}

    def add(self, group, words):
        self.groups[words[0]] = group

    def nearest(self, words):
        return self.groups.get(words[0])


@use_case
def ask(*texts, day=MONDAY, topic="jam-buka", zone="ticket", helped=None):
    for text in texts:
        row = Question(week=day - timedelta(days=day.weekday()), skin="telegram", zone=zone,
                       complaint=False, topic=topic, helped=helped, filed=False)
        db.session.add(row)
        db.session.flush()
        db.session.add(QuestionText(question_id=row.id, text=text, day=day))


def sort():
    return sort_into_groups(str.split, First)


def told(**which):
    return [(g.examples, g.count, g.topics) for g in unanswered_groups(**which)]


def test_groups_grow_and_keep_their_id(db_session):
    ask("wifi mati", "parkir penuh", "wifi lambat")
    assert text_waits()
    assert sort() == 3
    first = unanswered_groups()[0]
    ask("wifi MATI", "wifi mati", day=MONDAY + timedelta(days=3), topic="lokasi")
    sort()
    assert not text_waits()
    assert sort() == 0
    again, other = unanswered_groups()
    assert (again.id, again.count, again.last) == (first.id, 4, MONDAY + timedelta(days=3))
    assert again.examples == ("wifi mati", "wifi lambat")
    assert again.topics == ("jam-buka", "lokasi")
    assert other.examples == ("parkir penuh",)
    assert question_group(first.id) == again
    assert list(group_texts(first.id)) == ["wifi mati", "wifi lambat"]
    assert open_groups() == 2


def test_the_biggest_and_then_the_most_recent_come_first_and_a_week_or_topic_alone(db_session):
    ask("a satu", "b satu", "b dua")
    ask("c satu", day=MONDAY + timedelta(days=7), topic="lokasi", zone="answer", helped=False)
    sort()
    assert [g.examples[0] for g in unanswered_groups()] == ["b dua", "c satu", "a satu"]
    assert told(week=MONDAY + timedelta(days=7)) == [(("c satu",), 1, ("lokasi",))]
    assert [g.wrong for g in unanswered_groups(topic="lokasi")] == [1]
    assert len(unanswered_groups(limit=1, offset=1)) == 1


def test_what_was_given_to_a_topic_is_listed_no_more_and_begins_anew(db_session):
    ask("wifi mati")
    sort()
    [group] = unanswered_groups()
    settle_group(group.id, "wifi")
    assert unanswered_groups() == []
    assert question_group(group.id).count == 1
    ask("wifi mati lagi")
    sort()
    assert [g.examples for g in unanswered_groups()] == [("wifi mati lagi",)]
    with pytest.raises(NotFound):
        settle_group(999, "wifi")
    with pytest.raises(NotFound):
        question_group(999)


def test_words_and_then_their_groups_are_deleted_in_time_and_rows_stay(db_session):
    ask("wifi mati", day=MONDAY - timedelta(days=91))
    ask("parkir penuh", day=MONDAY - timedelta(days=90))
    sort()
    assert forget_questions(MONDAY, 90) == 1
    assert [g.examples for g in unanswered_groups()] == [("parkir penuh",)]
    assert db.session.scalar(sa.select(sa.func.count(QuestionGroup.id))) == 1
    assert db.session.scalar(sa.select(sa.func.count(Question.id))) == 2


def test_an_old_handle_is_forgotten(db_session):
    @use_case
    def held(week, handle):
        db.session.add(Question(week=week, skin="telegram", zone="answer", complaint=False,
                                filed=False, handle=handle))

    held(MONDAY - timedelta(days=21), "alt")
    held(MONDAY - timedelta(days=14), "neu")
    forget_questions(MONDAY + timedelta(days=2), 90)
    db.session.expire_all()
    assert db.session.scalars(sa.select(Question.handle).order_by(Question.id)).all() == [
        None, "neu"
    ]
