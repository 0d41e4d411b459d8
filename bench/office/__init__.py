"""What measurements share: a bureau on SQLite with as many open tickets as one asks for."""

import gc
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

from helpdesk import create_app
from helpdesk.config import load_settings
from helpdesk.db import db
from helpdesk.models import Ticket
from helpdesk.usecases.rulebook import Rulebook
from helpdesk.usecases.sweep import sweep_batch

ROOT = Path(__file__).parent.parent.parent
SECRET = "bench" * 8
STRIDE = 100_000  # between the ids of a template and of its copies
# The order in which rows may be copied; outbox rows of the past are no part of an open ticket.
TABLES = ("requester", "contact", "ticket", "message", "ticket_event", "ticket_clock")
FOREIGN = {"requester_id", "ticket_id", "message_id"}


@contextmanager
def folder() -> Iterator[Path]:
    """A folder of the measurement's own, gone afterwards."""
    path = Path(tempfile.mkdtemp(prefix="helpdesk-bench-"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def application(database: Path, now: datetime, url: str = "") -> Flask:
    """The product on an SQLite file, or at `url`, with a clock that stands at `now`."""
    settings = load_settings(
        {}, env_file=None, database_url=url or f"sqlite:///{database}", secret_key=SECRET,
        instance_path=database.parent / "instance", base_url="http://localhost",
    )
    return create_app(settings, lambda: now)


def frozen() -> None:
    """Memory as the worker has it: what was loaded at start is not looked through again."""
    gc.collect()
    gc.freeze()


def migrated(database: Path, now: datetime, url: str = "") -> Flask:
    """The same with the tables made."""
    app = application(database, now, url)
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
    return app


def sweep_to(book: Rulebook, until: datetime) -> None:
    """Every step due before `until` taken when it was due."""
    while True:
        due = db.session.scalar(sa.select(sa.func.min(Ticket.next_check_at)))
        if due is None or due >= until:
            return
        at = due + timedelta(seconds=1)
        ids = db.session.scalars(sa.select(Ticket.id).where(Ticket.next_check_at <= at)).all()
        sweep_batch(book, ids, at)


def copy_tickets(templates: dict[int, int]) -> None:
    """`templates`: id of a ticket → how many copies of it, events and clocks included."""
    db.session.rollback()  # SQLite has one writer
    with db.engine.begin() as connection:
        for ticket_id, copies in templates.items():
            for table in TABLES:
                connection.execute(_copy(table), {"ticket": ticket_id, "copies": copies})


def _copy(table: str) -> sa.TextClause:
    columns = [column.name for column in db.metadata.tables[table].columns]
    values = ", ".join(_value(table, name) for name in columns)
    return sa.text(
        "WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < :copies) "
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} t, n "
        f"WHERE {_OF[table]}"
    )


_OF = {
    "requester": "t.id = (SELECT requester_id FROM ticket WHERE id = :ticket)",
    "contact": "t.requester_id = (SELECT requester_id FROM ticket WHERE id = :ticket)",
    "ticket": "t.id = :ticket",
    **dict.fromkeys(("message", "ticket_event", "ticket_clock"), "t.ticket_id = :ticket"),
}


def _value(table: str, column: str) -> str:
    if column == "id" or column in FOREIGN:
        return f"t.{column} + n.k * {STRIDE}"
    if column in ("number", "key"):
        return f"t.{column} || '-' || n.k"
    if column in ("link_hash", "survey_hash", "source_key"):
        return "NULL"
    return f"t.{column}"
