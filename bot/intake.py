"""Updates kept before anything is confirmed to Telegram, by whichever way they came."""

import asyncio
import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.exc import IntegrityError
from telegram.error import TelegramError

from bot.payload import raw_of
from bot.station import Station
from bot.together import Together
from helpdesk.usecases.intake import Raw, keep_arrivals

log = logging.getLogger("bot.intake")


class Intake:
    """Keeps deliveries and lets go of the spinner on a pressed button."""

    def __init__(self, station: Station) -> None:
        self.station = station
        self._kept = Together(self._keep_all)
        self._acknowledging: set[asyncio.Task[None]] = set()

    async def keep(self, updates: Iterable[Mapping[str, Any]]) -> None:
        """Returns once all are committed; raises what the database raises, and nothing is kept."""
        raws = [raw for raw in map(self._raw, updates) if raw is not None]
        if not raws:
            return
        await self._kept.do(raws)
        self.station.arrived.set()
        for raw in raws:
            if "query" in raw.payload:
                self._acknowledge(raw.payload["query"])

    def _raw(self, update: Mapping[str, Any]) -> Raw | None:
        try:
            return raw_of(update, self.station.bot_id)
        except ValueError as broken:
            log.warning("a delivery that is no update was left out: %s", broken)
            return None

    async def _commit(self, raws: Sequence[Raw]) -> None:
        station = self.station
        await station.call(keep_arrivals, raws, now=station.now, caps=station.book.caps)

    async def _keep_all(self, raws: Sequence[Raw]) -> None:
        try:
            await self._commit(raws)
        except IntegrityError:  # another process keeps the same updates in this moment
            for raw in raws:
                await self._keep_one(raw)

    async def _keep_one(self, raw: Raw) -> None:
        try:
            await self._commit([raw])
        except IntegrityError:
            return  # kept by the other

    def _acknowledge(self, query: str) -> None:
        """Beside the rest: a press that is not acknowledged only spins for a while."""
        task = asyncio.get_running_loop().create_task(self._answer(query))
        self._acknowledging.add(task)
        task.add_done_callback(self._acknowledging.discard)

    async def _answer(self, query: str) -> None:
        try:
            await self.station.bot.answer_callback_query(query)
        except TelegramError as refused:
            log.debug("a press was not acknowledged: %s", type(refused).__name__)

    async def finish(self) -> None:
        """Give open acknowledgements a moment."""
        if self._acknowledging:
            await asyncio.wait(self._acknowledging, timeout=1)
