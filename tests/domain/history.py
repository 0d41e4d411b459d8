"""Histories of events for tests of the folds: written with their instants, no database."""

from datetime import date, time
from types import MappingProxyType

from helpdesk.domain.calendar import Window, WorkingCalendar
from helpdesk.domain.calendar_history import CalendarHistory
from helpdesk.domain.events import Event, EventType
from helpdesk.domain.sla import ClockKind, clocks_of
from tests.builders import at

LONG_DAY = (Window(time(7, 30), time(12)), Window(time(13), time(16)))
FRIDAY = (Window(time(7, 30), time(11, 30)), Window(time(13), time(16, 30)))
CALENDAR = WorkingCalendar(
    "Asia/Pontianak",
    {0: LONG_DAY, 1: LONG_DAY, 2: LONG_DAY, 3: LONG_DAY, 4: FRIDAY},
    {date(2026, 12, 9): "Libur setempat"},  # Wednesday
)
CALENDARS = CalendarHistory.of(CALENDAR)


def days(count, basis="kebijakan biro"):
    return {"days": count, "basis": basis}


def minutes(count, basis="standar layanan"):
    return {"minutes": count, "basis": basis}


PROMISES = MappingProxyType({
    "response": days(3), "reply": days(3), "third_party": days(5), "forwarding": days(1),
    "resolution": days(5), "needs_originals": False,
})
URGENT = MappingProxyType({"forwarding": minutes(60)})


class History:
    """Events in order; `.then(type, "Senin 23 November 2026 09.00", **data)` chains."""

    def __init__(self, kind="problem", received="Senin 23 November 2026 09.00", **data):
        promise = {**PROMISES, **data.pop("promise", {})}
        self.events = []
        self.then(EventType.REGISTERED, received, actor="requester", kind=kind, promise=promise,
                  **data)

    def then(self, type_, when, *, actor="officer:1", noted=None, **data):
        instant = at(when) if isinstance(when, str) else when
        self.events.append(Event(
            seq=len(self.events) + 1, type=EventType(type_),
            at=at(noted) if noted else instant, occurred_at=instant, actor=actor, data=data,
        ))
        return self

    def wrote(self, when):
        return self.then("requester_wrote", when, actor="requester")

    def clocks(self, now="Kamis 31 Desember 2026 23.00"):
        return clocks_of(self.events, CALENDARS, at(now))

    def clock(self, kind, cycle=1, now="Kamis 31 Desember 2026 23.00", last=True):
        found = [c for c in self.clocks(now) if c.kind is ClockKind(kind) and c.cycle == cycle]
        assert found, f"no {kind} clock of cycle {cycle}"
        return found[-1 if last else 0]

    def has(self, kind):
        return any(c.kind is ClockKind(kind) for c in self.clocks())


def told(instant):
    """An instant as `at` reads it, for readable failures."""
    from tests.builders import DAYS, MONTHS, WIB

    if instant is None:
        return None
    local = instant.astimezone(WIB)
    name, month = DAYS[local.weekday()], MONTHS[local.month - 1]
    wall = local.strftime("%H.%M.%S" if local.second else "%H.%M")
    return f"{name} {local.day} {month} {local.year} {wall}"
