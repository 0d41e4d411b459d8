"""What a message says of a step of the ladder: which clock, what to do, until when."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from helpdesk.delivery.collapse import told_before
from helpdesk.delivery.matter import Matter
from helpdesk.domain.sla import Clock, ClockKind
from helpdesk.domain.ticket import PROVIDERS, Authority, RelayState
from helpdesk.wording.values import clock_in_sentence


def step_facts(matter: Matter) -> dict[str, Any]:
    """Of the ladder's step, if this is one; `next_day` is when it climbs further."""
    data, calendar = matter.data, matter.catalogue.calendar
    due = datetime.fromisoformat(data["due_at"]) if data.get("due_at") else None
    clock = str(data.get("clock") or "")
    running = _running(matter.reading.clocks, clock, data.get("cycle"))
    return {
        "clock": clock, "clock_text": clock_in_sentence(clock),
        "step_due": _missed_at(data, running) or due,
        "cycle": data.get("cycle") or 1, "action": data.get("action") or "",
        "next_day": calendar.shift(matter.reading.now, 1), "round": _round(data),
        "basis": running.basis if running else "", "todo": _DUTIES.get(clock, _DUTIES["response"]),
        "still_running": running is None or running.unfinished,
        "told_before": told_before(matter), "stuck": _stuck(matter, clock),
    }


def _stuck(matter: Matter, clock: str) -> str:
    """What a late matter waits for, by which its apology says what is stuck and what comes next."""
    standing = matter.reading.standing
    if clock != "resolution":
        return clock
    if standing.relay_state is RelayState.ANSWERED:
        return "answered"
    if standing.authority is Authority.SHARED and matter.data.get("action") != "escalate_provider":
        return "shared"
    if standing.authority is Authority.OTHER:
        return "elsewhere"
    if standing.authority in (*PROVIDERS, Authority.SHARED):
        return "filed" if standing.relay_state is RelayState.FILED else "unfiled"
    return "bureau"


# What the reader has to do, by the clock that is near or late.
_DUTIES = {
    "response": "jawab pemohon",
    "reply": "balas pesan pemohon, atau nyatakan tidak perlu dibalas",
    "forwarding": "ajukan ke LKPP/Telkom dan catat nomornya",
    "resolution": "selesaikan dan jawab pemohon",
    "target": "selesaikan dan jawab pemohon",
    "third_party": "tanyakan dan catat jawabannya",
}


def _missed_at(data: dict[str, Any], clock: Clock | None) -> datetime | None:
    """The deadline that the step is about; a provider's later ones are in the step itself."""
    if clock is None or (clock.kind is ClockKind.THIRD_PARTY and data.get("action") != "warn"):
        return None
    return clock.due_at


def _running(clocks: Sequence[Clock], kind: str, cycle: object) -> Clock | None:
    found = (c for c in clocks if c.kind.value == kind and c.cycle == cycle)
    return next(found, None)


def _round(data: dict[str, Any]) -> int:
    """How often a provider's deadline has passed: the code of a repeated step ends in it."""
    last = str(data.get("step") or "").rpartition("-")[2]
    return int(last) if last.isdigit() else 1
