"""What tests of the desk share: officers and tickets made apart from requests, acts posted."""

import re
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.db import db
from helpdesk.models import Officer, Ticket
from helpdesk.usecases.officers import open_session
from helpdesk.usecases.rulebook import Rulebook
from helpdesk.web.session import KEY
from tests.builders import a_ticket, an_officer

CHEAP = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}


def prepared(app: Flask) -> Flask:
    """The application with cheap passwords and no CSRF tokens to carry."""
    app.config.update(WTF_CSRF_ENABLED=False, ARGON2=CHEAP)
    return app


def new_officer(app: Flask, name: str = "Rina Petugas", **fields: Any) -> Officer:
    """An officer, made in a context of its own: requests must not share its session."""
    with app.app_context():
        return an_officer(name, **fields)


def new_ticket(app: Flask, **fields: Any) -> Ticket:
    """A registered ticket, likewise."""
    with app.app_context():
        return a_ticket(book_of(app), now=app.extensions["clock"](), **fields)


def now_is(app: Flask, ticket: Ticket | str) -> Ticket:
    """The ticket's row as the database has it now."""
    number = ticket if isinstance(ticket, str) else ticket.number
    with app.app_context():
        return db.session.scalars(sa.select(Ticket).filter_by(number=number)).unique().one()


def book_of(app: Flask) -> Rulebook:
    found = app.extensions["rulebook"]
    assert isinstance(found, Rulebook)
    return found


def signed_in(app: Flask, officer: Officer) -> FlaskClient:
    """A browser in which the officer is signed in."""
    client = app.test_client()
    with app.app_context():
        secret = open_session(officer.id, now=app.extensions["clock"]())
    with client.session_transaction() as session:
        session[KEY] = secret
    return client


def address(ticket: Ticket | str, verb: str = "") -> str:
    number = ticket if isinstance(ticket, str) else ticket.number
    return f"/petugas/tiket/{number}{'/' + verb if verb else ''}"


def shown(client: FlaskClient, ticket: Ticket | str) -> str:
    """The ticket's page as text."""
    page = client.get(address(ticket))
    assert page.status_code == 200, page.status
    return page.get_data(as_text=True)


def hidden(page: str) -> dict[str, str]:
    """Version and last event as the page carries them."""
    found = {
        name: re.search(rf'name="{name}" value="(\d+)"', page) for name in ("version", "seen")
    }
    return {name: match[1] for name, match in found.items() if match}


def do(
    client: FlaskClient, ticket: Ticket | str, verb: str, fields: Mapping[str, Any],
    page: str | None = None,
) -> Any:
    """Post an act from the page as it stands now, or from an older one."""
    carried = hidden(page if page is not None else shown(client, ticket))
    return client.post(address(ticket, verb), data={**carried, **fields})


def said(page: Any) -> str:
    """The text of an answer, without tags and with single blanks."""
    text = page if isinstance(page, str) else page.get_data(as_text=True)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())
