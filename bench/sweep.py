"""A sweep over 100,000 open tickets, as a ratio to a bare transaction of the same rows."""

import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask import Flask

from bench.office import application, copy_tickets, folder, frozen, migrated, sweep_to
from helpdesk.db import db
from helpdesk.domain.roles import REQUESTER, Role
from helpdesk.domain.ticket import Authority, Channel, Kind
from helpdesk.models import Ticket
from helpdesk.usecases.officers import Passwords, create_officer
from helpdesk.usecases.register import NewTicket, register_ticket
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.usecases.rulebook import Rulebook
from helpdesk.usecases.sweep import sweep
from helpdesk.usecases.triage import Triage, triage_ticket

WIB = ZoneInfo("Asia/Pontianak")
NOW = datetime(2026, 11, 26, 16, 1, tzinfo=WIB)  # a Thursday, a minute after the close
CALM = datetime(2026, 11, 26, 15, 0, tzinfo=WIB)  # nothing is due in the hour before
DUE = 1_000
ROUNDS = 3
UNIT = "bagian-pengelolaan-lpse"
WRITTEN = ("ticket_event", "outbox", "ticket", "ticket_clock")


def day(number: int, hour: int = 9) -> datetime:
    return datetime(2026, 11, number, hour, tzinfo=WIB)


def a_matter(book: Rulebook, received: datetime, authority: Authority | None = None, **then: Any
             ) -> int:
    """One ticket: registered, perhaps triaged, perhaps answered or asked back; its id."""
    new = NewTicket(
        Kind.PROBLEM, "Unggah dokumen penawaran gagal dengan galat 500.", Channel.WEB,
        name="Budi", contacts={"email": "budi@contoh.example"}, unit=UNIT,
    )
    number = register_ticket(book, new, actor=REQUESTER, now=received).number
    act = {"actor": then["officer"], "now": received.replace(hour=10)}
    if authority is not None:
        triage_ticket(book, number, Triage(Kind.PROBLEM, None, authority, UNIT), **act)
    if then.get("answer"):
        reply_to_requester(
            book, number, Words("Kami periksa."), wait_for=then.get("wait_for"), **act
        )
    return db.session.scalars(sa.select(Ticket.id).filter_by(number=number)).one()


def templates(app: Flask) -> tuple[list[int], list[int]]:
    """Ids of tickets of which each has one step due at NOW, and of others that have none."""
    book: Rulebook = app.extensions["rulebook"]
    cheap, created = Passwords(), day(2)
    people = [
        create_officer(cheap, name=name, email=f"{name.lower()}@contoh.example",
                       password="kata sandi yang panjang", roles=(role,), unit=unit, now=created)
        for name, role, unit in (
            ("Rina", Role.HELPDESK, UNIT), ("Vino", Role.VERIFIER, UNIT),
            ("Karsa", Role.UNIT_HEAD, UNIT), ("Kartika", Role.BUREAU_HEAD, "biro"),
        )
    ]
    who: dict[str, Any] = {"officer": people[0].actor}
    due = [
        a_matter(book, day(23), **who),  # response missed: level 1, apology
        a_matter(book, day(20), answer=False, **who),  # response, level 2
        a_matter(book, day(19), answer=True, **who),  # resolution missed: level 1, apology
        a_matter(book, day(19), Authority.LKPP, answer=True, **who),  # the same, with escalation
        a_matter(book, day(24), answer=True, wait_for="question", **who),  # reminder
    ]
    calm = [
        a_matter(book, day(26), **who), a_matter(book, day(25), answer=True, **who),
        a_matter(book, day(26), Authority.SHARED, answer=True, **who),
        a_matter(book, day(26, 10), answer=True, wait_for="question", **who),
    ]
    sweep_to(book, NOW.replace(hour=15, minute=59))
    return due, calm


def populated(path: Path, opened: int) -> None:
    """A database of `opened` tickets, DUE of which have a step due at NOW."""
    app = migrated(path, NOW)
    with app.app_context():
        populate(app, opened)
        db.engine.dispose()
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def populate(app: Flask, opened: int) -> None:
    """The same in a database that is migrated."""
    due, calm = templates(app)
    rest = opened - DUE
    copy_tickets({id_: DUE // len(due) - 1 for id_ in due}
                 | {id_: rest // len(calm) - 1 for id_ in calm})


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def swept(source: Path, target: Path) -> tuple[float, int]:
    """Seconds of one sweep on a copy, and the steps it took."""
    shutil.copy(source, target)
    app = application(target, NOW)
    with app.app_context():
        db.session.scalar(sa.select(sa.func.count(Ticket.id)))  # the connection is there
        db.session.rollback()
        frozen()
        spent, taken = timed(lambda: sweep(app.extensions["rulebook"], NOW))
        db.session.remove()
        db.engine.dispose()
    return spent, taken


def calm_sweep(source: Path) -> float:
    """Seconds of a sweep that finds nothing due, the best of many."""
    app = application(source, CALM)
    with app.app_context():
        book = app.extensions["rulebook"]
        spent = min(timed(lambda: sweep(book, CALM))[0] for _ in range(20))
        db.session.remove()
        db.engine.dispose()
    return spent


def rows_written(before: Path, after: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows that the sweep added or changed, by table."""
    with closing(sqlite3.connect(after)) as plain:
        plain.execute("ATTACH DATABASE ? AS old", (str(before),))
        ids = {
            name: [row[0] for row in plain.execute(
                f"SELECT id FROM (SELECT * FROM main.{name} EXCEPT SELECT * FROM old.{name})"
            )] for name in WRITTEN
        }
    app = application(after, NOW)
    with app.app_context(), db.engine.connect() as connection:
        return {
            name: [dict(row) for row in connection.execute(
                sa.select(table).where(table.c.id.in_(ids[name]))
            ).mappings()] for name, table in ((n, db.metadata.tables[n]) for n in WRITTEN)
        }


def bare(source: Path, target: Path, rows: dict[str, list[dict[str, Any]]]) -> float:
    """Seconds of one plain transaction that selects the due tickets and writes the same rows."""
    shutil.copy(source, target)
    app = application(target, NOW)
    with app.app_context():
        tables = {name: db.metadata.tables[name] for name in WRITTEN}
        with db.engine.connect() as connection:
            known = {n: set(connection.scalars(sa.select(t.c.id))) for n, t in tables.items()}
        inserts = {n: [r for r in rows[n] if r["id"] not in known[n]] for n in WRITTEN}
        updates = {n: [{"row": r["id"], **r} for r in rows[n] if r["id"] in known[n]]
                   for n in WRITTEN}

        def work() -> None:
            ticket = tables["ticket"]
            with db.engine.begin() as connection:
                connection.execute(sa.select(ticket).where(ticket.c.next_check_at <= NOW)).all()
                for name, table in tables.items():
                    if inserts[name]:
                        connection.execute(sa.insert(table), inserts[name])
                    if updates[name]:
                        change = sa.update(table).where(table.c.id == sa.bindparam("row"))
                        values = [{k: v for k, v in r.items() if k != "id"} for r in updates[name]]
                        connection.execute(change, values)

        spent, _ = timed(work)
        db.engine.dispose()
    return spent


def main() -> None:
    """Print the sweep, the bare transaction, the ratio, and what an idle sweep costs."""
    best = {}
    with folder() as made:
        for opened in (10_000, 100_000):
            source = made / f"{opened}.db"
            populated(source, opened)
            runs = [swept(source, made / f"{opened}-{n}.db") for n in range(ROUNDS)]
            rows = rows_written(source, made / f"{opened}-0.db")
            plain = min(bare(source, made / f"bare-{n}.db", rows) for n in range(ROUNDS))
            best[opened] = min(spent for spent, _ in runs)
            count = sum(len(each) for each in rows.values())
            print(
                f"{opened:7,} open  {runs[0][1]:,} steps, {count:,} rows "
                f"{best[opened] * 1000:7.0f} ms  bare {plain * 1000:5.0f} ms  "
                f"ratio {best[opened] / plain:4.1f}  nothing due {calm_sweep(source) * 1000:.2f} ms"
            )
    print(f"100,000 to 10,000 open, the same due: {best[100_000] / best[10_000]:.2f} times")
    # The other figures of deadlines, so that all stand in one run; these modules build on this one.
    from bench import calendar, deadline

    calendar.main()
    deadline.main()


if __name__ == "__main__":
    main()
