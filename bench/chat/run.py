"""One run: a bot as a process, Telegram's side as another, and what both and the database say."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa

from bench.chat.bureau import Bureau
from bench.chat.process import CLOCK
from bench.chat.telegram import LEASE
from bench.office import ROOT, SECRET
from bench.sweep import NOW
from helpdesk.db import db
from tests.processes import free_port

BOT_ID = "777000777"
TOKEN = f"{BOT_ID}:{'A' * 35}"
HOOK_SECRET = "rahasia_pengukuran_0123456789"
MIB = 1024 * 1024


@dataclass(frozen=True)
class Load:
    """Who writes how much; `rate` 0 is as fast as it is confirmed."""

    chats: int
    count: int
    rate: float = 0.0


@dataclass
class Noted:
    """What one run left: instants of Telegram's side, and of the bot its use of the machine."""

    posts: list[tuple[int, int, float, float, int]] = field(default_factory=list)
    sends: list[tuple[str, str, float]] = field(default_factory=list)
    pressed: int = 0
    started: float = 0.0  # seconds until it listens
    memory: int = 0  # MiB
    busy: float = 0.0  # processor seconds between the first post and the last answer
    done_at: float = 0.0  # monotonic, when the inbox was empty


def run(bureau: Bureau, load: Load, program: str, *, until_sent: bool) -> Noted:
    """`program` is the module that takes the webhook; `until_sent`: wait for the last answer."""
    port, api = free_port(), free_port()
    hook = f"http://127.0.0.1:{port + 1}/telegram/webhook"
    numbers = [str(each) for each in (api, hook, load.chats, load.count, load.rate)]
    noted = Noted()
    telegram = _start("bench.chat.telegram", numbers, {}, stdout=subprocess.PIPE)
    assert telegram.stdout is not None
    telegram.stdout.readline()  # it listens
    settings = {
        "DATABASE_URL": bureau.url, "INSTANCE_PATH": str(bureau.folder / "instance"),
        "SECRET_KEY": SECRET, "PORT": str(port), "TELEGRAM_API_URL": f"http://127.0.0.1:{api}",
        "TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_WEBHOOK_URL": hook,
        "TELEGRAM_WEBHOOK_SECRET": HOOK_SECRET, "FLASK_SKIP_DOTENV": "1",
        CLOCK: f"{NOW.isoformat()} {time.monotonic()}",
    }
    began = time.monotonic()
    with (bureau.folder / "bot.log").open("wb") as log:
        bot = _start(program, [], settings, stdout=log)
    try:
        _said(telegram, bot)  # the first is about to be posted
        before = _used(bot.pid)[0]
        _said(telegram, bot)  # all is posted
        _await(bureau, bot, "inbox", ("new",))
        noted.done_at = time.monotonic()
        if until_sent:
            _await(bureau, bot, "outbox", ("pending", "sending", "failed"))
        after, noted.memory = _used(bot.pid)
        noted.busy = after - before
        telegram.send_signal(signal.SIGTERM)
        told: Mapping[str, Any] = json.loads(telegram.stdout.readline())
    finally:
        for process in (bot, telegram):
            process.send_signal(signal.SIGTERM)
            process.wait(30)
    noted.posts, noted.sends = told["posts"], told["sends"]
    noted.pressed, noted.started = told["pressed"], min(p[2] for p in noted.posts) - began - LEASE
    return noted


def _said(telegram: subprocess.Popen[bytes], bot: subprocess.Popen[bytes]) -> None:
    """Until Telegram's side says the next; a bot that has ended would be waited for for ever."""
    assert telegram.stdout is not None
    while not select.select([telegram.stdout], [], [], 1.0)[0]:
        _alive(bot)
    telegram.stdout.readline()


def _alive(bot: subprocess.Popen[bytes]) -> None:
    if bot.poll() is not None:
        raise RuntimeError(f"the bot ended with {bot.returncode}")


def _start(module: str, arguments: list[str], settings: dict[str, str],
           stdout: int | IO[bytes]) -> subprocess.Popen[bytes]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments], cwd=ROOT, env={**kept, **settings},
        stdout=stdout, stderr=None if stdout == subprocess.PIPE else subprocess.STDOUT,
    )


def _await(bureau: Bureau, bot: subprocess.Popen[bytes], table: str, states: tuple[str, ...]
           ) -> None:
    """Until no row of the chats is in these states."""
    column = db.metadata.tables[table].c
    left = sa.select(sa.func.count()).where(column.state.in_(states))
    if table == "outbox":
        left = left.where(column.channel == "telegram")
    look(bureau, lambda: _gone(left, bot))


def _gone(left: sa.Select[Any], bot: subprocess.Popen[bytes]) -> None:
    while db.session.execute(left, execution_options={"sqlite_read": True}).scalar():
        db.session.rollback()
        _alive(bot)
        time.sleep(0.05)


def look(bureau: Bureau, question: Callable[[], Any]) -> Any:
    """Ask the database in a session of its own."""
    app = bureau.application()
    with app.app_context():
        try:
            return question()
        finally:
            db.session.remove()
            db.engine.dispose()


def _used(pid: int) -> tuple[float, int]:
    """Processor seconds and MiB in memory."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    ticks = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return ticks, int(fields[21]) * os.sysconf("SC_PAGE_SIZE") // MIB
