"""One month of receipts summed for the public: counts safe to show, and how long things took."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import defer

from helpdesk.db import db
from helpdesk.domain.calendar import WorkingCalendar
from helpdesk.domain.events import EventType
from helpdesk.domain.suppression import FEWEST, Line, hidden_counts
from helpdesk.domain.working_time import WorkingDays, elapsed
from helpdesk.models import Incident, SurveyResponse, Ticket, TicketClock, TicketEvent
from helpdesk.queries.attribution import OF_TICKET, cause_of

MEASURES = ("received", "answered_on", "answered_late", "resolved_on", "resolved_late",
            "late_forwarded", "reopened")
_DECIDED = ("answered", "resolved")
_DECIDED_BY = {"response": "answered", "resolution": "resolved"}
_REST = ("answered_rest", "resolved_rest")  # undecided, withdrawn, merged, sealed: never published
_PROVIDERS = ("lkpp", "telkom")


class Facts(NamedTuple):
    """`counts` by "group|measure", group being "", "unit:x", "service:y" or "matter:y/kind"."""

    counts: Mapping[str, int]
    spent: Mapping[str, Mapping[str, int]]  # group → working days → resolved tickets
    waited: Mapping[str, Sequence[float]]  # "group|provider" → working days, waits
    elsewhere: Mapping[str, int]  # cause → late resolutions that an incident accounts for
    survey: Mapping[str, Sequence[int]]  # group → sum of all answers, responses
    efforts: Mapping[str, int]  # reminders and letters that went to LKPP and Telkom


def after(first: date, by: int = 1) -> date:
    """The first of the month so many months later."""
    year, month = divmod(first.year * 12 + first.month - 1 + by, 12)
    return date(year, month + 1, 1)


def facts_of(
    calendar: WorkingCalendar, first: date, now: datetime
) -> Facts:
    """Everything of the month, small counts included; found by the index of receipts."""
    start, end = _midnight(first, calendar.tz), _midnight(after(first), calendar.tz)
    within = sa.and_(Ticket.received_at >= start, Ticket.received_at < end)
    places = _places(within)
    counts, elsewhere = Counter[str](), Counter[str]()
    spent: dict[str, Counter[str]] = defaultdict(Counter)
    waited: dict[str, list[float]] = defaultdict(lambda: [0, 0])
    forwarded_late: set[int] = set()
    verdicts: dict[tuple[str, int], str] = {}
    for place in places.values():
        counts.update(f"{group}|received" for group in place.groups)
    for clock, provider, incident in _clocks(within):
        groups, verdict = places[clock.ticket_id].groups, _verdict(clock, now)
        measure = _DECIDED_BY.get(clock.kind) if clock.cycle == 1 else None
        if measure and verdict:
            key = measure, clock.ticket_id
            # A clock replaced after it was missed stays missed: each ticket counts once, as late.
            verdicts[key] = "late" if verdicts.get(key) == "late" else verdict
        cause = cause_of(clock, incident) if measure == "resolved" and verdict == "late" else None
        elsewhere.update([cause.value] if cause else [])
        if clock.kind == "resolution" and clock.stopped_at is not None:
            days = elapsed(calendar, clock.started_at, clock.stopped_at, WorkingDays)
            for group in groups:
                spent[group][str(int(days))] += 1
        if clock.kind == "forwarding" and verdict == "late":
            forwarded_late.add(clock.ticket_id)
        for group in groups if clock.kind == "third_party" and provider in _PROVIDERS else ():
            wait = waited[f"{group}|{provider}"]
            wait[0] += _waited(calendar, clock, now)
            wait[1] += 1
    for (measure, id_), verdict in verdicts.items():
        counts.update(f"{group}|{measure}_{verdict}" for group in places[id_].groups)
    for name, ids in (("late_forwarded", forwarded_late), ("reopened", _reopened(within))):
        counts.update(f"{group}|{name}" for id_ in ids for group in places[id_].groups)
    return Facts(counts, spent, waited, elsewhere, _survey(start, end), _efforts(within))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)


class _Place(NamedTuple):
    """The groups one ticket counts in; a sealed one counts as received and nowhere else."""

    groups: Sequence[str]
    sealed: bool


def _places(within: sa.ColumnElement[bool]) -> dict[int, _Place]:
    """Sealed tickets stand with those of no unit and no service."""
    query = sa.select(
        Ticket.id, Ticket.unit, Ticket.service, Ticket.kind, Ticket.sealed
    ).where(within)
    return {
        id_: _Place(("", "unit:", "service:", "matter:/"), True) if sealed else _Place(
            ("", f"unit:{unit or ''}", f"service:{service or ''}",
             f"matter:{service or ''}/{kind}"), False,
        )
        for id_, unit, service, kind, sealed in db.session.execute(query)
    }


def _clocks(within: sa.ColumnElement[bool]) -> Iterable[Any]:
    query = (
        sa.select(TicketClock, Ticket.provider, Incident)
        .join(Ticket, Ticket.id == TicketClock.ticket_id).outerjoin(Incident, OF_TICKET)
        .where(within, Ticket.sealed.is_(False), TicketClock.kind.in_(
            ["response", "resolution", "forwarding", "third_party"]
        )).options(defer(TicketClock.days))
    )
    return db.session.execute(query)


def _waited(calendar: WorkingCalendar, clock: TicketClock, now: datetime) -> float:
    until = clock.stopped_at or clock.ended_at or now
    return float(elapsed(calendar, clock.started_at, until, WorkingDays))


def _verdict(clock: TicketClock, now: datetime) -> str | None:
    """'on' for met; 'late' for missed, or past due and still running."""
    if clock.state == "met":
        return "on"
    overdue = clock.state == "running" and clock.due_at is not None and clock.due_at < now
    return "late" if clock.state == "missed" or overdue else None


def _reopened(within: sa.ColumnElement[bool]) -> Iterable[int]:
    query = sa.select(TicketEvent.ticket_id).distinct().join(
        Ticket, Ticket.id == TicketEvent.ticket_id
    ).where(within, Ticket.sealed.is_(False), TicketEvent.type == EventType.REOPENED.value)
    return db.session.scalars(query)


def _efforts(within: sa.ColumnElement[bool]) -> dict[str, int]:
    """What the bureau did about matters that are not its own."""
    reminded = sa.and_(TicketEvent.type == EventType.STEP_TAKEN.value,
                       TicketEvent.data["action"].as_string() == "remind_provider")
    by_letter = sa.and_(TicketEvent.type == EventType.FORWARDED.value,
                        TicketEvent.data["channel"].as_string() == "letter")
    query = sa.select(
        sa.func.count().filter(reminded), sa.func.count().filter(by_letter)
    ).select_from(TicketEvent).join(Ticket, Ticket.id == TicketEvent.ticket_id).where(
        within, Ticket.sealed.is_(False),
        TicketEvent.type.in_([EventType.STEP_TAKEN.value, EventType.FORWARDED.value]),
    )
    reminders, letters = db.session.execute(query).one()
    return {"reminders": reminders, "letters": letters}


def _survey(start: datetime, end: datetime) -> dict[str, Sequence[int]]:
    """By month of the answer, not of the ticket: what people said then."""
    query = sa.select(SurveyResponse.unit, SurveyResponse.service, SurveyResponse.answers)
    found: dict[str, list[int]] = {}
    for unit, service, answers in db.session.execute(
        query.where(SurveyResponse.at >= start, SurveyResponse.at < end)
    ):
        for group in ("", f"unit:{unit or ''}", f"service:{service or ''}"):
            both = found.setdefault(group, [0, 0])
            both[0] += sum(answers.values())
            both[1] += 1
    return dict(found)


def published(facts: Facts) -> dict[str, Any]:
    """What may be kept and shown of a month: the small counts, and what gives them away, are None.

    Each month is made safe on its own, and a period is the sum of what its months show: no two
    periods can be subtracted to find what a month hides.
    """
    counts, lines = _table(facts.counts)
    never = frozenset(name for name in counts if name.rpartition("|")[2] in _REST)
    hidden = hidden_counts(counts, lines, never)
    return {
        "counts": {n: None if n in hidden else c for n, c in counts.items() if n not in never},
        "spent": facts.spent, "waited": facts.waited, "survey": facts.survey,
        "efforts": {name: n if n == 0 or n >= FEWEST else None
                    for name, n in facts.efforts.items()},
        "elsewhere": _apart(facts.elsewhere, counts["|resolved_late"]),
        "few": [m for m in ("answered_late", "resolved_late") if _is_few(m, counts, hidden)],
    }


def _is_few(measure: str, counts: Mapping[str, int], hidden: Set[str]) -> bool:
    """Whether "fewer than five" may be said of the month's late ones, as good months deserve.

    Four groups with a hidden count beside it would tell that each holds exactly one.
    """
    dark = [sum(name.startswith(kind) and name.endswith(f"|{measure}") for name in hidden)
            for kind in ("unit:", "service:")]
    return 0 < counts[f"|{measure}"] < FEWEST and max(dark) < FEWEST - 1


def _apart(elsewhere: Mapping[str, int], late: int) -> dict[str, int]:
    """Late ones by cause, unless what is left over, or a cause, would be a small count."""
    told = {cause: n for cause, n in elsewhere.items() if n >= FEWEST}
    left = late - sum(told.values())
    return {} if 0 < left < FEWEST else told


def _table(found: Mapping[str, int]) -> tuple[dict[str, int], list[Line]]:
    """Every count of every group, noughts too, and what readers can add up."""
    groups = {"", *(name.rpartition("|")[0] for name in found)}
    counts = {f"{g}|{m}": found.get(f"{g}|{m}", 0) for g in groups for m in MEASURES}
    lines: list[Line] = []
    for group in groups:
        for verdict in _DECIDED:
            on, late, rest = (f"{group}|{verdict}_{end}" for end in ("on", "late", "rest"))
            counts[rest] = counts[f"{group}|received"] - counts[on] - counts[late]
            lines.append(Line(f"{group}|received", [on, late, rest]))
    for kind in ("unit:", "service:", "matter:"):
        inside = sorted(g for g in groups if g.startswith(kind))
        lines += [Line(f"|{m}", [f"{g}|{m}" for g in inside]) for m in (*MEASURES, *_REST)
                  if inside]
    for group in sorted(g for g in groups if g.startswith("service:")):
        code = group.removeprefix("service:")
        inside = sorted(g for g in groups if g.startswith(f"matter:{code}/"))
        lines += [Line(f"{group}|{m}", [f"{g}|{m}" for g in inside]) for m in (*MEASURES, *_REST)]
    return counts, lines
