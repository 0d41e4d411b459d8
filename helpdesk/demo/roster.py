"""The example office's piket for the weeks to come: one a week, a second on closed days."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from helpdesk.models import Officer
from helpdesk.usecases.duty import Days, put_on_duty
from helpdesk.usecases.rulebook import Rulebook

IN_TURN = ("rahmi", "dimas", "lestari", "siska", "yosua")
WEEKS = 6


def keep_roster(book: Rulebook, people: Mapping[str, Officer], now: datetime) -> None:
    """From today to the end of the week, then week by week."""
    head = people["endang"].actor
    day = book.calendar.local_date(now)
    last = day + timedelta(days=7 * WEEKS - 1)
    put_on_duty(book, people["arif"].id, day, last, Days.CLOSED, actor=head, now=now)
    for key in (IN_TURN * WEEKS)[:WEEKS]:
        sunday = day + timedelta(days=6 - day.weekday())
        put_on_duty(book, people[key].id, day, sunday, Days.ALL, actor=head, now=now)
        day = sunday + timedelta(days=1)
