"""How long people waited lately: the median of real answers, told only where it says something."""

from datetime import timedelta

import pytest

from helpdesk.domain.skm import FEWEST
from helpdesk.queries.pace import usual_answer
from helpdesk.talk import _facts
from helpdesk.usecases.duty import Days, put_on_duty
from helpdesk.usecases.reply import Words, reply_to_requester
from tests.builders import MONDAY, a_ticket, at, the_small_office


@pytest.fixture
def book(app, db_session):
    return app.extensions["rulebook"]


def answered(book, officer, minutes):
    ticket = a_ticket(book)
    reply_to_requester(
        book, ticket.number, Words("Mohon ditunggu."), actor=officer.actor,
        now=MONDAY + timedelta(minutes=minutes),
    )


def test_the_wait_is_the_middle_one_in_working_minutes(book):
    officer = the_small_office().helpdesk
    tuesday = at("Selasa 24 November 2026 09.00")
    for minutes in (10, 20, 30, 40)[: FEWEST - 1]:
        answered(book, officer, minutes)
    assert usual_answer(book.calendar, tuesday) is None
    answered(book, officer, 24 * 60)  # a day later: 360 working minutes and 90 of the morning
    assert usual_answer(book.calendar, tuesday) == 30


def test_what_was_answered_long_ago_says_nothing_of_now(book):
    officer = the_small_office().helpdesk
    for minutes in range(FEWEST):
        answered(book, officer, minutes)
    assert usual_answer(book.calendar, MONDAY + timedelta(days=29)) is not None
    assert usual_answer(book.calendar, MONDAY + timedelta(days=31)) is None


def test_who_wants_an_officer_is_told_what_the_office_knows(book):
    office = the_small_office()
    a_ticket(book)
    now = at("Sabtu 28 November 2026 09.00")
    put_on_duty(
        book, office.helpdesk.id, now.date(), now.date(), Days.ALL,
        actor=office.bureau_head.actor, now=now,
    )
    reach = _facts(book.catalogue, now)["reach"]()
    assert "karena akhir pekan; buka lagi Senin 30 November" in reach.opening
    assert (reach.waiting, reach.pace, reach.on_duty) == (1, "", True)
    assert not _facts(book.catalogue, now + timedelta(days=1))["reach"]().on_duty
