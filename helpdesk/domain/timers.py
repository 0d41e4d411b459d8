"""What the passing of time does beside the ladder: reminders, proposals to close, closing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from helpdesk.domain.calendar import WorkingCalendar
from helpdesk.domain.catalogue import Limits
from helpdesk.domain.escalation import DueStep
from helpdesk.domain.events import Event, EventType
from helpdesk.domain.projection import Standing, standings
from helpdesk.domain.tender_claim import tender_day_begins
from helpdesk.domain.ticket import ENDED, Kind, Status

LimitsAt = Callable[[datetime], Limits]


@dataclass(frozen=True)
class Wait:
    """One time of waiting for the requester; asking again begins the next."""

    turn: int
    since: datetime
    until: datetime | None
    reason: str | None
    kind: Kind


def reopen_until(resolved_at: datetime, calendar: WorkingCalendar, days: int) -> datetime:
    """24:00 local of the `days`-th calendar day after resolving (`sla-rules.md` section 3)."""
    day = calendar.local_date(resolved_at) + timedelta(days=days + 1)
    return datetime.combine(day, time(0), calendar.tz)


def waits_of(events: Sequence[Event]) -> tuple[Wait, ...]:
    """Every wait for the requester, in order; the last may still go on."""
    if not any(map(_begins_wait, events)):
        return ()  # most tickets, without folding them
    waits: list[Wait] = []
    for event, standing in zip(events, standings(events), strict=True):
        begins = _begins_wait(event)
        going_on = bool(waits) and waits[-1].until is None
        if going_on and (begins or standing.status is not Status.WAITING_REQUESTER):
            waits[-1] = replace(waits[-1], until=max(event.occurred_at, waits[-1].since))
        if begins:
            waits.append(Wait(
                len(waits) + 1, event.occurred_at, None, standing.wait_reason, standing.kind
            ))
    return tuple(waits)


def _begins_wait(event: Event) -> bool:
    if event.type is EventType.FORWARDED:
        return event.data.get("channel") == "self_filed" and not event.data.get("resent")
    return event.type is EventType.WAITING_STARTED


def timers_of(
    standing: Standing, events: Sequence[Event], limits_at: LimitsAt, calendar: WorkingCalendar
) -> Iterator[DueStep]:
    """The steps that no clock carries: waiting for the requester, and the end of reopening.

    Each follows the figures that held when it began, as those were told to the requester.
    """
    if standing.status is Status.RESOLVED and standing.resolved_at is not None:
        days = limits_at(standing.resolved_at).reopen_days
        at = reopen_until(standing.resolved_at, calendar, days)
        turn = sum(e.type is EventType.RESOLVED for e in events)
        yield _step("close", "reopening", turn, at, "close", ())
    for wait in waits_of(events):
        yield from _waiting(wait, limits_at(wait.since), calendar)


def _waiting(wait: Wait, limits: Limits, calendar: WorkingCalendar) -> Iterator[DueStep]:
    for days in limits.remind_after:
        at = calendar.shift(wait.since, days)
        yield _step(f"remind-{days}", "waiting", wait.turn, at, "remind_requester", (), wait)
    at = silence_ends(wait, limits, calendar)
    who = ("assignee", "unit_head")
    yield _step("propose-close", "waiting", wait.turn, at, "propose_close", who, wait)


def silence_ends(wait: Wait, limits: Limits, calendar: WorkingCalendar) -> datetime:
    """When a silent requester's ticket may be proposed for closing (`sla-rules.md` section 3)."""
    silence = limits.close_silence
    if wait.kind is Kind.COMPLAINT:
        return wait.since + timedelta(days=silence.complaint_calendar_days)
    days = silence.visit if wait.reason == "visit" else silence.default
    return calendar.shift(wait.since, days.count)


def tender_timer(
    standing: Standing, events: Sequence[Event], deadline: datetime, calendar: WorkingCalendar
) -> Iterator[DueStep]:
    """The morning from which a tender known earlier is about to close.

    A deadline that was told later than that was judged when it was told.
    """
    told = [event for event in events if _tells_deadline(event)]
    at = tender_day_begins(calendar, deadline)
    open_ = standing.status not in (Status.RESOLVED, *ENDED)
    if open_ and standing.claim is None and told and told[-1].at < at:
        yield _step("tender-day", "tender", len(told), at, "tender_day", ())


def _tells_deadline(event: Event) -> bool:
    told = event.type is EventType.DETAILS_ADDED and "tender_deadline" in event.data["fields"]
    return told or event.type is EventType.REGISTERED


def _step(
    code: str, clock: str, turn: int, at: datetime, action: str, recipients: tuple[str, ...],
    wait: Wait | None = None,
) -> DueStep:
    until = wait.until if wait else None
    return DueStep(
        code=code, clock=clock, cycle=turn, due_at=at, level=0, action=action,
        recipients=recipients, template=action, tell_requester=action == "remind_requester",
        running=until is None or at < until, still_running=until is None,
    )
