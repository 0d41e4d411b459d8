"""What came too fast and was held back, let in again as soon as there is room."""

import time

from bot.station import Station
from helpdesk.queries.arrivals import held_lanes
from helpdesk.usecases.holding import release_held

EVERY = 1.0  # seconds between two looks
LANES = 50  # chats looked at in one


class Holding:
    """Looks now and then; where nothing is held that is one look-up in an index."""

    def __init__(self, station: Station) -> None:
        self.station = station
        self._next = 0.0

    async def let_in(self) -> None:
        """Any number of processes may do this."""
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + EVERY
        station = self.station
        lanes = await station.call(held_lanes, LANES)
        if lanes:
            await station.call(release_held, lanes, now=station.now, caps=station.book.caps)
