"""The fixture of the bot's stories."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.bot.office import Office, office_at


@pytest.fixture
def office(database_url: str, tmp_path: Path, app: Flask) -> Iterator[Office]:
    """An office whose bot is not started yet; Telegram's limits are off."""
    with office_at(database_url, tmp_path, app) as made:
        yield made
