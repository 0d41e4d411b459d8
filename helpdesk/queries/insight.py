"""What the bot and the guide were asked and what became of it, by week, topic and skin."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.precision import Precision
from helpdesk.domain.question import ASKING
from helpdesk.models import QuestionWeek
from helpdesk.models.question_sums import COUNTS, sums


@dataclass(frozen=True)
class Tally:
    """So many questions and outcomes; complaints are counted apart and among none of the others.

    `helped` and `wrong` are questions: one that was answered wrongly and then rightly is in both.
    `at_once_*` are verdicts on the answer given at once, `chosen_*` on a topic that was chosen.
    """

    asked: int = 0
    answered: int = 0
    picked: int = 0
    filed: int = 0
    helped: int = 0
    wrong: int = 0
    complaints: int = 0
    at_once_right: int = 0
    at_once_wrong: int = 0
    chosen: int = 0
    chosen_right: int = 0
    chosen_wrong: int = 0

    @property
    def left(self) -> int:
        """Questions nothing answered."""
        return self.asked - self.answered - self.picked

    @property
    def at_once(self) -> Precision:
        """How often an answer given at once was the right one."""
        return Precision(self.at_once_right, self.at_once_right + self.at_once_wrong)

    @property
    def any_answer(self) -> Precision:
        """The same with answers that were chosen of several."""
        right = self.at_once_right + self.chosen_right
        return Precision(right, right + self.at_once_wrong + self.chosen_wrong)


@dataclass(frozen=True)
class Insight:
    """Total and by week, newest first, of what was asked; by topic and by skin of everything."""

    total: Tally
    weeks: Mapping[date, Tally]
    topics: Mapping[str, Tally]
    skins: Mapping[str, Tally]


def insight(
    today: date, weeks: int = 12, *, only: date | None = None, topic: str | None = None
) -> Insight:
    """The last weeks, the present one among them.

    `only`: total, topics and skins of that week alone; `topic`: everything of that topic alone.
    """
    monday = today - timedelta(days=today.weekday())
    mondays = [monday - timedelta(weeks=back) for back in range(weeks)]
    by_week, topics, skins = (defaultdict[Any, list[int]](_nothing) for _ in range(3))
    for week, skin, nearest, counts in _rows(mondays[-1]):
        if topic is not None and nearest != topic:
            continue
        if skin in ASKING:
            _add(by_week[week], counts)
        if only is None or week == only:
            _add(skins[skin], counts)
            _add(topics[nearest], counts)
    topics.pop("", None)
    total = _nothing()
    for skin in ASKING:
        _add(total, skins.get(skin, total[:0]))
    return Insight(
        Tally(*total), {week: Tally(*by_week[week]) for week in mondays}, _tallied(topics),
        _tallied(skins),
    )


def _nothing() -> list[int]:
    return [0] * len(COUNTS)


def _add(sum_: list[int], counts: Sequence[int]) -> None:
    for place, count in enumerate(counts):
        sum_[place] += count


def _tallied(sums_: Mapping[str, Sequence[int]]) -> Mapping[str, Tally]:
    return {key: Tally(*counts) for key, counts in sums_.items()}


Row = tuple[date, str, str, Sequence[int]]


def _rows(since: date) -> Iterable[Row]:
    """Closed weeks as they were kept, later ones counted now."""
    kept = db.session.scalar(sa.select(sa.func.max(QuestionWeek.week)))
    columns = [QuestionWeek.week, QuestionWeek.skin, QuestionWeek.topic]
    counts = [getattr(QuestionWeek, name) for name in COUNTS]
    closed = sa.select(*columns, *counts).where(QuestionWeek.week >= since)
    live = sums(since if kept is None else max(since, kept + timedelta(days=7)))
    for query in (closed, live):
        for week, skin, topic, *numbers in db.session.execute(query):
            yield week, skin, topic, [int(number) for number in numbers]


def asked_in(today: date, weeks: int) -> Tally:
    """The total of what was asked in the last closed weeks; nobody's question of today shows."""
    until = today - timedelta(days=today.weekday())
    since = until - timedelta(weeks=weeks)
    kept = db.session.scalar(sa.select(sa.func.max(QuestionWeek.week)))
    counts = [sa.func.sum(getattr(QuestionWeek, name)) for name in COUNTS]
    closed = sa.select(*counts).where(QuestionWeek.week >= since, QuestionWeek.skin.in_(ASKING))
    later = sums(since if kept is None else max(since, kept + timedelta(days=7)), until).subquery()
    live = sa.select(*(sa.func.sum(later.c[name]) for name in COUNTS)).where(
        later.c.skin.in_(ASKING)
    )
    total = _nothing()
    for query in (closed, live):
        _add(total, [int(number or 0) for number in db.session.execute(query).one()])
    return Tally(*total)
