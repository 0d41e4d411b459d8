"""The migrations build exactly the tables of the models, from empty, and take them away again."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from flask_migrate import downgrade, upgrade

from helpdesk import create_app
from helpdesk.config import load_settings
from helpdesk.db import Base, db
from helpdesk.models.ticket_text import is_full_text
from tests.clocks import FrozenClock
from tests.conftest import SECRET

# SQLite cannot tell of an index on an expression; PostgreSQL does and is compared.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Skipped unsupported reflection:sqlalchemy.exc.SAWarning"),
    pytest.mark.filterwarnings("ignore:.*expression:UserWarning"),
]
MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty_app(request, tmp_path):
    """The application on a database without any table."""
    from tests import databases

    if request.param == "sqlite":
        yield from _app(f"sqlite:///{tmp_path / 'empty.db'}", tmp_path)
    else:
        with databases.empty_postgres_database() as url:
            yield from _app(url, tmp_path)


def _app(url, tmp_path):
    settings = load_settings(
        {}, env_file=None, database_url=url, instance_path=tmp_path / "instance",
        secret_key=SECRET, base_url="http://localhost",
    )
    app = create_app(settings, FrozenClock())
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def tables():
    found = set(sa.inspect(db.engine).get_table_names()) - {"alembic_version"}
    return {name for name in found if not is_full_text(name)}


def test_upgrading_from_empty_builds_what_the_models_say(empty_app):
    upgrade(directory=str(MIGRATIONS))
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts=current_app.extensions["migrate"].configure_args
        )
        assert compare_metadata(context, Base.metadata) == []
    assert tables() == set(Base.metadata.tables)


def test_every_constraint_has_a_name(empty_app):
    upgrade(directory=str(MIGRATIONS))
    inspector = sa.inspect(db.engine)
    nameless = [
        (table, found) for table in tables()
        for found in (
            *inspector.get_foreign_keys(table), *inspector.get_unique_constraints(table),
            inspector.get_pk_constraint(table),
        )
        if not found["name"]
    ]
    assert nameless == []


def test_downgrading_takes_everything_away_and_upgrading_brings_it_back(empty_app):
    upgrade(directory=str(MIGRATIONS))
    downgrade(directory=str(MIGRATIONS), revision="base")
    assert tables() == set()
    upgrade(directory=str(MIGRATIONS))
    assert tables() == set(Base.metadata.tables)


def test_the_verdicts_of_before_the_ledger_are_kept(empty_app):
    upgrade(directory=str(MIGRATIONS), revision="0005")
    old = sa.text(
        "INSERT INTO faq_feedback (topic, helped, channel, at) VALUES"
        " ('jam-buka', :yes, 'web', '2026-11-26 03:00:00'),"
        " ('lokasi', :no, 'telegram', '2026-11-29 23:00:00')"
    )
    with db.engine.begin() as connection:
        connection.execute(old, {"yes": True, "no": False})
    upgrade(directory=str(MIGRATIONS))
    with db.engine.begin() as connection:
        kept = connection.execute(sa.text(
            "SELECT week, skin, zone, topic, helped, filed FROM question ORDER BY id"
        )).all()
    assert [(str(row[0]), *row[1:4], bool(row[4]), bool(row[5])) for row in kept] == [
        ("2026-11-23", "form", "marked", "jam-buka", True, False),
        ("2026-11-23", "telegram", "marked", "lokasi", False, False),
    ]
    downgrade(directory=str(MIGRATIONS), revision="0005")
    with db.engine.begin() as connection:
        back = connection.execute(sa.text("SELECT topic, channel FROM faq_feedback ORDER BY id"))
        assert back.all() == [("jam-buka", "web"), ("lokasi", "telegram")]


def test_there_is_one_head_and_the_file_names_it():
    scripts = ScriptDirectory(str(MIGRATIONS))
    (head,) = scripts.get_heads()
    newest = Path(scripts.get_revision(head).path).stem
    assert newest == (MIGRATIONS / ".current-head").read_text().strip()


def test_migrations_import_no_models():
    for file in (MIGRATIONS / "versions").glob("*.py"):
        assert "helpdesk" not in file.read_text(), file.name
