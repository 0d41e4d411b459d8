"""The application under a clock read from a file, for tests that start real processes.

`gunicorn "tests.clock_app:make()"`, `flask --app tests.clock_app:make worker`,
`python -m tests.clock_app` for the bot. The product itself has no such setting.
"""

import os
from pathlib import Path

from flask import Flask

from helpdesk import create_app
from helpdesk.config import load_settings
from tests.clocks import CLOCK_FILE, FileClock


def make() -> Flask:
    return create_app(load_settings(env_file=None), FileClock(Path(os.environ[CLOCK_FILE])))


if __name__ == "__main__":
    import sys

    from bot.__main__ import main

    sys.exit(main(make()))
