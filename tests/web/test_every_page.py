"""Every page is valid HTML, in Indonesian, and tells no third party who reads it."""

import re

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.domain.roles import Role
from helpdesk.models import Ticket
from tests.clocks import FrozenClock
from tests.marks import SQLITE_ONLY
from tests.web.desk import new_officer, now_is, prepared, signed_in
from tests.web.every_page import addresses, values_for
from tests.web.visiting import link_of, report

pytestmark = SQLITE_ONLY


@pytest.fixture
def reported(app: Flask, clock: FrozenClock) -> tuple[FlaskClient, Ticket, str]:
    """A vendor who has just reported, the ticket, and the token of its link."""
    client = prepared(app).test_client()
    ticket = now_is(app, report(client, clock, surel="siti@contoh.example"))
    return client, ticket, link_of(client).rpartition("/")[2]


def checked(client: FlaskClient, address: str) -> str | None:
    """The page, after its HTML was read strictly; None for what is no page."""
    answer = client.get(address, follow_redirects=True)
    assert answer.status_code < 500, address
    if answer.mimetype != "text/html":
        return None
    page = answer.get_data(as_text=True)
    try:
        html5lib.HTMLParser(strict=True).parse(page)
    except Exception as wrong:
        raise AssertionError(f"{address}: {wrong!r}") from wrong
    return page


def foreign(page: str) -> list[str]:
    """What the browser would fetch from elsewhere; links to follow are no such thing."""
    fetched = re.findall(r"""<(?:img|script|link|iframe)\b[^>]*?(?:src|href)=["']([^"']+)""", page)
    return [url for url in fetched if re.match(r"(https?:)?//(?!localhost\b)", url)]


def test_public_pages(app: Flask, reported: tuple[FlaskClient, Ticket, str]) -> None:
    client, ticket, token = reported
    seen = {a: checked(client, a) for a in addresses(app, values_for(ticket, token), desk=False)}
    pages = {address: page for address, page in seen.items() if page is not None}
    assert len(pages) > 20
    for address, page in pages.items():
        assert foreign(page) == [], address
        assert '<html lang="id"' in page, address


@pytest.mark.parametrize("role", [Role.BUREAU_HEAD, Role.UNIT_HEAD, Role.HELPDESK,
                                  Role.ADMINISTRATOR])
def test_pages_of_the_desk(
    app: Flask, reported: tuple[FlaskClient, Ticket, str], role: Role
) -> None:
    _, ticket, token = reported
    client = signed_in(app, new_officer(app, "Orang Peran", roles=(role,)))
    seen = {a: checked(client, a) for a in addresses(app, values_for(ticket, token), desk=True)}
    pages = {address: page for address, page in seen.items() if page is not None}
    assert len(pages) > 30
    for address, page in pages.items():
        assert foreign(page) == [], address
