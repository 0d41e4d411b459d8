"""Pages of the product beside the bare page: time at 1 and 8 clients, queries, weight, growth."""

import gzip
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from bench.office import SECRET
from bench.office.visits import Site, seconds_a_page, site
from bench.sweep import NOW
from helpdesk.db import db

CLIENTS = (1, 8)
COUNT = 60  # pages of each client
Spent = dict[tuple[str, int, int], float]


@dataclass(frozen=True)
class Page:
    """A page under measurement: its addresses and the bare ones it is compared with."""

    name: str
    paths: Sequence[str]
    bare: Sequence[str] = ("/",)


def told(app: Flask, client: FlaskClient, page: Page, size: int) -> None:
    """Print queries and compressed weight of one page, asked in this process."""
    asked: list[str] = []

    def note(*event: object) -> None:
        if not str(event[2]).startswith("BEGIN"):
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
        print(*(f"    {query}" for query in asked), sep="\n")


def timed(made: Path, cookie: str, pages: Sequence[Page], size: int) -> Spent:
    """Print and return seconds a page, by name, size and clients."""
    spent: Spent = {}
    settings = settings_of(made)
    with (
        site("bench.office.product:make()", settings, made / "web.log") as ours,
        site("bench.office.bare_page:make()", settings, made / "bare.log") as bare,
    ):
        desk, plain = Site(ours, {"Cookie": cookie, "Host": "localhost"}), Site(bare, {})
        for clients in CLIENTS:
            for page in pages:
                base = seconds_a_page(plain, page.bare, clients, COUNT)
                took = seconds_a_page(desk, page.paths, clients, COUNT)
                spent[page.name, size, clients] = took
                print(
                    f"{size:7,}  {page.name:16} {clients} clients {took * 1000:6.1f} ms  "
                    f"bare {base * 1000:5.1f} ms  ratio {took / base:5.1f}  "
                    f"load {os.getloadavg()[0]:.1f}", flush=True,
                )
    return spent


def settings_of(made: Path) -> Mapping[str, str]:
    """The environment of both servers."""
    return {
        "DATABASE_URL": f"sqlite:///{made / 'bench.db'}", "SECRET_KEY": SECRET,
        "INSTANCE_PATH": str(made / "instance"), "BASE_URL": "http://localhost", "HOME": str(made),
        "BENCH_NOW": NOW.isoformat(),
    }


def grown(spent: Spent, small: int, large: int) -> None:
    """Print how much slower each page is with the larger number of tickets."""
    for name, size, clients in spent:
        if size == large:
            ratio = spent[name, large, clients] / spent[name, small, clients]
            print(f"{name:16} {clients} clients: {ratio:.2f} times from {small:,} to {large:,}")


def cookie_of(client: FlaskClient) -> str:
    """The client's cookie as a header."""
    cookie = client.get_cookie("session")
    assert cookie is not None
    return f"session={cookie.value}"
