"""The officers' pages at 100,000 tickets, as ratios to a bare Flask page on the same database."""

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from bench.office import folder, migrated
from bench.office.archive import fill
from bench.office.matters import HELPDESK_MAIL
from bench.office.pages import Page, Spent, cookie_of, grown, timed, told
from bench.sweep import NOW
from helpdesk.db import db
from helpdesk.models import Officer
from helpdesk.usecases.officers import open_session
from helpdesk.web.session import KEY

SIZES = (10_000, 100_000)
# Two words as officers type them: a matter and a place, two of a matter, a word of every letter.
TYPED = (("jaminan", "seruyan"), ("sanggah", "terkunci"), ("penawaran", "kapuas"),
         ("apendo", "katingan"), ("kualifikasi", "direktur"))


def main() -> None:
    """Print time, ratio, queries and weight of each page, then the growth."""
    spent: Spent = {}
    for size in SIZES:
        with folder() as made:
            app = migrated(made / "bench.db", NOW)
            with app.app_context():
                fill(app, size, NOW)
                pages = desk_pages()
                db.session.remove()
            client = officer_client(app)
            for page in pages:
                told(app, client, page, size)
            spent |= timed(made, cookie_of(client), pages, size)
    grown(spent, *SIZES)


def officer_client(app: Flask) -> FlaskClient:
    """A browser in which the helpdesk officer is signed in."""
    with app.app_context():
        officer = db.session.scalars(sa.select(Officer).filter_by(email=HELPDESK_MAIL)).one()
        secret = open_session(officer.id, now=NOW)
        db.session.remove()
        db.engine.dispose()
    client = app.test_client()
    with client.session_transaction() as session:
        session[KEY] = secret
    return client


def desk_pages() -> list[Page]:
    """The queue in several views, tickets of several states."""

    def unseen() -> list[str]:
        """Further pages of the queue, so many that one client meets no line drawn before."""
        numbers = db.session.scalars(sa.text(
            "SELECT number FROM (SELECT number, row_number() OVER (ORDER BY queue_at, id) AS n "
            "FROM ticket WHERE queue_at IS NOT NULL) WHERE n % 51 = 0 LIMIT 90"
        ))
        return [f"/petugas/?view=semua&after={number}" for number in numbers]

    def some(condition: str) -> list[str]:
        query = sa.text(f"SELECT number FROM ticket WHERE {condition} ORDER BY id LIMIT 50")
        return [f"/petugas/tiket/{number}" for number in db.session.scalars(query)]

    return [
        Page("first screen", ("/petugas/",)),
        Page("queue", ("/petugas/?view=semua",)),
        Page("queue unseen", unseen()),
        Page("queue late", ("/petugas/?view=lewat-tempo",)),
        Page("queue closed", ("/petugas/?view=selesai",)),
        Page("search two words", [f"/petugas/?q={a}+{b}" for a, b in TYPED],
             [f"/cari/{a}/{b}" for a, b in TYPED]),
        Page("ticket open", some("status IN ('new', 'triaged', 'in_progress')")),
        Page("ticket closed", some("status IN ('resolved', 'closed')")),
    ]


if __name__ == "__main__":
    main()
