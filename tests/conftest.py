"""Fixtures for all tests. Imports stay inside the fixtures: a test of a rule loads no framework."""

import os
import sys
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.clocks import FrozenClock

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from playwright.sync_api import Browser, Page
    from sqlalchemy.orm import Session, scoped_session

    from helpdesk.config import Settings
    from tests.processes import Installation

ROOT = Path(__file__).resolve().parent.parent
SECRET = "0123456789abcdef" * 4
REFUSED: list[str] = []  # hosts outside this machine that the running test asked for


def pytest_configure(config: pytest.Config) -> None:
    from hypothesis import HealthCheck
    from hypothesis import settings as hypothesis

    slow = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
    hypothesis.register_profile(
        "quick", deadline=None, derandomize=True, database=None, suppress_health_check=slow
    )
    hypothesis.register_profile(
        "full", deadline=None, max_examples=5000, print_blob=True, suppress_health_check=slow
    )
    hypothesis.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
    sys.addaudithook(_refuse_network)
    if _controls(config):
        from tests import databases

        databases.clean_up_leftovers()
        databases.run_folder()  # named here, so that all workers share it


def pytest_unconfigure(config: pytest.Config) -> None:
    if _controls(config):
        from tests import databases

        databases.clean_up()


def _controls(config: pytest.Config) -> bool:
    return not hasattr(config, "workerinput")


def _refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    """No test talks to anything but this machine."""
    if event != "socket.connect" or not isinstance(arguments[1], tuple):
        return
    host = str(arguments[1][0])
    try:
        local = ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        local = host == "localhost"
    if not local:
        REFUSED.append(host)
        raise PermissionError(f"a test wanted to reach {host}; only loopback is allowed")


@pytest.fixture(autouse=True)
def only_loopback() -> Iterator[None]:
    """A refused connection fails the test, even where the product took it for a bad network."""
    REFUSED.clear()
    yield
    assert REFUSED == []


@pytest.fixture
def clock() -> FrozenClock:
    """Stands at Monday 23 November 2026, 09.00 WIB."""
    return FrozenClock()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated, empty database of its own; each test runs on SQLite and on PostgreSQL."""
    from tests import databases

    if request.param == "sqlite":
        yield databases.sqlite_database(tmp_path / "helpdesk.db", _migrate)
    else:
        with databases.postgres_database(_migrate) as url:
            yield url


def _migrate(url: str) -> None:
    from flask_migrate import upgrade

    from helpdesk import create_app
    from tests import databases

    app = create_app(_settings(url, databases.run_folder() / "instance"), FrozenClock())
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
    _close(app)


def _settings(url: str, instance: Path, **overrides: Any) -> "Settings":
    from helpdesk.config import load_settings

    standing = {
        "database_url": url,
        "instance_path": instance,
        "secret_key": SECRET,
        "base_url": "http://localhost",
    }
    return load_settings({}, env_file=None, **(standing | overrides))


def _close(app: "Flask") -> None:
    from helpdesk.db import db

    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> "Settings":
    """A test changes them with dataclasses.replace, in a fixture of this name in its module."""
    from tests.databases import share_guide

    share_guide(tmp_path / "instance")
    return _settings(database_url, tmp_path / "instance")


@pytest.fixture
def app(settings: "Settings", clock: FrozenClock) -> Iterator["Flask"]:
    from helpdesk import create_app

    made = create_app(settings, clock)
    made.testing = True
    yield made
    _close(made)


@pytest.fixture
def client(app: "Flask") -> "FlaskClient":
    return app.test_client()


@pytest.fixture
def db_session(app: "Flask") -> Iterator["scoped_session[Session]"]:
    """The session inside an application context."""
    from helpdesk.db import db

    with app.app_context():
        yield db.session


@pytest.fixture
def live_server(database_url: str, tmp_path: Path) -> Iterator["Installation"]:
    """The product as a real web process under a clock in a file; `.start("worker")` adds others."""
    from tests.processes import installation

    with installation(database_url, tmp_path) as made:
        made.start("web")
        yield made


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """One Chromium a module. Its event loop bars asyncio in that module's other tests."""
    from tests.browser import chromium

    with chromium() as started:
        yield started


@pytest.fixture
def page(browser: "Browser") -> Iterator["Page"]:
    """A fresh visitor at a desk; errors of the page fail the test."""
    from tests.browser import new_context

    context = new_context(browser)
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert errors == []
