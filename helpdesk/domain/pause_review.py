"""Pauses looked at by a head: very short ones over a close, and whose pauses gained how much."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from helpdesk.domain.calendar import in_utc
from helpdesk.domain.explanation import Rest, rests_of
from helpdesk.domain.pauses import Pause
from helpdesk.domain.sla import Clock, ClockKind


@dataclass(frozen=True)
class Gained:
    """What the pauses that one actor began took out of the count, by reason."""

    by: str
    pauses: int
    days: int
    whys: tuple[tuple[str, int], ...]  # (reason, working days), most first


def lasting_clock(clocks: Sequence[Clock]) -> Clock | None:
    """The resolution clock that holds in the end; one it replaced rested in the same pauses."""
    return next((c for c in reversed(clocks) if c.kind is ClockKind.RESOLUTION), None)


def rests_since(clock: Clock, since: datetime, now: datetime) -> list[Rest]:
    """The clock's pauses that began at `since` or later."""
    return [rest for rest in rests_of(clock, now) if rest.pause.start >= since]


def is_short(clock: Clock, pause: Pause, minutes: int) -> bool:
    """Whether a pause of under `minutes` covers a close (`sla-rules.md` section 2)."""
    if pause.end is None or pause.end - pause.start >= timedelta(minutes=minutes):
        return False
    calendar, day = clock.calendar, clock.calendar.local_date(pause.start)
    if not calendar.is_working_day(day):
        return False
    return in_utc(pause.start) <= calendar.close_utc(day) < in_utc(pause.end)


def gains(rests: Iterable[Rest]) -> list[Gained]:
    """Per actor, who gained most first; pauses that gave no day are counted as pauses."""
    found: dict[str, list[Rest]] = {}
    for rest in rests:
        found.setdefault(rest.pause.by, []).append(rest)
    made = [_gained(by, mine) for by, mine in found.items()]
    return sorted(made, key=lambda gained: (-gained.days, -gained.pauses, gained.by))


def _gained(by: str, rests: Sequence[Rest]) -> Gained:
    whys: dict[str, int] = {}
    for rest in rests:
        whys[rest.pause.why] = whys.get(rest.pause.why, 0) + len(rest.dates)
    ordered = tuple(sorted(whys.items(), key=lambda item: (-item[1], item[0])))
    return Gained(by, len(rests), sum(whys.values()), ordered)
