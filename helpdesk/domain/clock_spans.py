"""The table of `sla-rules.md` section 3: what starts, stops and pauses which clock, event by event.

A clock's limit is the promise that an event carries, never a figure in code; no calendar yet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from helpdesk.domain.events import Event, EventType
from helpdesk.domain.span_data import span_of
from helpdesk.domain.spans import ClockKind, Rests, Span, Spans
from helpdesk.domain.ticket import PROVIDERS, Kind

__all__ = ["NEEDS_COMPLETENESS", "ClockKind", "Span", "spans_of"]

# Only for these must the answer say whether the file is complete (Pasal 8(5)).
NEEDS_COMPLETENESS = frozenset({Kind.COMPLAINT, Kind.REQUEST})

# What these record is no officer's answer, whatever it is called.
_AUTOMATIC = frozenset({"clock", "system"})
_REQUESTER, _PROVIDER = "requester", "provider"


@dataclass
class _Table(Spans):
    """State while walking the events, one method per row's start, stop or pause."""

    kind: Kind = Kind.INQUIRY
    authority: str | None = None
    service: str | None = None
    limit_class: str | None = None
    received_at: datetime | None = None
    complete_at: datetime | None = None
    originals_at: datetime | None = None
    unanswered_at: datetime | None = None  # the oldest later message without a public reply
    filed_with: str | None = None
    data_requested: bool = False
    resolved_by: str = ""

    # -- pieces shared by several events -------------------------------------------------------
    def answer_response(self, event: Event, at: datetime) -> None:
        """Stop the response clock if this answer is of the kind that stops it."""
        if event.actor in _AUTOMATIC or ClockKind.RESPONSE not in self.open:
            return
        if self.kind in NEEDS_COMPLETENESS and event.data.get("completeness") is None:
            return
        self.finish(ClockKind.RESPONSE, at, "stopped")
        if self.unanswered_at is not None:
            self.start(ClockKind.REPLY, max(self.unanswered_at, at))

    def answer_messages(self, at: datetime) -> None:
        """A reply answers what was written before it; recorded late, it may have come before."""
        if self.unanswered_at is None or self.unanswered_at <= at:
            self.unanswered_at = None
            self.finish(ClockKind.REPLY, at, "stopped")

    def declare(self, event: Event, at: datetime) -> None:
        """A request's resolution starts when its file is complete, and originals seen if needed."""
        if self.kind is not Kind.REQUEST:
            return
        says = event.data.get("completeness")
        if says == "complete":
            self.complete_at = self.complete_at or at
        elif says == "incomplete" and ClockKind.RESOLUTION not in self.open:
            self.complete_at = None
        start = self._request_start()
        if start is not None:
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

    def set_authority(self, event: Event, at: datetime) -> None:
        """Authority with LKPP or Telkom starts the forwarding clock; leaving them ends it."""
        new = event.data.get("authority")
        if new is None or new == self.authority:
            return
        self.authority, self.data_requested = new, False
        self.finish(ClockKind.FORWARDING, at, "superseded")
        if new != self.filed_with:
            self.start_forwarding(at)

    def start_forwarding(self, at: datetime) -> None:
        if self.authority in PROVIDERS:
            self.start(ClockKind.FORWARDING, at)

    def leave_provider(self, at: datetime) -> None:
        self.finish(ClockKind.THIRD_PARTY, at, "stopped")
        self.rests.end_all(at)
        self.filed_with = None

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
        service, limit_class = event.data.get("service"), event.data.get("limit_class")
        before = (self.kind, self.service, self.limit_class)
        self.kind, self.service, self.limit_class = kind, service, limit_class
        if before != (kind, service, limit_class):
            self._replace_resolution(at)
        self.set_authority(event, at)

    def _replace_resolution(self, at: datetime) -> None:
        """The old clock ends superseded; the new one counts from its own row's start."""
        self.finish(ClockKind.RESOLUTION, at, "superseded")
        start = self.received_at if self.kind is not Kind.REQUEST else self._request_start()
        if start is not None:
            self.start(ClockKind.RESOLUTION, start, cycle=1, changed_at=at)

    def requester_wrote(self, event: Event, at: datetime) -> None:
        self.rests.end(_REQUESTER, at)
        if self.unanswered_at is None:
            self.unanswered_at = at
        if ClockKind.RESPONSE not in self.open:
            self.start(ClockKind.REPLY, at)
        if self.data_requested:
            self.data_requested = False
            self.start_forwarding(at)

    def replied(self, event: Event, at: datetime) -> None:
        if event.data.get("automatic"):
            return
        self.answer_messages(at)
        self.answer_response(event, at)
        self.declare(event, at)

    def no_reply_needed(self, event: Event, at: datetime) -> None:
        self.unanswered_at = None
        self.finish(ClockKind.REPLY, at, "stopped")

    def waiting_started(self, event: Event, at: datetime) -> None:
        self.rests.begin(_REQUESTER, at, event.data.get("reason") or "question", event.actor)

    def file_received(self, event: Event, at: datetime) -> None:
        """A Tanda Terima Berkas handed over carries 'complete' and that originals were seen."""
        self.rests.end(_REQUESTER, at)
        self.originals_at = self.originals_at or at
        self.answer_response(event, at)
        self.declare(event, at)

    def forwarded(self, event: Event, at: datetime) -> None:
        self.finish(ClockKind.FORWARDING, at, "stopped")
        self.filed_with, self.data_requested = event.data.get("provider"), False
        self.answer_response(event, at)
        self.declare(event, at)
        if event.data.get("resent"):
            self.accepted(event, at)
        elif event.data.get("channel") == "self_filed":
            self.rests.begin(_REQUESTER, at, "self_filed", event.actor)
        else:
            self.rests.end(_REQUESTER, at)

    def accepted(self, event: Event, at: datetime) -> None:
        """Their clock starts and the bureau's rests, from the act on."""
        self.rests.end(_REQUESTER, at)
        self.rests.begin(_PROVIDER, at, event.data.get("provider") or "provider", event.actor)
        self.finish(ClockKind.THIRD_PARTY, at, "superseded")
        self.start(ClockKind.THIRD_PARTY, at, provider=event.data.get("provider"))

    def provider_answered(self, event: Event, at: datetime) -> None:
        self.leave_provider(at)
        self.unanswered_at = self.unanswered_at or at
        self.start(ClockKind.REPLY, at)

    def provider_asked(self, event: Event, at: datetime) -> None:
        self.leave_provider(at)
        self.data_requested = True

    def taken_back(self, event: Event, at: datetime) -> None:
        if self.filed_with is not None:
            self.leave_provider(at)
        self.data_requested = False
        self.start_forwarding(at)

    def resolved(self, event: Event, at: datetime) -> None:
        self.unanswered_at, self.filed_with, self.data_requested = None, None, False
        self.resolved_by = event.actor
        self.answer_response(event, at)
        for kind in (ClockKind.RESOLUTION, ClockKind.REPLY, ClockKind.TARGET):
            self.finish(kind, at, "stopped")
        for kind in (ClockKind.FORWARDING, ClockKind.THIRD_PARTY):
            self.finish(kind, at, "cancelled")
        self.rests.end_all(at)

    def rejected(self, event: Event, at: datetime) -> None:
        self.unanswered_at = None
        self.answer_response(event, at)
        self.cancel_all(at)

    def ended(self, event: Event, at: datetime) -> None:
        self.cancel_all(at)

    def merged(self, event: Event, at: datetime) -> None:
        """What goes on in the other ticket is measured there, and nowhere twice."""
        for kind in event.data.get("clocks", ()):
            self.open.pop(ClockKind(kind), None)
        self.cancel_all(at)

    def took_over(self, event: Event, at: datetime) -> None:
        """The requester's words on a merged ticket end a wait for them as any others do."""
        data = event.data
        wait = self.rests.since.get(_REQUESTER)
        if wait is not None:
            heard = (datetime.fromisoformat(said) for said in data.get("wrote", ()))
            self.rests.end(_REQUESTER, min((h for h in heard if h >= wait.start), default=at))
        if data.get("unanswered"):
            owed = datetime.fromisoformat(data["unanswered"])
            self.unanswered_at = min(self.unanswered_at or owed, owed)
        if data.get("received"):
            self.received_at = min(
                self.received_at or at, datetime.fromisoformat(data["received"])
            )
        for kind, clock in (data.get("clocks") or {}).items():
            self._take(ClockKind(kind), clock, at)

    def _take(self, kind: ClockKind, data: Mapping[str, Any], at: datetime) -> None:
        """The earlier clock goes on in place of the own one, with what it rested so far."""
        self.finish(kind, at, "superseded")
        span, pauses = span_of(kind, data)
        self.cycles[kind], self.open[kind] = span.cycle, span
        if kind is not ClockKind.RESOLUTION:
            return
        held = self.rests.since.get(_PROVIDER)
        self.rests = Rests(pauses)
        if held is not None:
            self.rests.begin(_PROVIDER, at, held.why, held.by)
        if self.kind is Kind.REQUEST:  # so that no later word on the file begins it anew
            self.complete_at = min(self.complete_at or at, span.started_at)
            self.originals_at = min(self.originals_at or at, span.started_at)

    def reopened(self, event: Event, at: datetime) -> None:
        self.go_on(at, self.resolved_by)

    def target_set(self, event: Event, at: datetime) -> None:
        self.finish(ClockKind.TARGET, at, "superseded")
        due = datetime.fromisoformat(event.data["due_at"])
        self.start(ClockKind.TARGET, at, cycle=event.data["number"], fixed_due=due)


_STEPS = {
    EventType.REGISTERED: _Table.registered,
    EventType.TRIAGED: _Table.triaged,
    EventType.AUTHORITY_CHANGED: _Table.set_authority,
    EventType.REQUESTER_WROTE: _Table.requester_wrote,
    EventType.REPLIED: _Table.replied,
    EventType.NO_REPLY_NEEDED: _Table.no_reply_needed,
    EventType.WAITING_STARTED: _Table.waiting_started,
    EventType.FILE_RECEIVED: _Table.file_received,
    EventType.FORWARDED: _Table.forwarded,
    EventType.ACCEPTED: _Table.accepted,
    EventType.PROVIDER_ANSWERED: _Table.provider_answered,
    EventType.PROVIDER_ASKED: _Table.provider_asked,
    EventType.TAKEN_BACK: _Table.taken_back,
    EventType.RESOLVED: _Table.resolved,
    EventType.REJECTED: _Table.rejected,
    EventType.REFERRED: _Table.ended,
    EventType.WITHDRAWN: _Table.ended,
    EventType.CLOSED: _Table.ended,
    EventType.MERGED: _Table.merged,
    EventType.TOOK_OVER: _Table.took_over,
    EventType.REOPENED: _Table.reopened,
    EventType.TARGET_SET: _Table.target_set,
}


def spans_of(events: Sequence[Event]) -> tuple[Span, ...]:
    """The clocks of a ticket as spans of time, from its events in order of `seq`."""
    table = _Table()
    for event in events:
        table.promises.update(event.data.get("promise") or {})
        step = _STEPS.get(event.type)
        if step is not None:
            step(table, event, event.occurred_at)
    return table.all()
