"""How many questions a page asks the database: a dozen, however much stands on it."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.db import db
from helpdesk.domain.roles import REQUESTER
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.reply import Words, add_note
from tests.marks import SQLITE_ONLY
from tests.web.desk import address, book_of, new_officer, new_ticket, prepared, signed_in

pytestmark = SQLITE_ONLY
MOST = 12


def asked(app: Flask, client: FlaskClient, path: str) -> list[str]:
    """The statements of the second visit; the first fills what a process remembers."""
    client.get(path)
    with app.app_context():
        engine = db.engine
    found: list[str] = []

    def note(*event: object) -> None:
        if not str(event[2]).startswith("BEGIN"):
            found.append(str(event[2]))

    sa.event.listen(engine, "after_cursor_execute", note)
    assert client.get(path).status_code == 200
    sa.event.remove(engine, "after_cursor_execute", note)
    return found


@pytest.mark.parametrize("path", ["/petugas/", "/petugas/?view=semua", "/petugas/?view=selesai"])
def test_a_queue_of_many_asks_as_often_as_one_of_few(app: Flask, path: str) -> None:
    desk = prepared(app)
    client = signed_in(desk, new_officer(desk))
    new_ticket(desk)
    few = asked(desk, client, path)
    for n in range(12):
        new_ticket(desk, contacts={"email": f"{n}@contoh.example"}, company=f"CV Nomor {n}")
    many = asked(desk, client, path)
    assert len(many) == len(few)
    assert len(many) <= MOST, many


def test_a_long_ticket_asks_as_often_as_a_short_one(app: Flask) -> None:
    desk = prepared(app)
    officer, ticket = new_officer(desk), new_ticket(desk)
    client = signed_in(desk, officer)
    short = asked(desk, client, address(ticket))
    with desk.app_context():
        now = desk.extensions["clock"]()
        for n in range(8):
            receive_message(book_of(desk), ticket.number, f"Pesan {n}", channel="web", now=now,
                            actor=REQUESTER)
            add_note(book_of(desk), ticket.number, Words(f"Catatan {n}"), actor=officer.actor,
                     now=now)
    for _ in range(3):
        new_ticket(desk)
    long = asked(desk, client, address(ticket))
    assert len(long) <= MOST, long
    assert len(long) <= len(short) + 1, long
