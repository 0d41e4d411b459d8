"""The bot's process put together: intake, processing, sending, and a clean stop."""

import asyncio
import logging
import signal
from collections.abc import Coroutine
from typing import Any

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError
from telegram.error import InvalidToken, TelegramError

from bot.intake import Intake
from bot.leases import POLL, SEND, Job
from bot.menus import publish
from bot.polling import Polling
from bot.processing import Processing
from bot.sender import Sender
from bot.station import Station
from bot.webhook import Webhook
from bot.webhook_check import WebhookCheck
from helpdesk.usecases.chat_bot import remember_bot

LONGEST_PAUSE = 15.0
STOPPED_WITHIN = 20.0  # seconds; the supervisor waits a little less before it kills
log = logging.getLogger("bot")


async def serve(app: Flask) -> int:
    """Run until SIGTERM or SIGINT; 0 after a clean stop, 1 when a part broke."""
    station = Station(app)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, station.stopping.set)
    intake = Intake(station)
    webhook = Webhook(station, intake) if station.settings.telegram_webhook_url else None
    # The guide is read (or trained) before the first question needs it.
    await station.call(lambda: (station.book, station.talk))
    log.info("started (%s)", "webhook" if webhook else "polling")
    try:
        return await _until_stopped(station, intake, webhook)
    finally:
        if webhook:
            await webhook.close()
        await intake.finish()
        await station.close()
        log.info("stopped")


async def _until_stopped(station: Station, intake: Intake, webhook: Webhook | None) -> int:
    poll, send = Job(station, POLL), Job(station, SEND)
    steady = [
        _task("send lease", send.keep()), _task("poll lease", poll.keep()),
        _task("processing", Processing(station).run()),
        _task("sender", Sender(station, send).run()),
    ]
    passing = [_task("greeting", _greet(station))]
    if webhook:
        passing.append(_task("announcing", webhook.announce()))
        steady.append(_task("webhook check", WebhookCheck(station, webhook, poll).run()))
    else:
        passing.append(_task("polling", Polling(station, intake, poll).run()))
    stopping = _task("stop", station.stopping.wait())
    watched = [stopping, *steady, *(task for task in passing if task.get_name() == "polling")]
    ended, _ = await asyncio.wait(watched, return_when=asyncio.FIRST_COMPLETED)
    station.stopping.set()
    for task in passing:
        task.cancel()  # a long poll is cut; what it had not confirmed comes again
    await asyncio.wait([*steady, *passing], timeout=STOPPED_WITHIN)
    # Told to stop, parts may end in the same moment; otherwise one that ended has broken.
    return 0 if stopping in ended else _status(ended)


def _task(name: str, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
    return asyncio.get_running_loop().create_task(work, name=name)


def _status(broken: set[asyncio.Task[Any]]) -> int:
    for task in broken:
        error = task.exception() if not task.cancelled() else None
        log.error("%s ended by itself (%s)", task.get_name(), type(error).__name__)
    return 1


async def _greet(station: Station) -> None:
    """Learn the bot's name and publish its commands, as soon as Telegram answers."""
    pause = 0.5
    while not station.stopping.is_set():
        try:
            station.username = (await station.bot.get_me()).username or ""
            await station.call(remember_bot, station.username, now=station.now)
            await publish(station)
        except (TelegramError, SQLAlchemyError) as error:  # or the database is away
            if isinstance(error, InvalidToken):
                log.error("Telegram menolak TELEGRAM_BOT_TOKEN; periksa nilainya di @BotFather")
            await station.pause(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        else:
            return
