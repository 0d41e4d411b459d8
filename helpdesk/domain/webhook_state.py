"""What Telegram says of our webhook, judged: whether what people write reaches us."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, Self

RECORD = "telegram_webhook"  # the setting under which the last look is kept
STALE = timedelta(minutes=5)
RECENT = timedelta(minutes=10)
MANY, GROWING = 20, 3  # waiting messages, and looks in a row at which there were more of them


class Fault(Enum):
    """Why messages may not reach us."""

    NEVER = "never"
    STALE = "stale"
    NONE = "none"
    ELSEWHERE = "elsewhere"
    CERTIFICATE = "certificate"
    REFUSED = "refused"
    GROWING = "growing"


@dataclass(frozen=True)
class WebhookState:
    """One look: the address Telegram has (none, ours, another), what waits, its last complaint."""

    at: datetime
    address: str  # none | ours | other
    waiting: int = 0
    grown: int = 0
    error: str = ""
    error_at: datetime | None = None

    def as_record(self) -> dict[str, Any]:
        """The look as it is kept."""
        error_at = self.error_at.isoformat() if self.error_at else None
        return {
            "at": self.at.isoformat(), "address": self.address, "waiting": self.waiting,
            "grown": self.grown, "error": self.error, "error_at": error_at,
        }

    @classmethod
    def of_record(cls, kept: Mapping[str, Any]) -> Self:
        """The look that was kept."""
        error_at = kept["error_at"] and datetime.fromisoformat(kept["error_at"])
        return cls(**{**kept, "at": datetime.fromisoformat(kept["at"]), "error_at": error_at})


def grown_since(before: WebhookState | None, waiting: int) -> int:
    """At how many looks in a row more was waiting than at the one before."""
    if before is None or waiting <= before.waiting or waiting < MANY:
        return 0
    return before.grown + 1


def faults(
    state: WebhookState | None, last_arrival: datetime | None, now: datetime
) -> Iterator[Fault]:
    """Every reason for worry; a complaint older than the newest arrival is over."""
    if state is None:
        yield Fault.NEVER
        return
    if now - state.at > STALE:
        yield Fault.STALE
        return
    if state.address != "ours":
        yield Fault.NONE if state.address == "none" else Fault.ELSEWHERE
    if _complains(state, last_arrival):
        told = state.error.lower()
        is_certificate = "ssl" in told or "certificate" in told
        yield Fault.CERTIFICATE if is_certificate else Fault.REFUSED
    if state.grown >= GROWING:
        yield Fault.GROWING


def _complains(state: WebhookState, last_arrival: datetime | None) -> bool:
    if not state.error or state.error_at is None or state.at - state.error_at > RECENT:
        return False
    return last_arrival is None or last_arrival <= state.error_at
