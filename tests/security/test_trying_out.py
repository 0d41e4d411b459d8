"""What is there for trying the product out is not there for strangers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from helpdesk import create_app
from helpdesk.config import Settings
from helpdesk.db import db
from tests.clocks import FrozenClock


@contextmanager
def _made(settings: Settings, clock: FrozenClock, **changed: Any) -> Iterator[Flask]:
    app = create_app(replace(settings, **changed), clock)
    try:
        yield app
    finally:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


PUBLIC = {"base_url": "https://helpdesk.example"}


@pytest.mark.parametrize(("changed", "status"), [
    ({}, 200),  # one's own machine, no SMTP: how else would mails be read
    ({"demo": True, **PUBLIC}, 200),
    (PUBLIC, 404),
    ({"smtp_url": "smtp://127.0.0.1:2525"}, 404),
    ({"production": True, **PUBLIC}, 404),
    # Heard by the whole network although the address says this machine.
    ({"host": "0.0.0.0"}, 404),
    ({"host": "::"}, 404),
    ({"host": "192.168.1.10"}, 404),
])
def test_written_mails_with_their_links_and_codes_are_shown_to_no_stranger(
    settings: Settings, clock: FrozenClock, changed: dict[str, Any], status: int
) -> None:
    with _made(settings, clock, **changed) as app:
        assert app.test_client().get("/dev/surel").status_code == status
        assert app.test_client().get("/dev/surel/..%2fsecret_key").status_code == 404


def test_without_demo_nobody_becomes_an_officer_by_a_press(
    settings: Settings, clock: FrozenClock
) -> None:
    with _made(settings, clock, demo=False) as app:
        app.config["WTF_CSRF_ENABLED"] = False
        browser = app.test_client()
        assert browser.get("/demo").status_code == 404
        assert browser.post("/demo/masuk", data={"petugas": "1"}).status_code == 404
        assert not app.debug
