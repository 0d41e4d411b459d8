"""A job that one of several bot processes does at a time, and the tick that shows it is done."""

import logging

from bot.station import POLL_LEASE, Station, is_gone
from helpdesk.usecases.lease import give_back_lease, take_lease

EVERY = 2.0  # seconds between renewals of a lease of ten
POLL, SEND = POLL_LEASE, "bot-send"
log = logging.getLogger("bot.lease")


class Job:
    """The lease on one job. `well` is set false while the job cannot be done (Telegram away)."""

    def __init__(self, station: Station, name: str) -> None:
        self.station, self.name = station, name
        self.held = False
        self.well = True

    async def keep(self) -> None:
        """Take and renew the lease until the process stops, then give it back."""
        while not self.station.stopping.is_set():
            await self._renew()
            await self.station.pause(EVERY if self.held else EVERY / 2)
        await self._give_back()

    async def _renew(self) -> None:
        station, before = self.station, self.held
        try:
            self.held = await station.call(
                take_lease, self.name, station.holder, now=station.now, ran=self.well, gone=is_gone
            )
        except Exception as broken:  # the database is away: nobody holds a job then
            self.held = False
            log.warning("%s: lease not renewed (%s)", self.name, type(broken).__name__)
        if self.held != before:
            log.info("%s: %s", self.name, "taken" if self.held else "left")

    async def _give_back(self) -> None:
        held, self.held = self.held, False
        if held:
            station = self.station
            await station.call(give_back_lease, self.name, station.holder, now=station.now)
