"""A clock as an event carries it from a merged ticket into the one that goes on."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from helpdesk.domain.pauses import Pause
from helpdesk.domain.promise import from_data
from helpdesk.domain.spans import ClockKind, Span


def closed_pauses(span: Span, now: datetime) -> tuple[Pause, ...]:
    """The pauses of a clock as if what still holds it ended now."""
    return tuple(
        p if p.end is not None else Pause(p.start, max(now, p.start), p.why, p.by)
        for p in span.pauses
    )


def span_data(span: Span, cycle: int, now: datetime) -> dict[str, Any]:
    """Everything that measures it; what holds it ends at `now`."""
    return {
        "cycle": cycle, "started_at": span.started_at.isoformat(),
        "promise": span.promise.to_data() if span.promise else None,
        "pauses": [
            [p.start.isoformat(), p.end.isoformat(), p.why, p.by]
            for p in closed_pauses(span, now) if p.end is not None
        ],
        "changed_at": _iso(span.changed_at), "fixed_due": _iso(span.fixed_due),
    }


def span_of(kind: ClockKind, data: Mapping[str, Any]) -> tuple[Span, list[Pause]]:
    """The inverse: the clock running on, and what it has rested so far."""
    pauses = [
        Pause(datetime.fromisoformat(start), datetime.fromisoformat(end), why, by)
        for start, end, why, by in data["pauses"]
    ]
    return Span(
        kind, data["cycle"], datetime.fromisoformat(data["started_at"]),
        from_data(data["promise"]) if data["promise"] else None,
        changed_at=_instant(data["changed_at"]), fixed_due=_instant(data["fixed_due"]),
    ), pauses


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant is not None else None


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text is not None else None
