"""The tests' own ground: databases that are migrated, empty and nobody else's; no way out."""

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import conftest, databases


@pytest.mark.parametrize("turn", ["first", "second"])
def test_each_test_starts_with_a_migrated_database_without_tickets(app: Flask, turn: str) -> None:
    from helpdesk.db import db

    with app.app_context():
        engine = db.engine
    with engine.begin() as connection:
        version = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
        assert version, f"the {turn} test found no migrations"
        assert connection.execute(sa.text("SELECT count(*) FROM ticket")).scalar() == 0
        connection.execute(sa.text("CREATE TABLE mine (n INTEGER)"))


@pytest.mark.postgres
def test_an_empty_postgresql_database_has_no_table() -> None:
    with databases.empty_postgres_database() as url:
        engine = sa.create_engine(url)
        assert sa.inspect(engine).get_table_names() == []
        engine.dispose()


def test_what_a_killed_run_left_is_removed_and_a_living_run_keeps_its_own() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    names = {"ended": ended.pid, "living": os.getpid()}
    folders = {}
    for name, owner in names.items():
        folder = Path(tempfile.mkdtemp(prefix=databases.PREFIX))
        (folder / "owner").write_text(str(owner))
        folders[name] = folder
    databases.clean_up_leftovers()
    assert not folders["ended"].exists()
    assert folders["living"].exists()
    databases.clean_up(folders["living"])
    assert not folders["living"].exists()


def test_nothing_beyond_this_machine_can_be_reached() -> None:
    with pytest.raises(PermissionError, match=r"192\.0\.2\.1"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    assert conftest.REFUSED == ["192.0.2.1"]
    conftest.REFUSED.clear()
