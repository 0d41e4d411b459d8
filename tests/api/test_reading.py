"""GET services and guide, and the errors that belong to no view."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.api import tickets

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_every_service_is_listed_and_told_whose_standard_it_has(
    app: Flask, client: FlaskClient
) -> None:
    services = client.get("/api/v1/services").get_json()
    catalogue = app.extensions["rulebook"].catalogue
    assert {s["code"] for s in services} == set(catalogue.services)
    told = {s["code"]: s["standard_text"] for s in services}
    assert told["perubahan-email"] == "contoh acuan, belum ditetapkan di instansi ini"
    assert told["asistensi-sirup"] == "standar sedang disusun"


def test_a_service_shows_fourteen_components_filled_in_for_this_bureau(
    app: Flask, client: FlaskClient
) -> None:
    service = client.get("/api/v1/services/perubahan-email").get_json()
    assert len(service["components"]) == 14
    assert service["reference_only"] is True
    text = " ".join(line for c in service["components"] for line in c["lines"])
    assert "{" not in text
    assert app.extensions["rulebook"].catalogue.bureau.name in text


def test_the_guide_answers_a_question_and_admits_when_it_cannot(client: FlaskClient) -> None:
    known = client.get("/api/v1/guide", query_string={"q": "lupa kata sandi spse"}).get_json()
    assert known["zone"] in ("answer", "choose")
    assert known["answers"][0]["text"]
    unknown = client.get("/api/v1/guide", query_string={"q": "resep rendang padang"}).get_json()
    assert unknown == {"zone": "ticket", "answers": []}


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "a" * 501}, {"q": "a", "lain": "1"}])
def test_a_question_that_cannot_be_used_is_refused(
    client: FlaskClient, query: dict[str, str]
) -> None:
    answer = client.get("/api/v1/guide", query_string=query)
    assert answer.status_code == 422
    assert set(answer.get_json()["errors"]) <= {"q", "lain"}


@pytest.mark.parametrize(
    ("method", "path", "status", "allow"),
    [
        ("GET", "/api/v1/tidak-ada", 404, None),
        ("GET", "/api/", 404, None),
        ("DELETE", "/api/v1/services", 405, "GET, HEAD, OPTIONS"),
        ("GET", "/api/v1/tickets", 405, "OPTIONS, POST"),
    ],
)
def test_errors_of_the_router_are_problems_too(
    client: FlaskClient, method: str, path: str, status: int, allow: str | None
) -> None:
    answer = client.open(path, method=method)
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    assert answer.headers.get("Allow") == allow


def test_a_page_of_the_site_keeps_its_own_errors(client: FlaskClient) -> None:
    answer = client.get("/tidak-ada")
    assert answer.status_code == 404
    assert answer.content_type.startswith("text/html")


@pytest.fixture
def broken(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    def fail(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(tickets, "register_once", fail)
    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


def test_a_crash_is_a_problem_that_tells_nothing(broken: Flask) -> None:
    answer = broken.test_client().post(
        "/api/v1/tickets", json={"kind": "problem", "text": "Gagal masuk."})
    assert answer.status_code == 500
    assert answer.content_type == "application/problem+json"
    assert "ZeroDivision" not in answer.get_data(as_text=True)


def test_the_api_sets_no_cookie(client: FlaskClient) -> None:
    answer = client.post("/api/v1/tickets", json={"kind": "problem", "text": "Gagal masuk."})
    assert answer.status_code == 201
    assert "Set-Cookie" not in answer.headers
