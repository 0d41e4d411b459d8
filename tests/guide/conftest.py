"""Fixtures of the guide with a database: the live guide, its rules, a small office."""

import pytest

from helpdesk.guide.rules import rules_of
from helpdesk.guide.shelf import Shelf
from tests.builders import the_small_office


@pytest.fixture
def book(app, db_session):
    return app.extensions["rulebook"]


@pytest.fixture
def office(book):
    return the_small_office()


@pytest.fixture
def live(app, book):
    return app.extensions["guide"]


@pytest.fixture
def rules(live, book):
    return rules_of(live, Shelf(live.content(), live.release), book.catalogue.services)
