"""The ladder: which steps a ticket's clocks call for, and when (`sla-rules.md` section 5)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from helpdesk.domain.calendar import WorkingCalendar
from helpdesk.domain.catalogue import LadderStep
from helpdesk.domain.projection import Standing
from helpdesk.domain.sla import Clock, ClockKind, ClockState
from helpdesk.domain.ticket import PROVIDERS, Authority, RelayState
from helpdesk.domain.working_time import WorkingDays, WorkingMinutes, point_at

# Where a ticket stood at an instant (its standing now, for an instant to come).
At = Callable[[datetime], Standing]

# A provider that never answers is reminded this often at most before people must decide.
MOST_PROVIDER_DEADLINES = 12


class DueStep(NamedTuple):
    """One step of the ladder for one clock; `key` makes it happen once, whoever sweeps."""

    code: str
    clock: str
    cycle: int
    due_at: datetime
    level: int
    action: str
    recipients: tuple[str, ...]
    template: str
    tell_requester: bool
    running: bool  # was its clock running at the due instant?
    still_running: bool  # and is it now?
    strictly_after: bool = False  # a deadline is missed only once it has passed
    mail_only: bool = False  # the bureau keeps this rung out of officers' chats

    @property
    def name(self) -> tuple[str, int, str]:
        """(clock, cycle, step): what is done once for a ticket."""
        return self.clock, self.cycle, self.code

    def key(self, ticket_id: int) -> str:
        """The unique key (ticket, clock, cycle, step)."""
        return f"step:{ticket_id}:{self.clock}:{self.cycle}:{self.code}"

    @property
    def leaves_the_bureau(self) -> bool:
        """Whether all of it goes outside, so that running late may make it senseless."""
        return self.action in {"escalate_provider", "remind_provider", "remind_requester"}

    def is_due(self, now: datetime) -> bool:
        """Whether its instant has come."""
        return self.due_at < now or (self.due_at == now and not self.strictly_after)


def steps_of(
    standing_at: At,
    clocks: Sequence[Clock],
    ladder: Iterable[LadderStep],
    calendar: WorkingCalendar,
    *,
    warn_at_percent: int,
    until: datetime,
) -> Iterator[DueStep]:
    """Every step whose clock has a deadline, past and to come, but for what the clock forestalled.

    Which rung fits is asked of the standing at the rung's own instant, so that a sweep that comes
    late takes the steps that a punctual one would have taken. Provider reminders repeat without
    end; they are listed up to the first one after `until`.
    """
    ladder = tuple(ladder)
    for clock in clocks:
        if clock.due_at is None or clock.state is ClockState.SUPERSEDED:
            continue
        kind = clock.kind
        rungs = [rung for rung in ladder if kind in rung.clocks]
        for round_, due in deadlines_of(clock, calendar, until):
            for rung in rungs:
                if not _of_round(rung, round_) or _forestalled(rung, clock, due):
                    continue
                if not _of_authority(rung, standing_at, due):
                    continue
                at = _instant(rung, clock, due, calendar, warn_at_percent)
                if at is not None and _fits(rung, standing_at, at):
                    yield _due_step(rung, clock, round_, at)


def deadlines_of(
    clock: Clock, calendar: WorkingCalendar, until: datetime
) -> Iterator[tuple[int, datetime]]:
    """The clock's deadline; for a provider's clock deadline k+1 = shift(deadline k, target)."""
    due, limit = clock.due_at, clock.limit
    if due is None:
        return
    yield 1, due
    if clock.kind is not ClockKind.THIRD_PARTY or not isinstance(limit, WorkingDays):
        return
    for round_ in range(2, MOST_PROVIDER_DEADLINES + 1):
        if due > until:
            return
        due = calendar.shift(due, limit.count)
        yield round_, due


def _of_round(rung: LadderStep, round_: int) -> bool:
    """A warning belongs to the first deadline; "after the third" is once, not ever again."""
    if rung.when == "warn":
        return round_ == rung.cycle_at_least == 1
    return rung.cycle_at_least == 1 or round_ == rung.cycle_at_least


def _forestalled(rung: LadderStep, clock: Clock, due: datetime) -> bool:
    """What follows a miss was never due for a clock that had ended by then."""
    ended = clock.span.ended_at
    return rung.when == "missed" and ended is not None and ended <= due


def _of_authority(rung: LadderStep, standing_at: At, due: datetime) -> bool:
    """The authority at the deadline decides the row."""
    return rung.authorities is None or _authority(standing_at(due)) in rung.authorities


def _fits(rung: LadderStep, standing_at: At, at: datetime) -> bool:
    """Whether the matter stands, at the rung's own instant, where the rung says."""
    if rung.accepted is None and rung.answered is None and rung.action != "escalate_provider":
        return True  # most rungs: nothing needs to be known about that instant
    standing = standing_at(at)
    answered = standing.relay_state is RelayState.ANSWERED
    accepted = standing.accepted or answered  # who answered had accepted
    if rung.action == "escalate_provider" and _authority(standing) not in _ESCALATED:
        return False  # taken over meanwhile by someone who is not LKPP or Telkom
    return rung.accepted in (None, accepted) and rung.answered in (None, answered)


_ESCALATED = PROVIDERS | {Authority.SHARED}


def _authority(standing: Standing) -> Authority:
    """Unset counts as the bureau's; a sealed complaint never leaves it for LKPP or Telkom."""
    if standing.sealed and standing.authority in _ESCALATED:
        return Authority.BUREAU
    return standing.authority or Authority.BUREAU


def _instant(
    rung: LadderStep, clock: Clock, due: datetime, calendar: WorkingCalendar, percent: int
) -> datetime | None:
    if rung.when == "missed":
        return calendar.shift(due, rung.shift) if rung.shift else due
    limit = clock.limit
    if isinstance(limit, WorkingMinutes):
        part = limit.count * percent / 100
        return point_at(calendar, clock.started_at, part, clock.pauses)
    day = calendar.local_date(due)
    if not calendar.is_working_day(day):  # a target may fall on any day
        day = calendar.local_date(calendar.shift(due, -1))
    return calendar.first_window_start(day)


def _due_step(rung: LadderStep, clock: Clock, round_: int, at: datetime) -> DueStep:
    return DueStep(
        code=rung.code if round_ == 1 else f"{rung.code}-{round_}",
        clock=clock.kind.value,
        cycle=clock.cycle,
        due_at=at,
        level=rung.level,
        action=rung.action,
        recipients=rung.recipients,
        template=rung.template,
        tell_requester=rung.tell_requester,
        running=clock.runs_at(at),
        still_running=clock.unfinished,
        strictly_after=rung.when == "missed" and not rung.shift,
        mail_only="telegram" not in rung.channels,
    )
