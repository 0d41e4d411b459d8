"""What tests of the web start from."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.models import Officer
from tests.web.desk import new_officer, prepared, signed_in


@pytest.fixture
def desk(app: Flask) -> Flask:
    """The application with cheap passwords and no CSRF tokens to carry."""
    return prepared(app)


@pytest.fixture
def person(desk: Flask) -> Officer:
    """An officer of the helpdesk."""
    return new_officer(desk)


@pytest.fixture
def officer(desk: Flask, person: Officer) -> FlaskClient:
    """Their browser."""
    return signed_in(desk, person)
