"""The clocks of a ticket, measured: due when, why, met or missed (`sla-rules.md` sections 2-3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from helpdesk.domain.calendar import WorkingCalendar
from helpdesk.domain.calendar_history import CalendarHistory
from helpdesk.domain.clock_spans import ClockKind, Span, spans_of
from helpdesk.domain.events import Event
from helpdesk.domain.frozen import changed
from helpdesk.domain.span_data import closed_pauses
from helpdesk.domain.working_time import Deadline, Limit, Pause, WorkingDays, deadline

__all__ = [
    "Clock", "ClockKind", "ClockState", "clocks_of", "due_if_resumed", "running", "soonest",
]


class ClockState(StrEnum):
    """Where a clock stands at an instant."""

    RUNNING = "running"
    HELD = "held"  # an open pause: no deadline now
    MET = "met"
    MISSED = "missed"
    CANCELLED = "cancelled"
    SUPERSEDED = "superseded"


@dataclass(frozen=True)
class Clock:
    """One measured clock; `due_at` is None while an open pause holds it.

    `calendar` is the one that measured it, which names its days.
    """

    span: Span
    deadline: Deadline
    due_at: datetime | None
    state: ClockState
    calendar: WorkingCalendar

    @property
    def kind(self) -> ClockKind:
        return self.span.kind

    @property
    def cycle(self) -> int:
        return self.span.cycle

    @property
    def limit(self) -> Limit | None:
        return self.span.promise.limit if self.span.promise else None

    @property
    def basis(self) -> str:
        return self.span.promise.basis if self.span.promise else ""

    @property
    def started_at(self) -> datetime:
        return self.span.started_at

    @property
    def stopped_at(self) -> datetime | None:
        return self.span.stopped_at

    @property
    def pauses(self) -> tuple[Pause, ...]:
        return self.span.pauses

    @property
    def unfinished(self) -> bool:
        """Still waiting for what stops it, on time or not."""
        return self.span.end is None

    def runs_at(self, instant: datetime) -> bool:
        """Whether the clock was running at `instant`: started, not ended, not paused."""
        ended = self.span.ended_at
        if instant < self.started_at or (ended is not None and ended <= instant):
            return False
        if instant == self.due_at:
            return True  # a deadline that is there was reached, even as a pause began
        return not any(
            p.start <= instant and (p.end is None or instant < p.end) for p in self.pauses
        )


def _measure(span: Span, calendars: CalendarHistory, now: datetime) -> Clock:
    """By the calendar of its time: whoever was met or missed before an edit keeps what they had."""
    calendar = calendars.newest.calendar
    if span.fixed_due is not None:
        reached = Deadline(span.fixed_due, None, None, ())
    else:
        for calendar, until in calendars.from_instant(span.started_at):
            reached = _reached(span, calendar)
            if until is None or _over_before(span, reached.at, until):
                break
    return Clock(span, reached, reached.at, _state(span, reached.at, now), calendar)


def _over_before(span: Span, due: datetime | None, instant: datetime) -> bool:
    """Whether the clock had ended, or its deadline had passed, when the next calendar was saved."""
    ended = span.ended_at is not None and span.ended_at < instant
    return ended or (due is not None and due < instant)


def _reached(span: Span, calendar: WorkingCalendar) -> Deadline:
    assert span.promise is not None
    reached = deadline(calendar, span.started_at, span.promise.limit, span.pauses)
    if reached.at is not None and span.changed_at is not None and reached.at < span.changed_at:
        return _after_change(span, calendar)
    return reached


def _after_change(span: Span, calendar: WorkingCalendar) -> Deadline:
    """`shift(change, +1)`: a change may not make a ticket late behind the officer's back.

    Later pauses still hold it, so it is counted as one working day from that day's opening.
    """
    assert span.changed_at is not None
    day = calendar.local_date(span.changed_at)
    if not calendar.is_working_day(day):
        day = calendar.local_date(calendar.shift(span.changed_at, -1))
    opening = calendar.first_window_start(day)
    return deadline(calendar, opening, WorkingDays(1), span.pauses)


def _state(span: Span, due: datetime | None, now: datetime) -> ClockState:
    if span.end == "stopped":
        assert span.stopped_at is not None
        late = due is not None and span.stopped_at > due
        return ClockState.MISSED if late else ClockState.MET
    ended = span.ended_at if span.ended_at is not None else now
    if due is not None and ended > due:
        return ClockState.MISSED
    if span.end is not None:
        return ClockState(span.end)
    return ClockState.RUNNING if due is not None else ClockState.HELD


def clocks_of(
    events: Sequence[Event], calendars: CalendarHistory, now: datetime
) -> tuple[Clock, ...]:
    """All clocks of a ticket at `now`, in the order they began; the fold of its events."""
    return tuple(_measure(span, calendars, now) for span in spans_of(events))


def due_if_resumed(clock: Clock, calendars: CalendarHistory, now: datetime) -> datetime | None:
    """When it would fall due if whatever holds it ended now."""
    span = changed(clock.span, pauses=closed_pauses(clock.span, now))
    return _measure(span, calendars, now).due_at


def running(clocks: Iterable[Clock], kind: ClockKind) -> Clock | None:
    """The unfinished clock of a kind, of which there is at most one."""
    return next((c for c in clocks if c.kind is kind and c.unfinished), None)


def soonest(clocks: Iterable[Clock]) -> datetime | None:
    """The earliest deadline among unfinished clocks, passed ones included."""
    dues = [c.due_at for c in clocks if c.unfinished and c.due_at is not None]
    return min(dues, default=None)
