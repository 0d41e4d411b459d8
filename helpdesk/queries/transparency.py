"""What the public may know of a month: received, on time, how long, who was waited for."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from statistics import median
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.calendar import WorkingCalendar
from helpdesk.domain.incident import Cause
from helpdesk.domain.skm import FEWEST, index
from helpdesk.domain.working_time import WorkingDays, elapsed
from helpdesk.models import Incident, SurveyResponse, Ticket, TicketClock
from helpdesk.queries.attribution import OF_TICKET, cause_of

MONTHS = 6


@dataclass(frozen=True)
class Share:
    """How many of `total` ended on time; shown as a share from five on.

    `elsewhere`: of those that did not, how many an incident at LKPP or Telkom accounts for. They
    stay missed and are told apart.
    """

    on_time: int
    total: int
    elsewhere: Mapping[Cause, int] = field(default_factory=dict)

    @property
    def percent(self) -> float | None:
        """0–100, or None where too few are counted to say anything."""
        return None if self.total < FEWEST else 100 * self.on_time / self.total


@dataclass(frozen=True)
class Month:
    """One month of receipts. Sealed tickets count in `received` and nowhere else."""

    first: date
    received: int
    by_unit: Mapping[str, int]
    answered: Share
    resolved: Share
    median_days: float | None
    waited: Mapping[str, float]
    survey: Decimal | None
    responses: int


def months(calendar: WorkingCalendar, now: datetime, count: int = MONTHS) -> Sequence[Month]:
    """The last `count` months by local date of receipt, newest first, the present one included."""
    starts = [_shift(calendar.local_date(now).replace(day=1), -n) for n in range(count)]
    return [_month(calendar, first, now) for first in starts]


def _shift(first: date, by: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + by, 12)
    return date(year, month + 1, 1)


def _month(calendar: WorkingCalendar, first: date, now: datetime) -> Month:
    start, end = _instant(first, calendar.tz), _instant(_shift(first, 1), calendar.tz)
    within = sa.and_(Ticket.received_at >= start, Ticket.received_at < end)
    units = db.session.execute(
        sa.select(Ticket.unit, Ticket.sealed, sa.func.count()).where(within)
        .group_by(Ticket.unit, Ticket.sealed)
    ).all()
    by_unit = Counter[str]()
    for unit, sealed, number in units:
        if unit and not sealed:
            by_unit[unit] += number
    clocks = _clocks(within)
    responses = _responses(start, end)
    return Month(
        first, sum(number for *_, number in units), by_unit,
        _share(clocks, "response", now), _share(clocks, "resolution", now),
        _median(calendar, clocks), _waited(calendar, clocks, now), index(responses),
        len(responses),
    )


def _instant(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)


Row = tuple[TicketClock, str | None, Incident | None]


def _clocks(within: sa.ColumnElement[bool]) -> Sequence[Row]:
    query = (
        sa.select(TicketClock, Ticket.provider, Incident)
        .join(Ticket, Ticket.id == TicketClock.ticket_id)
        .outerjoin(Incident, OF_TICKET)
        .where(
            within, Ticket.sealed.is_(False),
            TicketClock.kind.in_(["response", "resolution", "third_party"]),
        )
    )
    return [(clock, who, incident) for clock, who, incident in db.session.execute(query)]


def _share(clocks: Sequence[Row], kind: str, now: datetime) -> Share:
    """Of the clocks that have been decided: met, missed, or past due and still running."""
    counted = [(c, i) for c, _, i in clocks if c.kind == kind and c.cycle == 1]
    met = sum(c.state == "met" for c, _ in counted)
    missed = [(c, i) for c, i in counted if c.state == "missed" or _overdue(c, now)]
    causes = Counter(cause for c, i in missed if (cause := cause_of(c, i)) is not None)
    return Share(met, met + len(missed), causes)


def _overdue(clock: TicketClock, now: datetime) -> bool:
    return clock.state == "running" and clock.due_at is not None and clock.due_at < now


def _median(calendar: WorkingCalendar, clocks: Sequence[Row]) -> float | None:
    """Working days from receipt to the resolving answer, pauses included: what people waited."""
    spent = [
        elapsed(calendar, c.started_at, c.stopped_at, WorkingDays) for c, _, _ in clocks
        if c.kind == "resolution" and c.stopped_at is not None
    ]
    return float(median(spent)) if len(spent) >= FEWEST else None


def _waited(
    calendar: WorkingCalendar, clocks: Sequence[Row], now: datetime
) -> Mapping[str, float]:
    """Mean working days spent waiting for each provider, apart from the bureau's own."""
    spent: dict[str, list[float]] = {}
    for clock, provider, _ in clocks:
        if clock.kind == "third_party" and provider in ("lkpp", "telkom"):
            until = clock.stopped_at or clock.ended_at or now
            days = elapsed(calendar, clock.started_at, until, WorkingDays)
            spent.setdefault(provider, []).append(float(days))
    return {who: sum(days) / len(days) for who, days in spent.items() if len(days) >= FEWEST}


def _responses(start: datetime, end: datetime) -> list[Mapping[str, int]]:
    query = sa.select(SurveyResponse.answers).where(
        SurveyResponse.at >= start, SurveyResponse.at < end
    )
    return list(db.session.scalars(query))


def survey_index(since: datetime) -> tuple[Decimal | None, int]:
    """The index of all answers since an instant, and how many they are."""
    query = sa.select(SurveyResponse.answers).where(SurveyResponse.at >= since)
    answers = list(db.session.scalars(query))
    return index(answers), len(answers)
