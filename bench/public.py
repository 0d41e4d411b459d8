"""Front and status page at 100,000 tickets, as ratios to a bare Flask page on the same database."""

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from bench.office import folder, migrated
from bench.office.archive import fill
from bench.office.pages import Page, Spent, cookie_of, grown, timed, told
from bench.sweep import NOW
from helpdesk.db import db
from helpdesk.domain.link import status_token
from helpdesk.models import Ticket
from helpdesk.worker_figures import keep_figures

SIZES = (1_000, 100_000)
PAGES = (
    Page("front", ("/",)), Page("status", ("/t/",)), Page("report", ("/lapor",)),
    Page("figures", ("/transparansi",)),
)


def main() -> None:
    """Print time, ratio, queries and weight of each page, then the growth."""
    spent: Spent = {}
    for size in SIZES:
        with folder() as made:
            app = migrated(made / "bench.db", NOW)
            with app.app_context():
                fill(app, size, NOW)
                token = _link(app)
                keep_figures(app)  # as the worker does every ten minutes
                db.session.remove()
                db.engine.dispose()
            client = _visitor(app, token)
            for page in PAGES:
                told(app, client, page, size)
            spent |= timed(made, cookie_of(client), PAGES, size)
    grown(spent, *SIZES)


def _link(app: Flask) -> str:
    """The secret of the first ticket, whose copies have none."""
    book = app.extensions["rulebook"]
    query = sa.select(Ticket).where(Ticket.link_hash.is_not(None)).order_by(Ticket.id)
    ticket = db.session.scalars(query).unique().first()
    assert ticket is not None
    return status_token(book.link_key, ticket.id, ticket.link_serial)


def _visitor(app: Flask, token: str) -> FlaskClient:
    client = app.test_client()
    assert client.get(f"/t/{token}").status_code == 303
    return client


if __name__ == "__main__":
    main()
