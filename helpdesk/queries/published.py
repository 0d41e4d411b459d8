"""The months as the public reads them: kept by the worker, computed now where none is kept yet."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import Any

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.calendar import WorkingCalendar
from helpdesk.domain.skm import ELEMENTS
from helpdesk.domain.suppression import FEWEST
from helpdesk.models import Incident, MonthFigures, Ticket
from helpdesk.queries.month_facts import MEASURES, after, facts_of, published

OLD = timedelta(hours=20)


@dataclass(frozen=True)
class Month:
    """One month; a count is None where it must not be shown."""

    first: date
    computed_at: datetime
    facts: Mapping[str, Any]

    def count(self, group: str, measure: str) -> int | None:
        """Nought for a group that the month does not know."""
        found: int | None = self.facts["counts"].get(f"{group}|{measure}", 0)
        return found


@dataclass(frozen=True)
class Line:
    """A group over a period: sums of what its months show, and in how many months one is hidden."""

    group: str
    counts: Mapping[str, int]
    hidden: Mapping[str, int]
    median_days: float | None
    survey: Decimal | None


def months_between(
    calendar: WorkingCalendar, first: date, last: date, now: datetime
) -> Sequence[Month]:
    """Both months included, oldest first."""
    rows = db.session.scalars(
        sa.select(MonthFigures).where(MonthFigures.month.between(first, last))
    )
    kept = {row.month: Month(row.month, row.computed_at, row.facts) for row in rows}
    found = []
    while first <= last:
        month = kept.get(first)
        if month is None:
            month = Month(first, now, published(facts_of(calendar, first, now)))
        found.append(month)
        first = after(first)
    return found


def first_month(calendar: WorkingCalendar, now: datetime) -> date:
    """The month of the oldest ticket."""
    oldest = db.session.scalar(sa.select(sa.func.min(Ticket.received_at))) or now
    return calendar.local_date(oldest).replace(day=1)


def line_of(months: Sequence[Month], group: str) -> Line:
    """One group over the months."""
    seen = {m: [month.count(group, m) for month in months] for m in MEASURES}
    return Line(
        group, {m: sum(n for n in each if n is not None) for m, each in seen.items()},
        {m: each.count(None) for m, each in seen.items()}, median_days(months, group),
        survey_of(months, group)[0],
    )


def groups_of(months: Sequence[Month], kind: str) -> Sequence[str]:
    """The groups of one kind that occur, as "unit:"; by name."""
    found = {name.rpartition("|")[0] for month in months for name in month.facts["counts"]}
    return sorted(group for group in found if group.startswith(kind))


def median_days(months: Sequence[Month], group: str = "") -> float | None:
    """Working days within which half of the resolved were resolved; None for fewer than five."""
    spent = Counter[int]()
    for month in months:
        for days, number in month.facts["spent"].get(group, {}).items():
            spent[int(days)] += number
    return float(median(spent.elements())) if spent.total() >= FEWEST else None


def efforts_of(months: Sequence[Month], name: str) -> tuple[int, int]:
    """How often the bureau did something in the months that show it, and how many do not."""
    seen = [month.facts.get("efforts", {}).get(name) for month in months]
    return sum(n for n in seen if n is not None), seen.count(None)


def waited_days(months: Sequence[Month], provider: str, group: str = "") -> float | None:
    """Mean working days at a provider; None for fewer than five waits."""
    both = [month.facts["waited"].get(f"{group}|{provider}", (0, 0)) for month in months]
    days, number = sum(pair[0] for pair in both), sum(pair[1] for pair in both)
    return days / number if number >= FEWEST else None


def survey_of(months: Sequence[Month], group: str = "") -> tuple[Decimal | None, int]:
    """The index (`domain.skm`) from sums, and of how many responses."""
    both = [month.facts["survey"].get(group, (0, 0)) for month in months]
    total, number = sum(pair[0] for pair in both), sum(pair[1] for pair in both)
    if number < FEWEST:
        return None, number
    value = Decimal(total) / (number * ELEMENTS) * 25
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP), number


def kept_at() -> datetime | None:
    """When the worker summed a month last; what was read of them stays true until it does again."""
    return db.session.scalar(sa.select(sa.func.max(MonthFigures.computed_at)))


def kept_survey(calendar: WorkingCalendar, now: datetime) -> tuple[Decimal | None, int]:
    """The index of the last twelve months as far as the worker has summed them; nothing is summed
    here.
    """
    since = after(calendar.local_date(now).replace(day=1), -11)
    rows = db.session.scalars(sa.select(MonthFigures).where(MonthFigures.month >= since))
    return survey_of([Month(row.month, row.computed_at, row.facts) for row in rows])


def due_months(calendar: WorkingCalendar, now: datetime) -> list[date]:
    """What the worker sums now, newest first: the last two months always, older ones once a day.

    An old month still changes: a late answer, a reopening, a corrected calendar.
    """
    newest, first = calendar.local_date(now).replace(day=1), first_month(calendar, now)
    fresh = set(db.session.scalars(
        sa.select(MonthFigures.month).where(MonthFigures.computed_at > now - OLD)
    )) - {newest, after(newest, -1)}
    months = []
    while newest >= first:
        months.append(newest)
        newest = after(newest, -1)
    return [month for month in months if month not in fresh]


def incidents_told(calendar: WorkingCalendar, first: date, last: date) -> Sequence[Incident]:
    """Incidents of the period that were announced, newest first."""
    start = datetime(first.year, first.month, 1, tzinfo=calendar.tz)
    end = after(last)
    query = sa.select(Incident).where(
        Incident.published.is_(True), Incident.started_at >= start,
        Incident.started_at < datetime(end.year, end.month, 1, tzinfo=calendar.tz),
    )
    return db.session.scalars(query.order_by(Incident.started_at.desc()).limit(20)).all()
