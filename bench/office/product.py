"""The product under a clock that stands at the measurement's instant, for a web server."""

import os
from datetime import datetime

from flask import Flask

from helpdesk import create_app
from helpdesk.config import load_settings


def make() -> Flask:
    """The application on the settings of the environment."""
    now = datetime.fromisoformat(os.environ["BENCH_NOW"])
    return create_app(load_settings(env_file=None), lambda: now)
