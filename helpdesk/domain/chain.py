"""The hash that chains a ticket's events, so that a changed or missing one shows."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any


def event_hash(
    previous: str, ticket_id: int, seq: int, type_: str, at: datetime, occurred_at: datetime,
    actor: str, visibility: str, data: Mapping[str, Any],
) -> str:
    """SHA-256 over the event's canonical JSON and the hash of the ticket's previous event."""
    row = [
        previous, ticket_id, seq, type_, _utc(at), _utc(occurred_at), actor, visibility,
        dict(data),
    ]
    canonical = json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _utc(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="microseconds")
