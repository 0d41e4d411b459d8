"""What the passing of time does beside the ladder: reminders, proposals to close, closing."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta

from helpdesk.domain.calendar import WorkingCalendar
from helpdesk.domain.catalogue import Limits
from helpdesk.domain.escalation import DueStep
from helpdesk.domain.events import Event, EventType
from helpdesk.domain.projection import Standing
from helpdesk.domain.ticket import Kind, Status


def reopen_until(resolved_at: datetime, calendar: WorkingCalendar, days: int) -> datetime:
    """24:00 local of the `days`-th calendar day after resolving (`sla-rules.md` section 3)."""
    day = calendar.local_date(resolved_at) + timedelta(days=days + 1)
    return datetime.combine(day, time(0), calendar.tz)


def timers_of(
    standing: Standing, events: Sequence[Event], limits: Limits, calendar: WorkingCalendar
) -> Iterator[DueStep]:
    """The steps that no clock carries: waiting for the requester, and the end of reopening."""
    if standing.status is Status.RESOLVED and standing.resolved_at is not None:
        at = reopen_until(standing.resolved_at, calendar, limits.reopen_days)
        turn = sum(e.type is EventType.RESOLVED for e in events)
        yield _step("close", "reopening", turn, at, "close", ())
    if standing.status is Status.WAITING_REQUESTER:
        yield from _waiting(standing, events, limits, calendar)


def _waiting(
    standing: Standing, events: Sequence[Event], limits: Limits, calendar: WorkingCalendar
) -> Iterator[DueStep]:
    waits = [e for e in events if e.type in (EventType.WAITING_STARTED, EventType.FORWARDED)]
    if not waits:
        return
    since, turn = waits[-1].occurred_at, len(waits)
    for days in limits.remind_after:
        at = calendar.shift(since, days)
        yield _step(f"remind-{days}", "waiting", turn, at, "remind_requester", ())
    at = _silence_ends(standing, since, limits, calendar)
    yield _step("propose-close", "waiting", turn, at, "propose_close", ("assignee", "unit_head"))


def _silence_ends(
    standing: Standing, since: datetime, limits: Limits, calendar: WorkingCalendar
) -> datetime:
    silence = limits.close_silence
    if standing.kind is Kind.COMPLAINT:
        return since + timedelta(days=silence.complaint_calendar_days)
    days = silence.visit if standing.wait_reason == "visit" else silence.default
    return calendar.shift(since, days.count)


def _step(
    code: str, clock: str, turn: int, at: datetime, action: str, recipients: tuple[str, ...]
) -> DueStep:
    return DueStep(
        code=code, clock=clock, cycle=turn, due_at=at, level=0, action=action,
        recipients=recipients, template=action, tell_requester=action == "remind_requester",
        running=True, still_running=True,
    )
