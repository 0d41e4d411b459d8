"""Long polling: one process by lease; an update is confirmed only after it was committed."""

import json
import logging
from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import urlencode

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.intake import Intake
from bot.leases import Job
from bot.payload import UPDATES
from bot.station import POLL, Station

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15.0
log = logging.getLogger("bot.polling")


class Polling:
    """Fetches updates while this process holds the lease."""

    def __init__(self, station: Station, intake: Intake, job: Job) -> None:
        self.station, self.intake, self.job = station, intake, job
        self._offset: int | None = None
        self._failures = 0

    async def run(self) -> None:
        while not self.station.stopping.is_set():
            if not self.job.held:
                await self.station.pause(0.2)
                continue
            try:
                await self._once()
            except TelegramError as error:
                await self._recover(error)
            except Exception as broken:  # the database: nothing was confirmed
                log.error("updates could not be kept: %s", type(broken).__name__)
                await self._wait()
            else:
                self._failures, self.job.well = 0, True

    async def _once(self) -> None:
        updates = await self._fetch()
        if not updates:
            # All is confirmed. Without an offset numbers may begin anew, as they do after a
            # quiet week, and nothing is confirmed unseen.
            self._offset = None
            return
        await self.intake.keep(updates)
        self._offset = max(int(update["update_id"]) for update in updates) + 1

    async def _fetch(self) -> list[Mapping[str, Any]]:
        """The updates as they came: one that the library cannot read must not stop the rest."""
        asked: dict[str, Any] = {"timeout": POLL, "allowed_updates": json.dumps(UPDATES)}
        if self._offset is not None:
            asked["offset"] = self._offset
        bot = self.station.bot
        found = await self.station.polling.post(f"{bot.base_url}/getUpdates?{urlencode(asked)}")
        return cast("list[Mapping[str, Any]]", found)

    async def _recover(self, error: TelegramError) -> None:
        if isinstance(error, RetryAfter):
            wait = error.retry_after
            await self.station.pause(wait if isinstance(wait, int) else wait.total_seconds())
        elif isinstance(error, Conflict):
            await self._conflict(error)
        else:
            if self._failures == 0:
                log.warning("Telegram is not reached: %s", type(error).__name__)
            if isinstance(error, InvalidToken):
                log.error("Telegram menolak TELEGRAM_BOT_TOKEN")
            await self._wait()

    async def _conflict(self, error: Conflict) -> None:
        """A webhook left from before is taken away; another poller has a lease about to end."""
        if "webhook" in str(error).lower():
            await self.station.bot.delete_webhook(drop_pending_updates=False)
        log.info("another reader of updates: trying again")
        await self.station.pause(1.0)

    async def _wait(self) -> None:
        self.job.well = self._failures < 3
        pause = min(FIRST_PAUSE * 2 ** min(self._failures, 10), LONGEST_PAUSE)
        self._failures += 1
        await self.station.pause(pause)
