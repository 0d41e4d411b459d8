"""The worker's jobs on questions: placed by the guide's own words, deleted in time."""

from datetime import timedelta

from flask import Flask

from helpdesk.db import release
from helpdesk.queries.insight import insight
from helpdesk.queries.questions import unanswered_groups
from helpdesk.worker_questions import forget_words, group_questions
from tests.clocks import FrozenClock
from tests.marks import SQLITE_ONLY
from tests.usecases.test_question_groups import MONDAY, ask

pytestmark = SQLITE_ONLY


def test_questions_are_placed_and_their_words_deleted_in_time(
    app: Flask, clock: FrozenClock, db_session: object
) -> None:
    ask("kok wifi di ruang tunggu mati ya kak", "wifi ruang tunggu mati", "parkir tamu di mana")
    for _ in range(2):
        group_questions(app)
        release()
    assert [group.count for group in unanswered_groups()] == [2, 1]
    forget_words(app)
    assert len(unanswered_groups()) == 2
    clock.advance(days=91.0)
    forget_words(app)
    assert unanswered_groups() == []
    assert insight(MONDAY + timedelta(days=91), weeks=20).total.asked == 3
