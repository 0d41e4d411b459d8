"""One matter in two tickets: which clocks of the merged one go on in the other, never later."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from helpdesk.domain.calendar_history import CalendarHistory
from helpdesk.domain.sla import Clock, due_if_resumed, running
from helpdesk.domain.spans import ClockKind

_KINDS = (ClockKind.RESPONSE, ClockKind.RESOLUTION, ClockKind.FORWARDING, ClockKind.REPLY,
          ClockKind.TARGET)
_ONE_CYCLE = (ClockKind.RESPONSE, ClockKind.RESOLUTION)


@dataclass(frozen=True)
class Carried:
    """One clock of the merged ticket: as what it goes on, and whether it is the earlier one."""

    clock: Clock
    place: ClockKind
    cycle: int
    earlier: bool

    @property
    def leaves(self) -> bool:
        """Whether it counts in the other ticket alone: one matter has one verdict.

        An answer still owed on the one, given on the other, stays owed as a reply; whether the
        first answer came in time is a fact of the merged ticket.
        """
        return self.place is self.clock.kind


def carried(
    mine: Sequence[Clock], theirs: Sequence[Clock], calendars: CalendarHistory, now: datetime
) -> Iterator[Carried]:
    """The open clocks of the merged ticket (`theirs`) beside those of the one that goes on.

    Both are compared as if whatever holds them ended now. A forwarding still owed is done with
    where the other ticket was forwarded.
    """
    for kind in _KINDS:
        clock = running(theirs, kind)
        if clock is None:
            continue
        owed = kind is ClockKind.RESPONSE and running(mine, kind) is None
        place = ClockKind.REPLY if owed else kind
        own = running(mine, place)
        if own is None and kind is ClockKind.FORWARDING:
            continue
        earlier = own is None or _due(clock, calendars, now) < _due(own, calendars, now)
        yield Carried(clock, place, _cycle(mine, place), earlier)


def _due(clock: Clock, calendars: CalendarHistory, now: datetime) -> datetime:
    due = due_if_resumed(clock, calendars, now)
    assert due is not None
    return due


def _cycle(mine: Sequence[Clock], place: ClockKind) -> int:
    if place in _ONE_CYCLE:
        return 1
    return max((clock.cycle for clock in mine if clock.kind is place), default=0) + 1
