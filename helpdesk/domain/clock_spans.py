"""When each clock of a ticket ran: events folded into starts, stops, pauses; no calendar yet.

The table of `sla-rules.md` section 3, one method per event. A clock's limit is the promise that an
event carries, never a figure in code.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from helpdesk.domain.events import Event, EventType
from helpdesk.domain.promise import Promise, from_data
from helpdesk.domain.ticket import PROVIDERS, Kind
from helpdesk.domain.working_time import Pause


class ClockKind(StrEnum):
    """The five clocks, and the target set after a miss."""

    RESPONSE = "response"
    FORWARDING = "forwarding"
    RESOLUTION = "resolution"
    REPLY = "reply"
    THIRD_PARTY = "third_party"
    TARGET = "target"


# Only for these must the answer say whether the file is complete (Pasal 8(5)).
NEEDS_COMPLETENESS = frozenset({Kind.COMPLAINT, Kind.REQUEST})


@dataclass(frozen=True)
class Span:
    """One clock, unmeasured. `end` is None, 'stopped', 'cancelled' or 'superseded'."""

    kind: ClockKind
    cycle: int
    started_at: datetime
    promise: Promise | None
    pauses: tuple[Pause, ...] = ()
    stopped_at: datetime | None = None
    ended_at: datetime | None = None
    end: str | None = None
    changed_at: datetime | None = None  # set when a change of kind or service began this clock
    fixed_due: datetime | None = None  # a target is an instant, not a limit
    provider: str | None = None


@dataclass
class _Fold:
    """State while walking the events; `open` holds at most one clock of each kind."""

    done: list[Span] = field(default_factory=list)
    open: dict[ClockKind, Span] = field(default_factory=dict)
    promises: dict[str, Any] = field(default_factory=dict)
    cycles: dict[ClockKind, int] = field(default_factory=dict)
    waits: list[Pause] = field(default_factory=list)
    kind: Kind = Kind.INQUIRY
    authority: str | None = None
    service: str | None = None
    received_at: datetime | None = None
    complete_at: datetime | None = None
    originals_at: datetime | None = None
    unanswered_at: datetime | None = None
    data_requested: bool = False

    # -- starting and ending -----------------------------------------------------------------
    def start(
        self, kind: ClockKind, at: datetime, *, cycle: int | None = None, **more: Any
    ) -> None:
        promised = self.promises.get(kind.value)
        if kind in self.open or (promised is None and "fixed_due" not in more):
            return
        number = cycle if cycle is not None else self.cycles.get(kind, 0) + 1
        self.cycles[kind] = number
        promise = from_data(promised) if promised is not None else None
        self.open[kind] = Span(kind, number, at, promise, **more)

    def finish(self, kind: ClockKind, at: datetime, end: str) -> None:
        span = self.open.pop(kind, None)
        if span is not None:
            stopped = at if end == "stopped" else None
            pauses = self._pauses_until(at) if kind is ClockKind.RESOLUTION else ()
            self.done.append(
                replace(span, stopped_at=stopped, ended_at=at, end=end, pauses=pauses)
            )

    def cancel_all(self, at: datetime) -> None:
        for kind in list(self.open):
            self.finish(kind, at, "cancelled")

    # -- pauses of the resolution clock --------------------------------------------------------
    def wait(self, at: datetime) -> None:
        self.waits.append(Pause(at, None))

    def end_waits(self, at: datetime) -> None:
        self.waits = [
            Pause(p.start, max(at, p.start)) if p.end is None else p for p in self.waits
        ]

    def _pauses_until(self, at: datetime) -> tuple[Pause, ...]:
        """The waits so far; one still open when the clock ends is cut there."""
        return tuple(
            Pause(p.start, max(at, p.start)) if p.end is None else p for p in self.waits
        )

    # -- pieces shared by several events -------------------------------------------------------
    def answer_response(self, event: Event, at: datetime) -> None:
        """Stop the response clock if this answer is of the kind that stops it."""
        says = event.data.get("completeness")
        if self.kind in NEEDS_COMPLETENESS and says is None:
            return
        if ClockKind.RESPONSE in self.open:
            self.finish(ClockKind.RESPONSE, at, "stopped")
            if self.unanswered_at is not None:
                self.start(ClockKind.REPLY, max(self.unanswered_at, at))

    def declare(self, event: Event, at: datetime) -> None:
        """A request's resolution starts when its file is complete, and originals seen if needed."""
        if event.data.get("completeness") == "complete" and self.complete_at is None:
            self.complete_at = at
        start = self._request_start()
        if self.kind is Kind.REQUEST and start is not None:
            self.start(ClockKind.RESOLUTION, start, cycle=1)

    def _request_start(self) -> datetime | None:
        if self.complete_at is None or ClockKind.RESOLUTION in self.open:
            return None
        if any(s.kind is ClockKind.RESOLUTION and s.end == "stopped" for s in self.done):
            return None
        if not self.promises.get("needs_originals"):
            return self.complete_at
        if self.originals_at is None:
            return None
        return max(self.complete_at, self.originals_at)

    def take_promises(self, event: Event) -> None:
        self.promises.update(event.data.get("promise") or {})

    def set_authority(self, event: Event, at: datetime) -> None:
        """Authority with LKPP or Telkom starts the forwarding clock; leaving them ends it."""
        new = event.data.get("authority")
        if new is None or new == self.authority:
            return
        self.authority = new
        if ClockKind.FORWARDING in self.open:
            self.finish(ClockKind.FORWARDING, at, "superseded")
        if new in PROVIDERS:
            self.start(ClockKind.FORWARDING, at)

    # -- one method per event --------------------------------------------------------------------
    def registered(self, event: Event, at: datetime) -> None:
        self.received_at = at
        self.kind = Kind(event.data["kind"])
        self.service = event.data.get("service")
        self.start(ClockKind.RESPONSE, at)
        if self.kind is not Kind.REQUEST:
            self.start(ClockKind.RESOLUTION, at, cycle=1)
        self.set_authority(event, at)

    def triaged(self, event: Event, at: datetime) -> None:
        kind = Kind(event.data.get("kind") or self.kind)
        service = event.data.get("service")
        changed = kind is not self.kind or service != self.service
        self.kind, self.service = kind, service
        if changed:
            self._replace_resolution(at)
        self.set_authority(event, at)

    def _replace_resolution(self, at: datetime) -> None:
        """The old clock ends superseded; the new one counts from its own row's start."""
        self.finish(ClockKind.RESOLUTION, at, "superseded")
        start = self.received_at if self.kind is not Kind.REQUEST else self._request_start()
        if start is not None:
            self.start(ClockKind.RESOLUTION, start, cycle=1, changed_at=at)

    def authority_changed(self, event: Event, at: datetime) -> None:
        self.set_authority(event, at)

    def requester_wrote(self, event: Event, at: datetime) -> None:
        self.end_waits(at)
        if self.unanswered_at is None:
            self.unanswered_at = at
        if ClockKind.RESPONSE not in self.open:
            self.start(ClockKind.REPLY, at)
        if self.data_requested:
            self.data_requested = False
            self.start(ClockKind.FORWARDING, at)

    def replied(self, event: Event, at: datetime) -> None:
        if event.data.get("automatic"):
            return
        self.unanswered_at = None
        self.finish(ClockKind.REPLY, at, "stopped")
        self.answer_response(event, at)
        self.declare(event, at)

    def no_reply_needed(self, event: Event, at: datetime) -> None:
        self.unanswered_at = None
        self.finish(ClockKind.REPLY, at, "stopped")

    def waiting_started(self, event: Event, at: datetime) -> None:
        self.wait(at)

    def file_received(self, event: Event, at: datetime) -> None:
        """A Tanda Terima Berkas handed over carries 'complete' and that originals were seen."""
        self.end_waits(at)
        self.originals_at = self.originals_at or at
        self.answer_response(event, at)
        self.declare(event, at)

    def forwarded_(self, event: Event, at: datetime) -> None:
        self.finish(ClockKind.FORWARDING, at, "stopped")
        self.answer_response(event, at)
        self.declare(event, at)
        if event.data.get("resent"):
            self.accepted(event, at)

    def accepted(self, event: Event, at: datetime) -> None:
        """Their clock starts and the bureau's rests, from the act on."""
        self.end_waits(at)
        self.wait(at)
        self.finish(ClockKind.THIRD_PARTY, at, "superseded")
        self.start(ClockKind.THIRD_PARTY, at, provider=event.data.get("provider"))

    def provider_answered(self, event: Event, at: datetime) -> None:
        self._leave_provider(at)
        self.unanswered_at = self.unanswered_at or at
        self.start(ClockKind.REPLY, at)

    def provider_asked(self, event: Event, at: datetime) -> None:
        self._leave_provider(at)
        self.data_requested = True

    def taken_back(self, event: Event, at: datetime) -> None:
        self._leave_provider(at)
        if self.authority in PROVIDERS:
            self.start(ClockKind.FORWARDING, at)

    def _leave_provider(self, at: datetime) -> None:
        self.finish(ClockKind.THIRD_PARTY, at, "stopped")
        self.end_waits(at)

    def resolved(self, event: Event, at: datetime) -> None:
        self.unanswered_at = None
        self.answer_response(event, at)
        for kind in (ClockKind.RESOLUTION, ClockKind.REPLY, ClockKind.TARGET):
            self.finish(kind, at, "stopped")
        for kind in (ClockKind.FORWARDING, ClockKind.THIRD_PARTY):
            self.finish(kind, at, "cancelled")
        self.end_waits(at)

    def rejected(self, event: Event, at: datetime) -> None:
        self.unanswered_at = None
        self.answer_response(event, at)
        self.cancel_all(at)

    def ended(self, event: Event, at: datetime) -> None:
        self.cancel_all(at)

    def reopened(self, event: Event, at: datetime) -> None:
        """The clock goes on; the time between is a pause."""
        for index, span in enumerate(self.done):
            if span.kind is ClockKind.RESOLUTION and span.end == "stopped":
                assert span.stopped_at is not None
                del self.done[index]
                self.waits = [*span.pauses, Pause(span.stopped_at, max(at, span.stopped_at))]
                self.open[ClockKind.RESOLUTION] = replace(
                    span, stopped_at=None, ended_at=None, end=None, pauses=()
                )
                break

    def target_set(self, event: Event, at: datetime) -> None:
        self.finish(ClockKind.TARGET, at, "superseded")
        due = datetime.fromisoformat(event.data["due_at"])
        self.start(ClockKind.TARGET, at, cycle=event.data["number"], fixed_due=due)

    def spans(self) -> tuple[Span, ...]:
        resolution = self.open.get(ClockKind.RESOLUTION)
        if resolution is not None:
            self.open[ClockKind.RESOLUTION] = replace(resolution, pauses=tuple(self.waits))
        found = [*self.done, *self.open.values()]
        return tuple(sorted(found, key=lambda s: (s.started_at, s.kind.value, s.cycle)))


_STEPS = {
    EventType.REGISTERED: _Fold.registered,
    EventType.TRIAGED: _Fold.triaged,
    EventType.AUTHORITY_CHANGED: _Fold.authority_changed,
    EventType.REQUESTER_WROTE: _Fold.requester_wrote,
    EventType.REPLIED: _Fold.replied,
    EventType.NO_REPLY_NEEDED: _Fold.no_reply_needed,
    EventType.WAITING_STARTED: _Fold.waiting_started,
    EventType.FILE_RECEIVED: _Fold.file_received,
    EventType.FORWARDED: _Fold.forwarded_,
    EventType.ACCEPTED: _Fold.accepted,
    EventType.PROVIDER_ANSWERED: _Fold.provider_answered,
    EventType.PROVIDER_ASKED: _Fold.provider_asked,
    EventType.TAKEN_BACK: _Fold.taken_back,
    EventType.RESOLVED: _Fold.resolved,
    EventType.REJECTED: _Fold.rejected,
    EventType.REFERRED: _Fold.ended,
    EventType.WITHDRAWN: _Fold.ended,
    EventType.CLOSED: _Fold.ended,
    EventType.MERGED: _Fold.ended,
    EventType.REOPENED: _Fold.reopened,
    EventType.TARGET_SET: _Fold.target_set,
}


def spans_of(events: Sequence[Event]) -> tuple[Span, ...]:
    """The clocks of a ticket as spans of time, from its events in order of `seq`."""
    fold = _Fold()
    for event in events:
        fold.take_promises(event)
        step = _STEPS.get(event.type)
        if step is not None:
            step(fold, event, event.occurred_at)
    return fold.spans()
