"""The survey index on the front page: from the kept months, honest when too few answered."""

from datetime import date, timedelta

from flask import Flask

from helpdesk.usecases.month_figures import keep_month
from tests.clocks import FrozenClock
from tests.web.desk import prepared
from tests.web.visiting import text_of


def keep(app: Flask, month: date, survey: dict[str, tuple[int, int]], clock: FrozenClock) -> None:
    facts = {"counts": {}, "spent": {}, "waited": {}, "elsewhere": {}, "survey": survey}
    with app.app_context():
        keep_month(facts, month, clock.now)


def front(app: Flask) -> str:
    return text_of(app.test_client().get("/"))


def test_the_index_of_a_year_told_with_its_respondents(app: Flask, clock: FrozenClock) -> None:
    desk, few = prepared(app), "setelah cukup banyak yang mengisi"
    assert few in front(desk)
    keep(desk, date(2026, 10, 1), {"": (4 * 9 * 3, 4)}, clock)  # four people: too few to tell
    assert few in front(desk)
    clock.advance(minutes=10)
    keep(desk, date(2026, 11, 1), {"": (6 * 9 * 4, 6)}, clock)
    # sums 108 and 216 over ten people and nine elements, times 25
    assert "Indeks kepuasan 90,00 (sangat baik), dari 10 responden" in front(desk)
    keep(desk, date(2025, 11, 1), {"": (9 * 90, 90)}, clock)  # more than a year ago
    clock.advance(seconds=timedelta(minutes=1).seconds)
    keep(desk, date(2026, 9, 1), {"": (0, 0)}, clock)
    assert "dari 10 responden" in front(desk)
