"""The webhook: an own small server; 200 is said only after the update was committed."""

import hmac
import json
import logging
from typing import Any

from telegram.error import TelegramError
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from bot.intake import Intake
from bot.payload import UPDATES
from bot.station import Station

PATH = "/telegram/webhook"
LARGEST = 1024 * 1024
CONNECTIONS = 20
LONGEST_PAUSE = 15.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
log = logging.getLogger("bot.webhook")


class Silent(RequestHandler):
    """Tells nothing about us to whoever knocks."""

    def set_default_headers(self) -> None:
        self.clear_header("Server")

    def prepare(self) -> None:
        self.set_status(404)
        self.finish()

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        self.finish()


class Delivery(Silent):
    """One delivery of one update."""

    def initialize(self, intake: Intake, secret: str) -> None:
        self.intake, self.secret = intake, secret.encode()

    def prepare(self) -> None:
        given = self.request.headers.get(SECRET_HEADER, "").encode("utf-8", "replace")
        if not self.secret or not hmac.compare_digest(given, self.secret):
            log.warning("a delivery without the right secret was refused")
            self.set_status(403)
            self.finish()

    async def post(self) -> None:
        try:
            update = json.loads(self.request.body)
        except ValueError:
            update = None
        if not isinstance(update, dict) or type(update.get("update_id")) is not int:
            self.set_status(400)
            return
        try:
            await self.intake.keep([update])
        except Exception as broken:  # not kept, so Telegram is asked to repeat it
            log.error("an update could not be kept: %s", type(broken).__name__)
            self.set_status(503)


class Webhook:
    """Listens beside the web process and tells Telegram the address."""

    def __init__(self, station: Station, intake: Intake) -> None:
        self.station = station
        settings = station.settings
        handled = {"intake": intake, "secret": settings.telegram_webhook_secret}
        routes = [(PATH, Delivery, handled)]
        application = Application(
            routes, default_handler_class=Silent, log_function=lambda handler: None
        )
        self.server = HTTPServer(application, max_body_size=LARGEST)
        sockets = bind_sockets(settings.webhook_port, settings.host, reuse_port=True)
        self.server.add_sockets(sockets)
        log.info("listening on port %s", settings.webhook_port)

    async def announce(self) -> None:
        """Tell Telegram where to deliver, until it has taken it."""
        settings, pause = self.station.settings, 0.5
        while not self.station.stopping.is_set():
            try:
                await self.station.bot.set_webhook(
                    settings.telegram_webhook_url, secret_token=settings.telegram_webhook_secret,
                    allowed_updates=list(UPDATES), max_connections=CONNECTIONS,
                )
            except TelegramError as error:
                log.warning("the webhook is not announced yet: %s", type(error).__name__)
                await self.station.pause(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                return

    async def close(self) -> None:
        self.server.stop()
        await self.server.close_all_connections()
