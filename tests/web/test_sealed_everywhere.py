"""A complaint about an officer: the reported and their line meet it on no page, by no address."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Kind
from helpdesk.models import Officer, Ticket
from helpdesk.usecases.seal import name_reported
from tests.builders import LPSE
from tests.clocks import FrozenClock
from tests.marks import SQLITE_ONLY
from tests.web.desk import book_of, new_officer, new_ticket, prepared, signed_in
from tests.web.test_authorization_matrix import officer_rules, url_of
from tests.web.test_nameless_chat import read

pytestmark = SQLITE_ONLY  # pages are asked, not the database

CANARY, NAME = "kanariakuning", "Zulkarnain Wiratmaja"
NOBODYS = "PBJ-2026-999999"


@pytest.fixture
def desk(app: Flask) -> Flask:
    return prepared(app)


@pytest.fixture
def head(desk: Flask) -> Officer:
    return new_officer(desk, "Kartika Kepala", roles=(Role.BUREAU_HEAD,), unit="biro")


@pytest.fixture
def reported(desk: Flask) -> Officer:
    return new_officer(desk, "Rina Petugas", roles=(Role.HELPDESK,))


@pytest.fixture
def neighbour(desk: Flask) -> Ticket:
    """An open ticket of the same person: the page beside which a sealed one would show."""
    return new_ticket(desk, unit=LPSE, name=NAME)


@pytest.fixture
def sealed(
    desk: Flask, head: Officer, reported: Officer, neighbour: Ticket, clock: FrozenClock
) -> Ticket:
    ticket = new_ticket(
        desk, kind=Kind.COMPLAINT, about_officer=True, unit=LPSE, name=NAME,
        text=f"Petugas loket meminta {CANARY} supaya cepat.",
    )
    new_ticket(desk, unit=LPSE, name="Budi Santoso")  # what stands after it in every list
    with desk.app_context():
        name_reported(book_of(desk), ticket.number, reported.id, [], actor=head.actor,
                      now=clock.now)
    return ticket


def walk(app: Flask, client: FlaskClient, ticket: Ticket, query: str = "") -> Iterator[
    tuple[str, str]
]:
    """Address and text of every page of the desk that opens; a new route is among them."""
    for rule, method in officer_rules(app):
        url = url_of(app, rule, ticket) + query
        answer = client.get(url) if method == "GET" else None
        if answer is not None and answer.status_code == 200:
            yield url, read(answer)


def outsiders(desk: Flask, reported: Officer) -> Iterator[FlaskClient]:
    """The reported officer, their superior, and one who holds all roles but the Kepala's."""
    yield signed_in(desk, reported)
    yield signed_in(desk, new_officer(desk, "Karsa Kasubbag", roles=(Role.UNIT_HEAD,)))
    others = tuple(role for role in Role if role is not Role.BUREAU_HEAD)
    yield signed_in(desk, new_officer(desk, "Serba Bisa", roles=others))


def test_no_page_shows_it_to_the_reported_or_their_line(
    desk: Flask, reported: Officer, neighbour: Ticket, sealed: Ticket
) -> None:
    for client in outsiders(desk, reported):
        opened = dict(walk(desk, client, neighbour))
        assert len(opened) > 20
        for url, text in opened.items():
            assert CANARY not in text.casefold(), url
            assert sealed.number not in text, url


def test_the_kepala_meets_it_on_the_same_walk(
    desk: Flask, head: Officer, neighbour: Ticket, sealed: Ticket
) -> None:
    """Else the test above would pass whatever the pages show."""
    opened = walk(desk, signed_in(desk, head), neighbour)
    assert sum(sealed.number in text for _, text in opened) > 3


def test_paging_after_its_number_is_like_paging_after_a_number_nobody_has(
    desk: Flask, reported: Officer, neighbour: Ticket, sealed: Ticket
) -> None:
    client = signed_in(desk, reported)
    for query in ("?after={}", "?q=dokumen&after={}"):
        real = walk(desk, client, neighbour, query.format(sealed.number))
        made_up = walk(desk, client, neighbour, query.format(NOBODYS))
        for (url, text), (_, other) in zip(real, made_up, strict=True):
            alike = plain(text).replace(sealed.number, NOBODYS)
            assert alike == plain(other), url


def plain(page: str) -> str:
    """The page without what is random each time: tokens of its forms."""
    return re.sub(r'(content|value)="[\w.-]{22,}"', "", page)
