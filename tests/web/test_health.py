"""/healthz for the process, /readyz for everything behind it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.config import Settings
from helpdesk.db import db
from helpdesk.models import InboxItem, Lease, OutboxItem
from tests.clocks import MONDAY_MORNING, FrozenClock

ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def tick(*names: str) -> None:
    for name in names:
        db.session.merge(Lease(
            name=name, holder="w", until=MONDAY_MORNING, last_run_at=MONDAY_MORNING))
    db.session.commit()


@pytest.fixture
def working(app: Flask) -> Flask:
    with app.app_context():
        tick("worker-sweep", "worker-dispatch")
    return app


def reasons(app: Flask, status: int) -> list[str]:
    answer = app.test_client().get("/readyz")
    assert answer.status_code == status
    found: list[str] = answer.get_json()["reasons"]
    return found


def test_a_working_installation_is_ready(working: Flask) -> None:
    assert reasons(working, 200) == []


def test_a_worker_that_never_ran_or_fell_silent_is_named(
    app: Flask, clock: FrozenClock
) -> None:
    assert reasons(app, 503) == [
        "Worker (worker-sweep) belum pernah berjalan.",
        "Worker (worker-dispatch) belum pernah berjalan.",
    ]
    with app.app_context():
        tick("worker-sweep", "worker-dispatch")
    clock.advance(minutes=7)
    assert reasons(app, 503)[0] == "Worker (worker-sweep) diam 7 menit."


@ONE_DATABASE
def test_the_bot_is_looked_at_only_with_a_token(working: Flask, settings: Settings) -> None:
    working.extensions["settings"] = replace(settings, telegram_bot_token="1:x")
    assert reasons(working, 503) == ["Bot Telegram (bot) belum pernah berjalan."]


def test_what_waits_too_long_is_named(working: Flask, clock: FrozenClock) -> None:
    with working.app_context():
        db.session.add(InboxItem(
            key="tg:1:1", lane="telegram:1", payload={}, state="new", attempts=0,
            received_at=MONDAY_MORNING - timedelta(hours=3)))
        db.session.add(OutboxItem(
            key="k", channel="email", recipient="a@surel.example", audience="requester",
            template="receipt", data={}, state="failed", attempts=2,
            not_before=MONDAY_MORNING - timedelta(minutes=11), created_at=MONDAY_MORNING))
        db.session.commit()
    assert reasons(working, 503) == [
        "Kiriman masuk tertahan 3 jam.", "Pesan keluar tertahan 11 menit."]


def test_what_is_parked_dead_or_not_due_holds_nothing_up(working: Flask) -> None:
    with working.app_context():
        db.session.add(InboxItem(
            key="tg:1:1", lane="telegram:1", payload={}, state="parked", attempts=5,
            received_at=MONDAY_MORNING - timedelta(days=3)))
        for number, (state, minutes) in enumerate([("dead", -999), ("pending", 60)]):
            db.session.add(OutboxItem(
                key=f"k{number}", channel="email", recipient="a@surel.example", data={},
                audience="requester", template="receipt", state=state, attempts=2,
                not_before=MONDAY_MORNING + timedelta(minutes=minutes),
                created_at=MONDAY_MORNING))
        db.session.commit()
    assert reasons(working, 200) == []


def test_a_database_of_an_older_release_is_not_ready(working: Flask) -> None:
    with working.app_context():
        db.session.execute(sa.text("UPDATE alembic_version SET version_num = 'lama'"))
        db.session.commit()
    assert reasons(working, 503) == [
        "Struktur basis data belum sesuai. Jalankan: flask --app wsgi db upgrade"]


@pytest.fixture
def without_database(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    with app.app_context():
        db.engine.dispose()
        monkeypatch.setattr(db.engine, "connect", _refuse)
        yield app.test_client()


def _refuse(*args: object, **kwargs: object) -> None:
    raise sa.exc.OperationalError("connect", {}, OSError("gone"))


@ONE_DATABASE
def test_without_the_database_the_process_lives_and_says_why_it_cannot_serve(
    without_database: FlaskClient,
) -> None:
    assert without_database.get("/healthz").get_json() == {"status": "ok"}
    answer = without_database.get("/readyz")
    assert answer.status_code == 503
    assert answer.get_json()["reasons"] == ["Basis data tidak terjangkau (OperationalError)."]
