"""Clocks as spans of time: begun, ended, resting; at most one of each kind is open."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from helpdesk.domain.frozen import changed
from helpdesk.domain.promise import Promise, from_data
from helpdesk.domain.working_time import Pause


class ClockKind(StrEnum):
    """The five clocks, and the target set after a miss."""

    RESPONSE = "response"
    FORWARDING = "forwarding"
    RESOLUTION = "resolution"
    REPLY = "reply"
    THIRD_PARTY = "third_party"
    TARGET = "target"


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
class Rests:
    """For whom the resolution clock rests. The requester's wait and the provider's time are apart:
    a requester who writes while LKPP has the matter ends the one and not the other.
    """

    past: list[Pause] = field(default_factory=list)
    since: dict[str, Pause] = field(default_factory=dict)

    def begin(self, who: str, at: datetime, why: str, by: str) -> None:
        """Rest from `at` on; for another reason than before, the old rest ends where it begins."""
        resting = self.since.get(who)
        if resting is not None and resting.why != why:
            self.end(who, at)
            at = max(at, resting.start)
        self.since.setdefault(who, Pause(at, None, why, by))

    def end(self, who: str, at: datetime) -> None:
        rest = self.since.pop(who, None)
        if rest is not None:
            self.past.append(_until(rest, max(at, rest.start)))

    def end_all(self, at: datetime) -> None:
        for who in list(self.since):
            self.end(who, at)

    def seen(self, until: datetime | None = None) -> tuple[Pause, ...]:
        """The rests so far; one still open is cut at `until`, or stays open."""
        still = (
            rest if until is None else _until(rest, max(until, rest.start))
            for rest in self.since.values()
        )
        return (*self.past, *still)


def _until(rest: Pause, end: datetime) -> Pause:
    return Pause(rest.start, end, rest.why, rest.by)


@dataclass
class Spans:
    """The clocks of one ticket while its events are walked."""

    done: list[Span] = field(default_factory=list)
    open: dict[ClockKind, Span] = field(default_factory=dict)
    promises: dict[str, Any] = field(default_factory=dict)
    cycles: dict[ClockKind, int] = field(default_factory=dict)
    rests: Rests = field(default_factory=Rests)

    def start(
        self, kind: ClockKind, at: datetime, *, cycle: int | None = None, **more: Any
    ) -> None:
        """Open a clock under the promise that holds now; nothing if it runs or none is promised."""
        promised = self.promises.get(kind)
        if kind in self.open or (promised is None and "fixed_due" not in more):
            return
        number = cycle if cycle is not None else self.cycles.get(kind, 0) + 1
        self.cycles[kind] = number
        promise = from_data(promised) if promised is not None else None
        self.open[kind] = Span(kind, number, at, promise, **more)

    def finish(self, kind: ClockKind, at: datetime, end: str) -> None:
        """End the open clock of a kind, if there is one."""
        span = self.open.pop(kind, None)
        if span is None:
            return
        stopped = at if end == "stopped" else None
        pauses = self.rests.seen(at) if kind is ClockKind.RESOLUTION else ()
        self.done.append(changed(span, stopped_at=stopped, ended_at=at, end=end, pauses=pauses))

    def cancel_all(self, at: datetime) -> None:
        for kind in list(self.open):
            self.finish(kind, at, "cancelled")
        self.rests.end_all(at)

    def go_on(self, at: datetime, by: str) -> None:
        """Reopen the stopped resolution clock; the time between is a pause."""
        for index, span in enumerate(self.done):
            if span.kind is ClockKind.RESOLUTION and span.end == "stopped":
                assert span.stopped_at is not None
                between = Pause(span.stopped_at, max(at, span.stopped_at), "reopened", by)
                self.rests = Rests([*span.pauses, between])
                self.open[ClockKind.RESOLUTION] = changed(
                    span, stopped_at=None, ended_at=None, end=None, pauses=()
                )
                del self.done[index]
                return

    def all(self) -> tuple[Span, ...]:
        """Every clock in the order in which they began."""
        running = (
            changed(s, pauses=self.rests.seen()) if s.kind is ClockKind.RESOLUTION else s
            for s in self.open.values()
        )
        found = [*self.done, *running]
        return tuple(sorted(found, key=lambda s: (s.started_at, s.kind, s.cycle)))
