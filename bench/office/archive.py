"""Years of a bureau's tickets: copies of a few real ones, with words, people and days of their own.

A tenth is open, as in a bureau that has fallen behind; every ticket has three messages.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import sqlalchemy as sa
from flask import Flask

from bench.office import TABLES
from bench.office.matters import Matter, matters
from bench.office.phrases import COMPANIES, NAMES, letter, subject
from helpdesk.db import db
from helpdesk.usecases.search_index import index_missing

OPEN_SHARE = 10  # one ticket in so many is open
YEARS = 3
BATCH = 2_000  # tickets in one statement
Row = dict[str, Any]


def fill(app: Flask, count: int, now: datetime) -> None:
    """`count` tickets in a migrated database; the same ones every time."""
    chosen = matters(app)
    db.session.rollback()  # SQLite has one writer
    with db.engine.connect() as connection:
        models = {m.ticket_id: _rows_of(connection, m.ticket_id) for m in chosen}
    copies = _copies(chosen, models, count - len(chosen), now)
    with db.engine.begin() as connection:
        while many := list(islice(copies, BATCH)):
            for table in TABLES:
                rows = [row for one in many for row in one[table]]
                connection.execute(sa.insert(db.metadata.tables[table]), rows)
    while index_missing():
        db.session.expunge_all()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        _settle(connection)


def _rows_of(connection: sa.Connection, ticket_id: int) -> Mapping[str, Sequence[Row]]:
    tables = db.metadata.tables
    ticket = connection.execute(
        sa.select(tables["ticket"]).where(tables["ticket"].c.id == ticket_id)
    ).mappings().one()
    of = {"requester": ("id", ticket["requester_id"]),
          "contact": ("requester_id", ticket["requester_id"]), "ticket": ("id", ticket_id)}
    found = {}
    for name in TABLES:
        column, value = of.get(name, ("ticket_id", ticket_id))
        query = sa.select(tables[name]).where(tables[name].c[column] == value)
        found[name] = [dict(row) for row in connection.execute(query).mappings()]
    return found


def _copies(
    chosen: Sequence[Matter], rows: Mapping[int, Mapping[str, Sequence[Row]]], count: int,
    now: datetime,
) -> Iterator[Mapping[str, list[Row]]]:
    open_ones = [m for m in chosen if m.open]
    ended = [m for m in chosen if not m.open]
    next_id = dict.fromkeys(TABLES, 1_000)
    for n in range(count):
        dice = random.Random(n)
        matter = dice.choice(open_ones if n % OPEN_SHARE == 0 else ended)
        back = timedelta(0) if matter.open else timedelta(weeks=dice.randrange(2, 52 * YEARS))
        yield _copy(rows[matter.ticket_id], n, next_id, back, dice)


def _copy(
    rows: Mapping[str, Sequence[Row]], n: int, next_id: dict[str, int], back: timedelta,
    dice: random.Random,
) -> Mapping[str, list[Row]]:
    name, company = dice.choice(NAMES), dice.choice(COMPANIES)
    about = subject(dice)
    given: dict[str, dict[str, Any]] = {
        "requester": {"name": name, "company": f"{company} {n % 4000}"},
        "contact": {"address": f"rekanan{n}@contoh.example"},
        "ticket": {
            "subject": about, "number": f"PBJ-{2026 - n % YEARS}-{500_000 + n}",
            "link_hash": None, "survey_hash": None,
        },
    }
    made: dict[str, list[Row]] = {}
    ids: dict[str, int] = {}
    for table in TABLES:
        made[table] = []
        for row in rows[table]:
            next_id[table] += 1
            ids[table] = next_id[table]
            copy = {key: _moved(value, back) for key, value in row.items()}
            copy |= {"id": ids[table]} | given.get(table, {})
            copy |= {f"{of}_id": ids[of] for of in ("requester", "ticket") if f"{of}_id" in copy}
            if table == "message":
                copy |= {"body": letter(about, dice), "source_key": None}
            if table == "ticket_event":
                copy |= {"key": copy["key"] and f"{copy['key']}-{n}"}
            made[table].append(copy)
    return made


def _moved(value: Any, back: timedelta) -> Any:
    return value - back if isinstance(value, datetime) else value


def _settle(connection: sa.Connection) -> None:
    """What a server would have done by itself: sequences behind the copies, statistics."""
    if connection.dialect.name == "postgresql":
        for name in TABLES:
            connection.exec_driver_sql(
                f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name}"
            )
    connection.exec_driver_sql("ANALYZE")
