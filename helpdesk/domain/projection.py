"""Where a ticket stands: its events folded into the values that queries need as columns."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate
from typing import Any

from helpdesk.domain.events import Event, EventType
from helpdesk.domain.frozen import changed
from helpdesk.domain.tags import with_tag, without_tag
from helpdesk.domain.tender_claim import NORMAL, WITHHELD, Claim
from helpdesk.domain.ticket import Authority, IdentityMode, Kind, RelayState, Status


@dataclass(frozen=True)
class Standing:
    """The derived columns of a ticket; nothing here is ever set but by `stand`."""

    kind: Kind
    status: Status
    authority: Authority | None
    service: str | None
    unit: str | None
    assignee: int | None
    identity: IdentityMode
    urgency: str | None
    received_at: datetime
    relay_state: RelayState | None = None
    provider: str | None = None
    relay_channel: str | None = None
    external_number: str | None = None
    relay_at: datetime | None = None
    resolved_at: datetime | None = None
    ended_at: datetime | None = None
    waiting_since: datetime | None = None  # a requester message that nobody answered yet
    # The same without the first message, which other acts than a reply can answer; no column.
    unanswered_since: datetime | None = field(default=None, metadata={"column": False})
    wait_reason: str | None = None
    sealed: bool = False
    restricted: bool = False  # about the evaluation of a running tender: for few eyes
    reported: int | None = None
    beyond_bureau: bool = False
    target_at: datetime | None = None
    targets: int = 0
    late: bool = False
    parent: int | None = None
    merged: int | None = None  # the ticket in which the matter goes on
    tags: str | None = None  # their names, one a line
    snoozed_until: datetime | None = None  # past: it has come back and nobody acted on it yet
    snooze_reason: str | None = None
    # What became of a claim that a tender is about to close; no column.
    claim: Claim | None = field(default=None, metadata={"column": False})

    @property
    def accepted(self) -> bool:
        """LKPP or Telkom have the matter now."""
        return self.relay_state is RelayState.ACCEPTED

    @property
    def at_provider(self) -> bool:
        """Filed with LKPP or Telkom and not come back."""
        return self.relay_state in _AT_PROVIDER


_AT_PROVIDER = (RelayState.FILED, RelayState.ACCEPTED)
_AUTOMATIC = ("clock", "system")  # what these record answers nobody


def _begin(event: Event) -> Standing:
    data = event.data
    return Standing(
        kind=Kind(data["kind"]),
        status=Status.NEW,
        authority=Authority(data["authority"]) if data.get("authority") else None,
        service=data.get("service"),
        unit=data.get("unit"),
        assignee=None,
        identity=IdentityMode(data.get("identity") or "known"),
        urgency=data.get("urgency"),
        received_at=event.occurred_at,
        waiting_since=event.occurred_at,
        sealed=bool(data.get("sealed")),
        late=bool(data.get("late")),
        parent=data.get("parent"),
        claim=_claim(data),
    )


def _claim(data: Mapping[str, Any]) -> Claim | None:
    return Claim(data["claim"]) if data.get("claim") else None


def _triaged(s: Standing, e: Event) -> Standing:
    return changed(
        s,
        status=Status.TRIAGED if s.status is Status.NEW else s.status,
        kind=Kind(e.data.get("kind") or s.kind),
        service=e.data.get("service"),
        unit=e.data.get("unit") or s.unit,
        authority=Authority(e.data["authority"]) if e.data.get("authority") else s.authority,
        urgency=_urgency(s.urgency, e.data.get("urgency")),
    )


def _urgency(before: str | None, chosen: str | None) -> str | None:
    """"Biasa" is what the form offers; it does not forgive what an officer found empty."""
    if before == WITHHELD and chosen == NORMAL:
        return before
    return chosen or before


def _details(s: Standing, e: Event) -> Standing:
    return changed(
        s, urgency=e.data.get("urgency") or s.urgency, claim=_claim(e.data) or s.claim
    )


def _judged(s: Standing, e: Event) -> Standing:
    return changed(s, urgency=e.data.get("urgency"), claim=_claim(e.data))


def _assigned(s: Standing, e: Event) -> Standing:
    begun = e.data.get("officer") is not None and s.status is Status.TRIAGED
    return changed(
        s,
        unit=e.data.get("unit") or s.unit,
        assignee=e.data.get("officer"),
        status=Status.IN_PROGRESS if begun else s.status,
    )


def _resumed(s: Standing) -> Standing:
    """A wait for the requester is over: back to whoever else has the matter."""
    if s.status is not Status.WAITING_REQUESTER:
        return s
    filed = s.at_provider and s.wait_reason != "self_filed"
    status = Status.WAITING_EXTERNAL if filed else Status.IN_PROGRESS
    return changed(s, status=status, wait_reason=None)


def _wrote(s: Standing, e: Event) -> Standing:
    return changed(
        _resumed(s),
        waiting_since=s.waiting_since or e.occurred_at,
        unanswered_since=s.unanswered_since or e.occurred_at,
    )


def _replied(s: Standing, e: Event) -> Standing:
    if e.data.get("automatic"):
        return s
    later = s.unanswered_since
    if later is not None and e.occurred_at < later:
        return changed(_begun(s), waiting_since=later)  # recorded late: it came before their words
    return changed(_begun(s), waiting_since=None, unanswered_since=None)


def _begun(s: Standing) -> Standing:
    fresh = s.status in (Status.NEW, Status.TRIAGED)
    return changed(s, status=Status.IN_PROGRESS) if fresh else s


def _waiting(s: Standing, e: Event) -> Standing:
    return changed(s, status=Status.WAITING_REQUESTER, wait_reason=e.data.get("reason"))


def _file_received(s: Standing, e: Event) -> Standing:
    """Answers the first message; later ones still wait for words."""
    return changed(_begun(_resumed(s)), waiting_since=s.unanswered_since)


def _relay(s: Standing, e: Event, state: RelayState) -> Standing:
    provider = e.data.get("provider") or s.provider
    known = s.external_number if provider == s.provider else None  # each gives its own number
    return changed(
        s,
        relay_state=state,
        relay_at=e.occurred_at,
        provider=provider,
        relay_channel=e.data.get("channel") or s.relay_channel,
        external_number=e.data.get("external") or known,
    )


def _forwarded(s: Standing, e: Event) -> Standing:
    resent = bool(e.data.get("resent"))
    filed = _relay(s, e, RelayState.ACCEPTED if resent else RelayState.FILED)
    if e.actor not in _AUTOMATIC:
        filed = changed(filed, waiting_since=s.unanswered_since)
    if e.data.get("channel") == "self_filed" and not resent:
        return changed(filed, status=Status.WAITING_REQUESTER, wait_reason="self_filed")
    return changed(filed, status=Status.WAITING_EXTERNAL, wait_reason=None)


def _accepted(s: Standing, e: Event) -> Standing:
    return changed(
        _relay(s, e, RelayState.ACCEPTED), status=Status.WAITING_EXTERNAL, wait_reason=None
    )


def _back(state: RelayState) -> Any:
    def step(s: Standing, e: Event) -> Standing:
        moved = _relay(s, e, state)
        if s.at_provider:
            moved = changed(moved, status=Status.IN_PROGRESS, wait_reason=None)
        if state is RelayState.ANSWERED:
            return changed(
                moved,
                waiting_since=s.waiting_since or e.occurred_at,
                unanswered_since=s.unanswered_since or e.occurred_at,
            )
        return moved

    return step


def _ended(status: Status) -> Any:
    def step(s: Standing, e: Event) -> Standing:
        resolved = e.occurred_at if status is Status.RESOLVED else s.resolved_at
        ended = None if status is Status.RESOLVED else e.occurred_at
        return changed(
            s, status=status, resolved_at=resolved, ended_at=ended, waiting_since=None,
            unanswered_since=None, wait_reason=None, target_at=None,
        )

    return step


def _reopened(s: Standing, e: Event) -> Standing:
    """Back in the bureau's hands: what ran at a provider was cancelled when it was resolved."""
    relay = RelayState.TAKEN_BACK if s.at_provider else s.relay_state
    return changed(
        s, status=Status.IN_PROGRESS, resolved_at=None, ended_at=None, relay_state=relay
    )


def _took_over(s: Standing, e: Event) -> Standing:
    """As words of the requester, written when they were written on the merged ticket."""
    owed, target = e.data.get("unanswered"), (e.data.get("clocks") or {}).get("target")
    moved = changed(_resumed(s), urgency=e.data.get("urgency") or s.urgency)
    if owed:
        since = datetime.fromisoformat(owed)
        moved = changed(
            moved, waiting_since=min(s.waiting_since or since, since),
            unanswered_since=min(s.unanswered_since or since, since),
        )
    if target:
        due = datetime.fromisoformat(target["fixed_due"])
        moved = changed(moved, target_at=due, targets=target["cycle"])
    return moved


def _target(s: Standing, e: Event) -> Standing:
    return changed(
        s, target_at=datetime.fromisoformat(e.data["due_at"]), targets=int(e.data["number"])
    )


_STEPS: Mapping[EventType, Any] = {
    EventType.TRIAGED: _triaged,
    EventType.DETAILS_ADDED: _details,
    EventType.CLAIM_JUDGED: _judged,
    EventType.AUTHORITY_CHANGED: lambda s, e: changed(s, authority=Authority(e.data["authority"])),
    EventType.ASSIGNED: _assigned,
    EventType.REQUESTER_WROTE: _wrote,
    EventType.REPLIED: _replied,
    EventType.NO_REPLY_NEEDED: lambda s, e: changed(
        s, waiting_since=None, unanswered_since=None
    ),
    EventType.WAITING_STARTED: _waiting,
    EventType.FILE_RECEIVED: _file_received,
    EventType.RELAY_READY: lambda s, e: _relay(s, e, RelayState.READY),
    EventType.FORWARDED: _forwarded,
    EventType.ACCEPTED: _accepted,
    EventType.PROVIDER_ANSWERED: _back(RelayState.ANSWERED),
    EventType.PROVIDER_ASKED: _back(RelayState.DATA_REQUESTED),
    EventType.TAKEN_BACK: _back(RelayState.TAKEN_BACK),
    EventType.RESOLVED: _ended(Status.RESOLVED),
    EventType.REJECTED: _ended(Status.REJECTED),
    EventType.REFERRED: _ended(Status.CLOSED),
    EventType.WITHDRAWN: _ended(Status.CLOSED),
    EventType.CLOSED: _ended(Status.CLOSED),
    EventType.MERGED: lambda s, e: changed(
        _ended(Status.CLOSED)(s, e), merged=e.data.get("into")
    ),
    EventType.TOOK_OVER: _took_over,
    EventType.REOPENED: _reopened,
    EventType.TARGET_SET: _target,
    EventType.SEALED: lambda s, e: changed(s, sealed=True),
    EventType.RESTRICTED: lambda s, e: changed(s, restricted=True),
    EventType.RESTRICTION_LIFTED: lambda s, e: changed(s, restricted=False),
    EventType.REPORTED_NAMED: lambda s, e: changed(
        s,
        reported=e.data.get("officer", s.reported),
        beyond_bureau=s.beyond_bureau or bool(e.data.get("beyond_bureau")),
    ),
    EventType.IDENTITY_CHANGED: lambda s, e: changed(
        s, identity=IdentityMode(e.data["identity"])
    ),
    EventType.JOINED_INCIDENT: lambda s, e: changed(s, parent=e.data["parent"]),
    EventType.LEFT_INCIDENT: lambda s, e: changed(s, parent=None),
    EventType.TAGGED: lambda s, e: changed(s, tags=with_tag(s.tags, e.data["name"])),
    EventType.UNTAGGED: lambda s, e: changed(s, tags=without_tag(s.tags, e.data["name"])),
    EventType.SNOOZED: lambda s, e: changed(
        s, snoozed_until=datetime.fromisoformat(e.data["until"]), snooze_reason=e.data["reason"]
    ),
}
# What these do is told beside the ticket and leaves it where it was put.
_ASLEEP_THROUGH = frozenset({
    EventType.SNOOZED, EventType.NOTED, EventType.TAGGED, EventType.UNTAGGED, EventType.LINKED,
    EventType.UNLINKED, EventType.STEP_SKIPPED, EventType.LINK_REVOKED, EventType.FIELDS_FILLED,
    EventType.CHAT_OFFERED, EventType.CHAT_BOUND, EventType.CHAT_UNBOUND, EventType.SURVEY_ANSWERED,
})


def stood(events: Sequence[Event], instant: datetime) -> Standing:
    """The standing at an earlier instant, by when things happened, not by when they were noted."""
    first, *later = events
    return stand([first, *(e for e in later if e.occurred_at <= instant)])


def follow(standing: Standing, event: Event) -> Standing:
    """The standing after one more event; the same object when the event changes nothing in it."""
    return _after(standing, event)


def stand(events: Iterable[Event]) -> Standing:
    """The standing of a ticket after `events`, the first of which must be REGISTERED."""
    walk = iter(events)
    standing = _begin(next(walk))
    for event in walk:
        standing = _after(standing, event)
    return standing


def standings(events: Iterable[Event]) -> Iterator[Standing]:
    """The standing after each of `events`, in one walk."""
    walk = iter(events)
    return accumulate(walk, _after, initial=_begin(next(walk)))


def _after(standing: Standing, event: Event) -> Standing:
    step = _STEPS.get(event.type)
    after = standing if step is None else step(standing, event)
    if after.snoozed_until is not None and _wakes(event):
        return changed(after, snoozed_until=None, snooze_reason=None)
    return after


def _wakes(event: Event) -> bool:
    """Whether a ticket that was put off is back; a step of the ladder is once officers hear it."""
    if event.type is EventType.STEP_TAKEN:
        return any(audience != "provider" for audience in event.data.get("recipients", ()))
    return event.type not in _ASLEEP_THROUGH
