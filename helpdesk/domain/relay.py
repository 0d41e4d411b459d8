"""Where a matter meant for LKPP or Telkom stands: for how long, reminded when, how late."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from helpdesk.domain.calendar import WorkingCalendar
from helpdesk.domain.escalation import DueStep, deadlines_of
from helpdesk.domain.events import Event, EventType
from helpdesk.domain.projection import Standing
from helpdesk.domain.shares import calendar_days
from helpdesk.domain.sla import Clock, ClockKind, ClockState, running
from helpdesk.domain.ticket import PROVIDERS, RelayState
from helpdesk.domain.working_time import WorkingDays


class Stage(StrEnum):
    """The columns of the board, in the order of the way a matter goes."""

    UNFILED = "unfiled"  # meant for them, nothing sent
    SELF_FILED = "self_filed"  # the account's owner files; their number is awaited
    FILED = "filed"
    ACCEPTED = "accepted"
    DATA_REQUESTED = "data_requested"


@dataclass(frozen=True)
class Reminder:
    """What the sweep does next by itself to move the matter, and when."""

    at: datetime
    action: str  # remind_provider | escalate_provider | remind_requester


@dataclass(frozen=True)
class RelayPosition:
    """One line of the board. `late`: which clock makes it 'terlambat diteruskan', if any."""

    stage: Stage
    provider: str
    filed_at: datetime | None
    days: int  # working days since it was filed, or since it should have been
    reminder: Reminder | None
    file_by: datetime | None  # until when an officer must file it
    target: int | None  # working days agreed with them
    answer_by: datetime | None
    missed: int
    late: ClockKind | None


def stage_of(standing: Standing) -> Stage | None:
    """The column a ticket stands in, or None when it has nothing to do with the board."""
    state = standing.relay_state
    if state in (None, RelayState.TAKEN_BACK):
        return Stage.UNFILED if standing.authority in PROVIDERS else None
    if state is RelayState.FILED and standing.relay_channel == "self_filed":
        return Stage.SELF_FILED
    return _STAGES.get(state)


_STAGES: dict[RelayState | None, Stage] = {
    RelayState.READY: Stage.UNFILED, RelayState.FILED: Stage.FILED,
    RelayState.ACCEPTED: Stage.ACCEPTED, RelayState.DATA_REQUESTED: Stage.DATA_REQUESTED,
}


def relay_position(
    standing: Standing, events: Sequence[Event], clocks: Sequence[Clock],
    steps: Iterable[DueStep], calendar: WorkingCalendar, now: datetime,
) -> RelayPosition | None:
    """The line of a ticket at `now`; `steps` are those that it still has before it."""
    stage = stage_of(standing)
    if stage is None:
        return None
    provider = provider_of(standing)
    filed = None if stage is Stage.UNFILED else filed_at(events, provider)
    third = running(clocks, ClockKind.THIRD_PARTY)
    limit = third.limit if third is not None else None
    return RelayPosition(
        stage=stage, provider=provider, filed_at=filed,
        days=calendar_days(calendar, filed or _meant_since(standing, clocks), now),
        reminder=next_reminder(steps), file_by=_file_by(stage, events, clocks),
        target=limit.count if isinstance(limit, WorkingDays) else None,
        answer_by=_answer_by(third, calendar, now),
        missed=missed_deadlines(clocks, provider, calendar, now),
        late=late_in_forwarding(standing, clocks),
    )


def provider_of(standing: Standing) -> str:
    """Whom the matter is with; before it is sent, whose it is. LKPP for a shared one."""
    if standing.relay_state in (None, RelayState.TAKEN_BACK) and standing.authority in PROVIDERS:
        return str(standing.authority)
    return standing.provider or "lkpp"


def filed_at(events: Sequence[Event], provider: str) -> datetime | None:
    """When it was first filed with them in this stay; sent on after a question it is the same."""
    found = None
    for event in events:
        if event.type in _STAY_ENDS:
            found = None
        elif event.type is EventType.FORWARDED and event.data.get("provider") == provider:
            found = found or event.occurred_at
    return found


_STAY_ENDS = (EventType.TAKEN_BACK, EventType.PROVIDER_ANSWERED, EventType.RESOLVED)


def _meant_since(standing: Standing, clocks: Sequence[Clock]) -> datetime:
    clock = running(clocks, ClockKind.FORWARDING)
    return clock.started_at if clock is not None else standing.relay_at or standing.received_at


def next_reminder(steps: Iterable[DueStep]) -> Reminder | None:
    """The first step to come that reaches LKPP, Telkom or the requester who files."""
    outward = [step for step in steps if step.leaves_the_bureau]
    first = min(outward, key=lambda step: step.due_at, default=None)
    return Reminder(first.due_at, first.action) if first is not None else None


def _file_by(
    stage: Stage, events: Sequence[Event], clocks: Sequence[Clock]
) -> datetime | None:
    """The forwarding clock's deadline; what the ladder escalated has one working day from then."""
    if stage not in (Stage.UNFILED, Stage.DATA_REQUESTED):
        return None
    ready = [e for e in events if e.type is EventType.RELAY_READY]
    if stage is Stage.UNFILED and ready and ready[-1].data.get("file_by"):
        return datetime.fromisoformat(ready[-1].data["file_by"])
    clock = running(clocks, ClockKind.FORWARDING)
    return clock.due_at if clock is not None else None


def _answer_by(
    clock: Clock | None, calendar: WorkingCalendar, now: datetime
) -> datetime | None:
    """The first of their deadlines that lies ahead; the last one when none does."""
    dues = [due for _, due in deadlines_of(clock, calendar, now)] if clock is not None else []
    ahead = (due for due in dues if due >= now)
    return next(ahead, dues[-1] if dues else None)


def missed_deadlines(
    clocks: Sequence[Clock], provider: str, calendar: WorkingCalendar, now: datetime
) -> int:
    """How many of their deadlines passed without an answer, over all cycles with them."""
    theirs = [
        c for c in clocks if c.kind is ClockKind.THIRD_PARTY and c.span.provider == provider
    ]
    return sum(
        due < (clock.span.ended_at or now)
        for clock in theirs for _, due in deadlines_of(clock, calendar, clock.span.ended_at or now)
    )


def late_in_forwarding(standing: Standing, clocks: Sequence[Clock]) -> ClockKind | None:
    """'Terlambat diteruskan': counted against the bureau until LKPP or Telkom have accepted.

    The clock that says so: the resolution missed before acceptance, or the forwarding missed.
    """
    if standing.relay_state in (RelayState.ACCEPTED, RelayState.ANSWERED):
        return None
    resolution = running(clocks, ClockKind.RESOLUTION)
    if resolution is not None and resolution.state is ClockState.MISSED:
        return ClockKind.RESOLUTION
    forwardings = [c for c in clocks if c.kind is ClockKind.FORWARDING]
    if forwardings and forwardings[-1].state is ClockState.MISSED:
        return ClockKind.FORWARDING
    return None
