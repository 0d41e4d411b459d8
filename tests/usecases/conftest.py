"""Fixtures of the use cases' tests: a migrated database, the rulebook, a small office."""

import pytest

from tests.builders import the_small_office


@pytest.fixture
def book(app, db_session):
    return app.extensions["rulebook"]


@pytest.fixture
def office(book):
    return the_small_office()
