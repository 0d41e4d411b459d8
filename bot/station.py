"""What all parts of the bot's process share: database threads, Telegram, wake-up calls."""

import asyncio
import logging
import os
import secrets
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, ParamSpec, TypeVar, cast

from flask import Flask, has_app_context
from httpx import Limits
from telegram import Bot
from telegram.request import HTTPXRequest

from helpdesk.config import Settings
from helpdesk.current import current_book
from helpdesk.matching import roots_of
from helpdesk.queries.likely import Roots
from helpdesk.queries.machine import holder_of
from helpdesk.storage import FileStore
from helpdesk.usecases.effects import Talk
from helpdesk.usecases.rulebook import Rulebook

P = ParamSpec("P")
R = TypeVar("R")

# SQLite has one writer: a line of our own hands on at once, its busy waiting sleeps up to 100 ms.
THREADS = {"sqlite": 1, "postgresql": 8}
ANSWER_WITHIN = 10.0  # seconds for one call; with connecting it stays under the claim's 30
POLL_LEASE = "bot-poll"
CONNECTIONS = 32  # more than may leave in a second
# Every request looks at each idle connection; the pace needs few of them at a time.
LIMITS = Limits(max_connections=CONNECTIONS, max_keepalive_connections=8)
POLL = 8  # seconds a long poll is held open
log = logging.getLogger("bot")


class Station:
    """The process as its parts see it. Made inside the running event loop."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.settings: Settings = app.extensions["settings"]
        self.files = FileStore(self.settings.instance_path / "files")
        self.holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        self.bot_id = self.settings.telegram_bot_token.partition(":")[0]
        self.username = ""  # known once Telegram has answered
        self.arrived = asyncio.Event()  # something was kept in the inbox
        self.leaving = asyncio.Event()  # something was put into the outbox
        self.stopping = asyncio.Event()
        kind = "sqlite" if self.settings.sqlite_file else "postgresql"
        self.threads = THREADS[kind]
        self._pool = ThreadPoolExecutor(self.threads, thread_name_prefix="bot")
        self._requests = (_request(ANSWER_WITHIN), _request(POLL + ANSWER_WITHIN))
        self.polling = self._requests[1]
        self.bot = Bot(
            self.settings.telegram_bot_token,
            base_url=f"{self.settings.telegram_api_url}/bot",
            base_file_url=f"{self.settings.telegram_api_url}/file/bot",
            request=self._requests[0],
            get_updates_request=self._requests[1],
        )

    @property
    def book(self) -> Rulebook:
        """The newest rulebook; outside a call to the database, as the last call found it.

        Only what reads the rules asks for it, for it is a query each time.
        """
        if has_app_context():
            return current_book(self.app)
        return cast(Rulebook, self.app.extensions["rulebook"])

    @property
    def now(self) -> datetime:
        """The present instant by the application's clock."""
        return cast(datetime, self.app.extensions["clock"]())

    @property
    def talk(self) -> Talk:
        """The conversation's context; made at first use."""
        return cast(Talk, self.app.extensions["talk"]())

    @property
    def roots(self) -> Roots:
        """How reports are compared; the guide is made at first use."""
        return roots_of(self.app.extensions["library"]())

    async def call(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run what uses the database in a thread, with a session of its own."""

        def inside() -> R:
            with self.app.app_context():
                return function(*args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._pool, inside)

    async def reader(self) -> str:
        """Who fetches updates just now; '' while nobody does, as after a death."""
        if self.settings.telegram_webhook_url:
            return "webhook"
        holder = await self.call(holder_of, POLL_LEASE, now=self.now)
        return "" if is_gone(holder) else holder

    async def pause(self, seconds: float, wake: asyncio.Event | None = None) -> None:
        """Wait, at most until `wake` is set or the process stops."""
        if self.stopping.is_set():
            return
        events = [self.stopping] if wake is None else [self.stopping, wake]
        waits = [asyncio.ensure_future(event.wait()) for event in events]
        try:
            await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waits:
                each.cancel()
        if wake is not None:
            wake.clear()

    async def close(self) -> None:
        """Close connections and threads."""
        for request in self._requests:
            await request.shutdown()
        self._pool.shutdown(wait=True)


def _request(seconds: float) -> Any:
    return HTTPXRequest(
        connection_pool_size=CONNECTIONS, read_timeout=seconds, write_timeout=5, connect_timeout=5,
        pool_timeout=5, media_write_timeout=10, httpx_kwargs={"limits": LIMITS},
    )


def is_gone(holder: str) -> bool:
    """Whether a lease's holder was a process of this machine that has ended."""
    host, _, rest = holder.partition(":")
    number = rest.partition(":")[0]
    if host != socket.gethostname() or not number.isdigit():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
