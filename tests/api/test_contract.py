"""The API against its own description: generated requests, good and bad, a bounded number."""

from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject
from schemathesis import GenerationMode, checks

from helpdesk.db import db
from helpdesk.domain.ticket import Kind
from helpdesk.usecases.register import NewTicket, register_ticket
from tests.api.conftest import Send

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

# Not held: "what the description allows is accepted", as a service's code or an address that
# fits its pattern may still name nothing.
HELD = [
    checks.not_a_server_error, checks.status_code_conformance, checks.content_type_conformance,
    checks.response_headers_conformance, checks.response_schema_conformance,
    checks.negative_data_rejection, checks.unsupported_method, checks.allow_header_conformance,
]
OPERATIONS = [
    ("GET", "/api/v1/services"), ("GET", "/api/v1/services/{code}"), ("GET", "/api/v1/guide"),
    ("POST", "/api/v1/tickets"), ("GET", "/api/v1/tickets/{token}"),
]


def described(app: Flask) -> Any:
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)


def test_every_address_of_the_description_is_fuzzed(app: Flask) -> None:
    found = [
        (operation.ok().method.upper(), operation.ok().path)
        for operation in described(app).get_all_operations()
    ]
    assert sorted(found) == sorted(OPERATIONS)


# Where only a piece of the path is given, every text is a good one.
BAD = [("GET", "/api/v1/guide"), ("POST", "/api/v1/tickets")]
RUNS = [
    *((*operation, GenerationMode.POSITIVE) for operation in OPERATIONS),
    *((*operation, GenerationMode.NEGATIVE) for operation in BAD),
]


@pytest.mark.parametrize(("method", "path", "mode"), RUNS)
def test_every_answer_is_one_that_the_description_names(
    app: Flask, method: str, path: str, mode: GenerationMode
) -> None:
    operation = described(app)[path][method]

    @given(data=st.data())
    @settings(
        max_examples=25, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )
    def fuzz(data: DataObject) -> None:
        data.draw(operation.as_strategy(generation_mode=mode)).call_and_validate(checks=HELD)

    fuzz()


def test_answers_to_a_known_token_fit_the_description(app: Flask, send: Send) -> None:
    token = send().get_json()["token"]
    case = described(app)["/api/v1/tickets/{token}"]["GET"].Case(path_parameters={"token": token})
    assert case.call_and_validate(checks=HELD).status_code == 200


def test_every_kind_of_ticket_fits_the_description(app: Flask, clock: Any) -> None:
    book = app.extensions["rulebook"]
    from helpdesk.domain.link import status_token
    from helpdesk.domain.roles import REQUESTER
    from helpdesk.domain.ticket import Channel

    for kind in Kind:
        with app.app_context():
            new = NewTicket(
                kind=kind, text="Uraian perkara yang cukup.", channel=Channel.WEB,
                service="asistensi-sirup" if kind is Kind.REQUEST else None,
            )
            ticket = register_ticket(book, new, actor=REQUESTER, now=clock())
            token = status_token(book.link_key, ticket.id, ticket.link_serial)
            db.session.remove()
        operation = described(app)["/api/v1/tickets/{token}"]["GET"]
        answer = operation.Case(path_parameters={"token": token}).call_and_validate(checks=HELD)
        assert answer.status_code == 200
