"""python-telegram-bot pointed at the double: a bare Bot for one exchange."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Bot
from telegram.request import HTTPXRequest

from tests.bot.botapi.client import BotApi

FREE = {"overall_per_second": 0, "chat_per_second": 0, "group_per_minute": 0}
Talk = Callable[[Bot], Awaitable[Any]]


def bot_of(api: BotApi, token: str = "", patience: float = 5) -> Bot:
    """The library's own Bot; `patience` in seconds before it gives a call up."""
    requests = [HTTPXRequest(read_timeout=patience, connect_timeout=5) for _ in range(2)]
    return Bot(
        token or api.token,
        base_url=api.base_url,
        base_file_url=api.base_file_url,
        request=requests[0],
        get_updates_request=requests[1],
    )


def talk(api: BotApi, what: Talk, token: str = "", patience: float = 5) -> Any:
    """Runs one exchange of a bare Bot with the double."""

    async def run() -> Any:
        bot = bot_of(api, token, patience)
        try:
            return await what(bot)
        finally:
            for request in bot._request:
                await request.shutdown()

    return asyncio.run(run())
