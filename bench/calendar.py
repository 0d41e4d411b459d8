"""A saved calendar over 100,000 open tickets: tickets a second, and intake meanwhile."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa

from bench.office import application, folder, frozen
from bench.sweep import NOW, populated
from helpdesk.catalogue.policy_calendar import calendar_content, calendar_policy
from helpdesk.current import current_book
from helpdesk.db import db
from helpdesk.domain.roles import REQUESTER, Actor, Role
from helpdesk.domain.ticket import Channel, Kind
from helpdesk.models import TicketEvent
from helpdesk.usecases.calendar_walk import walk_calendar
from helpdesk.usecases.register import NewTicket, register_ticket
from helpdesk.usecases.revisions import save_revision

T = TypeVar("T")
OPENED = 100_000
HEAD = Actor("officer", 4, frozenset({Role.BUREAU_HEAD}), "biro")
CLOSED = "2026-11-27"  # a Friday inside every running limit of the tickets: all of them move


def save_closure(path: Path, now: datetime) -> None:
    """Close one more day, as the head of the bureau would."""
    app = application(path, now)
    with app.app_context():
        book = current_book(app)
        content = calendar_content(calendar_policy(book.catalogue))
        year = next(y for y in content["years"] if y["year"] == 2026)
        year["closed"].append({"date": CLOSED, "type": "local", "name": "Kantor tutup (banjir)"})
        save_revision(book, "calendar", content, "SE 1/2026", based_on=0, actor=HEAD, now=now)
        db.engine.dispose()


def walk(path: Path) -> tuple[int, float]:
    """Every ticket brought to the new calendar, as the worker does; tickets and seconds."""
    app = application(path, NOW)
    with app.app_context():
        frozen()
        book, done, began = current_book(app), 0, time.perf_counter()
        while moved := walk_calendar(book, NOW):
            done += moved
            db.session.remove()
        spent = time.perf_counter() - began
        db.engine.dispose()
    return done, spent


def intake(path: Path) -> None:
    """Register tickets one after the other until told to stop; print the seconds of each."""
    app = application(path, NOW)
    new = NewTicket(Kind.PROBLEM, "Unggah gagal dengan galat 500.", Channel.WEB,
                    contacts={"email": "budi@contoh.example"})
    spent: list[float] = []
    stop = path.with_suffix(".stop")
    with app.app_context():
        while not stop.exists():
            began = time.perf_counter()
            register_ticket(current_book(app), new, actor=REQUESTER, now=NOW)
            spent.append(time.perf_counter() - began)
            db.session.remove()
            path.with_suffix(".ready").touch()
            time.sleep(0.05)  # twenty tickets a second are far more than a province sends
    print(json.dumps(spent))


def moved(path: Path) -> int:
    """How many tickets have the event of a moved deadline."""
    app = application(path, NOW)
    with app.app_context():
        query = sa.select(sa.func.count()).select_from(TicketEvent)
        found = db.session.scalar(query.where(TicketEvent.type == "deadlines_moved")) or 0
        db.session.remove()
        db.engine.dispose()
    return found


def percentile(spent: list[float], percent: int) -> float:
    """In milliseconds."""
    return statistics.quantiles(spent, n=100)[percent - 1] * 1000


def main() -> None:
    """Print tickets a second, and what registering a ticket costs alone and meanwhile."""
    with folder() as made:
        path = made / "calendar.db"
        populated(path, OPENED)
        alone = beside(path, lambda: time.sleep(5))[0]
        save_closure(path, NOW)
        during, (count, spent) = beside(path, lambda: walk(path))
        print(
            f"{count:,} tickets, {moved(path):,} of them moved: {count / spent:,.0f} a second; "
            f"intake p95 {percentile(during, 95):.0f} ms (alone {percentile(alone, 95):.0f} ms, "
            f"ratio {percentile(during, 95) / percentile(alone, 95):.1f}; {len(during)} tickets)"
        )


def beside(path: Path, work: Callable[[], T]) -> tuple[list[float], T]:
    """The seconds of each registration while `work` runs, and what it returns."""
    stop = path.with_suffix(".stop")
    stop.unlink(missing_ok=True)
    path.with_suffix(".ready").unlink(missing_ok=True)
    code = f"import pathlib, bench.calendar as b; b.intake(pathlib.Path({str(path)!r}))"
    command = [sys.executable, "-c", code]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True,
                               cwd=Path(__file__).parent.parent)
    try:
        while not path.with_suffix(".ready").exists() and process.poll() is None:
            time.sleep(0.05)
        result = work()
    finally:
        stop.touch()
        told, _ = process.communicate(timeout=60)
    return json.loads(told), result


if __name__ == "__main__":
    main()
