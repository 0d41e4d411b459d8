"""Bots that can be killed: one process with the product loaded forks the others.

`python -m tests.bot.herd` reads a line "fork" from standard input for each and prints its pid. A
new bot costs milliseconds instead of seconds, and is the whole bot: intake, processing, sender.
"""

import asyncio
import os
import signal
import sys
import threading

from flask import Flask

from bot.application import serve
from bot.logs import set_up
from tests.clock_app import make

IDLE = threading.Event()


def end_with(parent: int) -> None:
    """Go when the process that forked this one has gone, so that nothing outlives a test."""
    while os.getppid() == parent:
        IDLE.wait(0.2)
    os._exit(1)


def serve_until_killed(app: Flask, parent: int) -> None:
    threading.Thread(target=end_with, args=(parent,), daemon=True).start()
    settings = app.extensions["settings"]
    set_up(settings.log_level, settings.telegram_bot_token)
    asyncio.run(serve(app))


def main() -> None:
    """Fork on request; ended children leave nothing behind."""
    app = make()
    app.extensions["library"]()  # the guide, read once for all
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    here = os.getpid()
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                serve_until_killed(app, here)
            finally:
                os._exit(1)
        print(child, flush=True)


if __name__ == "__main__":
    main()
