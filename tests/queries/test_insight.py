"""What the page and the public are told of the ledger, and that old weeks keep their sums."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.domain.precision import Precision
from helpdesk.models import Question, QuestionWeek
from helpdesk.queries.insight import Tally, asked_in, insight
from helpdesk.usecases.question_weeks import keep_closed_weeks

THURSDAY = date(2026, 11, 26)
MONDAY = date(2026, 11, 23)


def weeks_ago(number):
    return MONDAY - timedelta(weeks=number)


@use_case
def ask(week=MONDAY, number=1, **facts):
    for _ in range(number):
        row = {"skin": "telegram", "zone": "answer", "topic": "a", "complaint": False,
               "filed": False} | facts
        db.session.add(Question(week=week, **row))


def total(**which):
    return insight(THURSDAY, **which).total


@pytest.mark.parametrize(("facts", "expected"), [
    ({}, {"asked": 1, "answered": 1}),
    ({"helped": True}, {"asked": 1, "answered": 1, "helped": 1, "at_once_right": 1}),
    ({"helped": False, "filed": True},
     {"asked": 1, "answered": 1, "wrong": 1, "at_once_wrong": 1, "filed": 1}),
    ({"helped": False, "chosen": "b", "chosen_helped": True},
     {"asked": 1, "answered": 1, "wrong": 1, "helped": 1, "at_once_wrong": 1, "chosen": 1,
      "chosen_right": 1}),
    ({"zone": "choose"}, {"asked": 1}),
    ({"zone": "choose", "chosen": "b"}, {"asked": 1, "picked": 1, "chosen": 1}),
    ({"zone": "choose", "chosen": "b", "chosen_helped": False},
     {"asked": 1, "picked": 1, "wrong": 1, "chosen": 1, "chosen_wrong": 1}),
    ({"zone": "ticket", "topic": None}, {"asked": 1}),
    ({"zone": "ticket", "complaint": True, "filed": True}, {"complaints": 1}),
    ({"zone": "marked", "helped": True}, {"at_once_right": 1}),
    ({"skin": "form", "helped": True}, {}),  # nobody asked
])  # fmt: skip
def test_how_a_row_counts(db_session, facts, expected):
    ask(**facts)
    found = total()
    assert found == Tally(**expected)
    assert found.left == found.asked - found.answered - found.picked
    assert asked_in(MONDAY + timedelta(days=7), 52) == found


def test_topics_hold_what_was_chosen_and_what_the_form_was_told(db_session):
    ask(zone="choose", topic="a", chosen="b", chosen_helped=True)
    ask(skin="form", topic="b", helped=True)
    ask(topic="b", helped=False)
    found = insight(THURSDAY)
    assert found.topics["a"] == Tally(asked=1, picked=1, helped=1)
    b = found.topics["b"]
    assert (b.at_once, b.any_answer) == (Precision(1, 2), Precision(2, 3))
    assert b.chosen == 1
    assert found.total.asked == 2
    assert found.skins["form"].at_once_right == 1


def test_weeks_stand_newest_first_and_one_week_or_topic_is_told_alone(db_session):
    ask(number=2)
    ask(week=weeks_ago(1), topic="b")
    ask(week=weeks_ago(11), topic=None)
    ask(week=weeks_ago(12))
    found = insight(THURSDAY)
    assert list(found.weeks) == [weeks_ago(n) for n in range(12)]
    assert [tally.asked for tally in found.weeks.values()] == [2, 1, *[0] * 9, 1]
    assert (found.total.asked, set(found.topics)) == (4, {"a", "b"})
    alone = insight(THURSDAY, only=weeks_ago(1))
    assert (alone.total.asked, set(alone.topics), alone.weeks) == (1, {"b"}, found.weeks)
    assert total(topic="b") == Tally(asked=1, answered=1)


def test_closed_weeks_are_kept_once_and_tell_the_same(db_session):
    for number in range(6):
        ask(week=weeks_ago(number), number=number + 1, helped=bool(number % 2))
        ask(week=weeks_ago(number), zone="choose", chosen="b", skin="search")
    before, year = insight(THURSDAY), asked_in(THURSDAY, 52)
    assert keep_closed_weeks(THURSDAY) > 0
    assert keep_closed_weeks(THURSDAY) == 0
    kept = db.session.scalars(sa.select(QuestionWeek.week).distinct()).all()
    assert sorted(kept) == [weeks_ago(5), weeks_ago(4), weeks_ago(3)]
    assert (insight(THURSDAY), asked_in(THURSDAY, 52)) == (before, year)
    keep_closed_weeks(THURSDAY + timedelta(days=7))
    assert (insight(THURSDAY), asked_in(THURSDAY, 52)) == (before, year)


def test_the_public_total_leaves_the_present_week_out(db_session):
    ask()
    ask(week=weeks_ago(52))
    ask(week=weeks_ago(53))
    assert asked_in(THURSDAY, 52).asked == 1
