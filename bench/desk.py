"""The officers' pages at 100,000 tickets, as ratios to a bare Flask page on the same database."""

import gzip
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from bench.office import SECRET, folder, migrated
from bench.office.archive import fill
from bench.office.matters import HELPDESK_MAIL
from bench.office.visits import Site, seconds_a_page, site
from bench.sweep import NOW
from helpdesk.db import db
from helpdesk.models import Officer
from helpdesk.usecases.officers import open_session
from helpdesk.web.session import KEY

SIZES = (10_000, 100_000)
CLIENTS = (1, 8)
COUNT = 60  # pages of each client


@dataclass(frozen=True)
class Page:
    """A page under measurement: its addresses and the bare address it is compared with."""

    name: str
    paths: Sequence[str]
    bare: str = "/"


def main() -> None:
    """Print time, ratio, queries and weight of each page, then the growth."""
    spent: dict[tuple[str, int, int], float] = {}
    for size in SIZES:
        with folder() as made:
            app = migrated(made / "desk.db", NOW)
            with app.app_context():
                fill(app, size, NOW)
                secret = _session_of(HELPDESK_MAIL)
                pages = _pages()
                db.session.remove()
                db.engine.dispose()
            client = _client(app, secret)
            for page in pages:
                _tell(app, client, page, size)
            spent |= _timed(made, client, pages, size)
    for (name, size, clients), seconds in spent.items():
        if size == SIZES[-1]:
            grown = seconds / spent[name, SIZES[0], clients]
            print(f"{name:16} {clients} clients: grown {grown:.2f} times from {SIZES[0]:,}")


def _session_of(mail: str) -> str:
    officer = db.session.scalars(sa.select(Officer).filter_by(email=mail)).one()
    return open_session(officer.id, now=NOW)


def _client(app: Flask, secret: str) -> FlaskClient:
    client = app.test_client()
    with client.session_transaction() as session:
        session[KEY] = secret
    return client


def _pages() -> list[Page]:
    def some(condition: str) -> list[str]:
        query = sa.text(f"SELECT number FROM ticket WHERE {condition} ORDER BY id LIMIT 50")
        return [f"/petugas/tiket/{number}" for number in db.session.scalars(query)]

    return [
        Page("first screen", ("/petugas/",)),
        Page("queue", ("/petugas/?view=semua",)),
        Page("queue late", ("/petugas/?view=lewat-tempo",)),
        Page("queue closed", ("/petugas/?view=selesai",)),
        Page("ticket open", some("status IN ('new', 'assigned', 'in_progress')")),
        Page("ticket closed", some("status IN ('resolved', 'closed')")),
    ]


def _tell(app: Flask, client: FlaskClient, page: Page, size: int) -> None:
    """Queries and compressed weight of one page, in this process."""
    asked: list[str] = []

    def note(*event: object) -> None:
        asked.append(str(event[2]))

    client.get(page.paths[0])
    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "after_cursor_execute", note)
    answer = client.get(page.paths[0])
    sa.event.remove(engine, "after_cursor_execute", note)
    weight = len(gzip.compress(answer.data, 6)) / 1024
    print(f"{size:7,}  {page.name:16} {answer.status_code}  {len(asked):2} queries  "
          f"{weight:.0f} kB compressed ({len(answer.data) / 1024:.0f} plain)", flush=True)
    if os.environ.get("BENCH_QUERIES"):
        print(*(f"    {query[:2000]}" for query in asked), sep="\n")


def _timed(
    made: Path, client: FlaskClient, pages: Sequence[Page], size: int
) -> dict[tuple[str, int, int], float]:
    settings = {
        "DATABASE_URL": f"sqlite:///{made / 'desk.db'}", "SECRET_KEY": SECRET,
        "INSTANCE_PATH": str(made / "instance"), "BASE_URL": "http://localhost", "HOME": str(made),
        "BENCH_NOW": NOW.isoformat(),
    }
    cookie = client.get_cookie("session")
    assert cookie is not None
    spent = {}
    with (
        site("bench.office.product:make()", settings, made / "web.log") as ours,
        site("bench.office.bare_page:make()", settings, made / "bare.log") as bare,
    ):
        desk = Site(ours, {"Cookie": f"session={cookie.value}", "Host": "localhost"})
        plain = Site(bare, {})
        for clients in CLIENTS:
            for page in pages:
                base = seconds_a_page(plain, (page.bare,), clients, COUNT)
                took = seconds_a_page(desk, page.paths, clients, COUNT)
                spent[page.name, size, clients] = took
                print(
                    f"{size:7,}  {page.name:16} {clients} clients {took * 1000:6.1f} ms  "
                    f"bare {base * 1000:5.1f} ms  ratio {took / base:5.1f}  "
                    f"load {os.getloadavg()[0]:.1f}", flush=True,
                )
    return spent


if __name__ == "__main__":
    main()
