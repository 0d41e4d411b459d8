"""A regular look at what Telegram says of our webhook, kept for /readyz and the doctor."""

import logging

from telegram import WebhookInfo
from telegram.error import TelegramError

from bot.leases import Job
from bot.station import Station
from bot.webhook import Webhook
from helpdesk.domain.webhook_state import WebhookState
from helpdesk.usecases.webhook_state import keep_webhook_state

EVERY = 10.0  # seconds
log = logging.getLogger("bot.webhook")


class WebhookCheck:
    """Looks while this process holds the lease; without an answer the record grows stale."""

    def __init__(self, station: Station, webhook: Webhook, job: Job) -> None:
        self.station, self.webhook, self.job = station, webhook, job

    async def run(self) -> None:
        while not self.station.stopping.is_set():
            if self.job.held:
                await self._look()
            await self.station.pause(EVERY if self.job.held else EVERY / 10)

    async def _look(self) -> None:
        try:
            state = self._state(await self.station.bot.get_webhook_info())
            await self.station.call(keep_webhook_state, state)
        except TelegramError as error:
            self.job.well = False
            log.warning("Telegram does not tell the webhook's state: %s", type(error).__name__)
        except Exception as broken:  # the database is away for a moment
            log.error("the webhook's state is not kept: %s", type(broken).__name__)
        else:
            self.job.well = True
            if state.address != "ours":
                log.warning("the webhook is not ours (%s): announcing it again", state.address)
                await self.webhook.announce()

    def _state(self, told: WebhookInfo) -> WebhookState:
        ours = self.station.settings.telegram_webhook_url
        address = "none" if not told.url else "ours" if told.url == ours else "other"
        return WebhookState(
            self.station.now, address, told.pending_update_count,
            error=(told.last_error_message or "")[:200], error_at=told.last_error_date,
        )
