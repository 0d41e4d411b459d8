"""The bot as it is, under a clock that runs from the measurement's day: `python -m ...process`."""

import os
import sys
import time
from datetime import datetime, timedelta

from bot.__main__ import main
from helpdesk import create_app
from helpdesk.config import load_settings

CLOCK = "BENCH_CLOCK"  # the instant at which the measurement began, and the monotonic clock then


def running(told: str) -> datetime:
    """The present instant."""
    began, _, monotonic = told.partition(" ")
    return datetime.fromisoformat(began) + timedelta(seconds=time.monotonic() - float(monotonic))


if __name__ == "__main__":
    told = os.environ[CLOCK]
    sys.exit(main(create_app(load_settings(env_file=None), lambda: running(told))))
