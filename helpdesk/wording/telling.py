"""A clock that is about to be explained: of which ticket, by which catalogue, to whom."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.explanation import Rest, rests_of
from helpdesk.domain.sla import Clock, ClockKind
from helpdesk.queries.reading import Reading
from helpdesk.wording.time import datetime_long

PARTIES = {"lkpp": "LKPP", "telkom": "Telkom"}
# Since when each clock counts, and what its first day is called.
_SINCE = {
    ClockKind.RESPONSE: ("sejak diterima", "hari diterima"),
    ClockKind.FORWARDING: ("sejak kewenangan ditetapkan", "hari kewenangan ditetapkan"),
    ClockKind.RESOLUTION: ("sejak berkas lengkap", "hari berkas lengkap"),
    ClockKind.REPLY: ("sejak pesan masuk", "hari pesan masuk"),
    ClockKind.THIRD_PARTY: ("sejak diterima {party}", "hari diterima {party}"),
    ClockKind.TARGET: ("sejak ditetapkan", "hari ditetapkan"),
}


@dataclass(frozen=True)
class Telling:
    """What every sentence about a date needs; `officers` or else the requester reads it."""

    catalogue: Catalogue
    reading: Reading
    clock: Clock
    officers: bool

    @cached_property
    def rests(self) -> tuple[Rest, ...]:
        """The clock's pauses with what each gave."""
        return rests_of(self.clock, self.reading.now)

    @property
    def zone(self) -> str:
        """The zone of the calendar that measured the clock."""
        return str(self.clock.calendar.tz)

    @property
    def start_text(self) -> str:
        """As "sejak diterima Senin, 23 November 2026 09.00 WIB"."""
        return f"{self._since[0]} {self.when(self.clock.started_at)}"

    @property
    def first_day(self) -> str:
        """What happened on the day that never counts."""
        return self._since[1]

    @property
    def _since(self) -> tuple[str, str]:
        with_receipt = self.clock.started_at == self.reading.standing.received_at
        kind = ClockKind.RESPONSE if with_receipt else self.clock.kind
        party = PARTIES.get(self.clock.span.provider or "", "LKPP/Telkom")
        since, day = _SINCE[kind]
        return since.format(party=party), day.format(party=party)

    def when(self, at: datetime) -> str:
        """An instant in full."""
        return datetime_long(at, self.zone)
