"""One deadline with ten pauses, and the folds of typical tickets, as ratios to bare loops."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from helpdesk.catalogue.loader import load_catalogue
from helpdesk.domain.calendar import WorkingCalendar
from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.escalation import steps_of
from helpdesk.domain.events import Event, EventType
from helpdesk.domain.projection import stand
from helpdesk.domain.sla import clocks_of
from helpdesk.domain.timers import timers_of
from helpdesk.domain.working_time import (
    Limit,
    Pause,
    WorkingDays,
    WorkingMinutes,
    deadline,
)

ALLOWED = 200  # µs for a deadline with ten pauses
RECEIVED = datetime(2026, 11, 23, 2, tzinfo=UTC)  # Monday 09.00 WIB
NOW = RECEIVED + timedelta(days=2)
# Every working day from Tuesday on, 14.00 to 17.00 WIB: each covers a close.
PAUSES = [
    Pause(start, start + timedelta(hours=3))
    for start in (RECEIVED + timedelta(days=n, hours=5) for n in (1, 2, 3, 4, 7, 8, 9, 10, 11, 14))
]
PROMISE = {
    **{name: {"days": 3, "basis": "Pasal 8(5)"} for name in ("response", "reply")},
    **{name: {"days": 5, "basis": "kebijakan biro"} for name in ("resolution", "third_party")},
    "forwarding": {"days": 1, "basis": "kebijakan biro"},
}
TRIAGED = ("triaged", {"kind": "problem", "service": "pendampingan-spse", "unit": "lpse"})
TICKETS = {
    "answered, at the bureau": (
        TRIAGED, ("assigned", {"unit": "lpse", "officer": 1}),
        ("replied", {"completeness": "complete"}), ("requester_wrote", {}),
    ),
    "waiting for the requester": (
        TRIAGED, ("assigned", {"unit": "lpse", "officer": 1}),
        ("replied", {"completeness": "incomplete"}), ("waiting_started", {"reason": "file"}),
    ),
    "accepted by LKPP": (
        ("triaged", {**TRIAGED[1], "authority": "lkpp"}),
        ("forwarded", {"provider": "lkpp", "channel": "letter", "completeness": "complete"}),
        ("accepted", {"provider": "lkpp", "external": "L-1"}),
    ),
}  # fmt: skip


def main() -> None:
    """Print a line per case: microseconds, the bare loop's, and how many times slower."""
    catalogue = load_catalogue()
    calendar = catalogue.calendar
    limits: dict[str, Limit] = {"5 days": WorkingDays(5), "1500 minutes": WorkingMinutes(1500)}
    for name, limit in limits.items():
        ours = best(partial(deadline, calendar, RECEIVED, limit, PAUSES))
        line(f"{name}, 10 pauses", ours, best(bare_deadline), f"allowed {ALLOWED}")
    ours = best(lambda: deadline(unused(calendar), RECEIVED, WorkingDays(5), PAUSES))
    line("5 days, 10 pauses, new calendar", ours, best(bare_deadline), f"allowed {ALLOWED}")
    for name, told in TICKETS.items():
        events = history(told)
        ours, bare = best(partial(fold, catalogue, events)), best(partial(bare_fold, events))
        line(f"{name} ({len(events)} events)", ours, bare, "standing, clocks, ladder, timers")


def line(name: str, ours: float, bare: float, note: str) -> None:
    """One result."""
    print(f"{name:38} {ours:6.1f} µs   bare {bare:5.2f}   ratio {ours / bare:5.1f}   {note}")


def best(work: Callable[[], object], rounds: int = 400, calls: int = 8) -> float:
    """Microseconds of one call, in the round that others disturbed least."""
    work()
    found = []
    for _ in range(rounds):
        began = time.perf_counter()
        for _ in range(calls):
            work()
        found.append((time.perf_counter() - began) / calls * 1e6)
    return min(found)


def unused(calendar: WorkingCalendar) -> WorkingCalendar:
    """The same calendar before anybody asked it for a date."""
    return WorkingCalendar(calendar.zone, calendar.weekly, calendar.closed, calendar.special)


def bare_deadline() -> list[date]:
    """What cannot be saved: bring ten pauses in order, add a day at a time."""
    sorted((pause.start, pause.end) for pause in PAUSES)
    days = [RECEIVED.date()]
    for _ in range(22):  # dates to the deadline
        days.append(days[-1] + timedelta(days=1))
    return days


def history(told: tuple[tuple[str, dict[str, Any]], ...]) -> list[Event]:
    """Registered, then what is told, an hour apart."""
    first = ("registered", {"kind": "problem", "promise": PROMISE})
    return [
        Event(n, EventType(type_), at, at, "officer:1" if n > 1 else "requester", data=data)
        for n, (type_, data) in enumerate((first, *told), start=1)
        for at in (RECEIVED + timedelta(hours=n - 1),)
    ]


def fold(catalogue: Catalogue, events: list[Event]) -> list[Any]:
    """Everything the sweep must know of one ticket."""
    standing, clocks = stand(events), clocks_of(events, catalogue.calendars, NOW)
    ladder = steps_of(
        lambda _: standing, clocks, catalogue.ladder, catalogue.calendar,
        warn_at_percent=catalogue.limits.warn_at_percent, until=NOW,
    )  # fmt: skip
    return [*ladder, *timers_of(standing, events, catalogue.limits_at, catalogue.calendar)]


def bare_fold(events: list[Event]) -> dict[str, Any]:
    """What any fold must do: look at each event, keep what it says."""
    state: dict[str, Any] = {}
    for event in events:
        state["status"], state["at"] = event.type, event.occurred_at
        state.update(event.data)
    return state


if __name__ == "__main__":
    main()
