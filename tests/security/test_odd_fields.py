"""Fields no form of ours sends: NUL, half characters, impossible years, addresses elsewhere."""

import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.web.session import safe_next
from tests.builders import PASSWORD
from tests.clocks import FrozenClock
from tests.web.desk import address, do, new_officer, new_ticket, now_is, prepared, signed_in
from tests.web.visiting import form_of, report


@pytest.fixture
def open_app(app: Flask) -> Flask:
    return prepared(app)


@pytest.mark.parametrize("field", ["formulir", "berkas", "buang", "isi"])
def test_a_nul_in_a_reply_breaks_nothing(
    open_app: Flask, client: FlaskClient, clock: FrozenClock, field: str
) -> None:
    number = report(client, clock)
    form = form_of(client.get(f"/t/?nomor={number}"), "/t/balas")
    answer = client.post("/t/balas", data={**form, "isi": "Masih gagal.", field: "Masih\0gagal"})
    assert answer.status_code in (303, 400)


@pytest.mark.parametrize("field", ["nonce", "answer", "text"])
def test_a_nul_in_the_chat_breaks_nothing(
    open_app: Flask, client: FlaskClient, field: str
) -> None:
    assert client.post("/chat", data={"text": "halo", field: "ha\0lo"}).status_code == 303


@pytest.mark.parametrize("subject", ["a\0b", "a\ud800b", "\0", "kata sandi: Rahasia#99 salah"])
def test_a_subject_by_the_api_is_cleaned_like_any_text(
    open_app: Flask, client: FlaskClient, subject: str
) -> None:
    body: dict[str, Any] = {
        "kind": "problem", "text": "Tidak bisa masuk sama sekali.", "subject": subject
    }
    answer = client.post(
        "/api/v1/tickets", data=json.dumps(body), content_type="application/json"
    )
    assert answer.status_code in (201, 422)
    if answer.status_code == 201:
        kept = now_is(open_app, answer.get_json()["number"]).subject
        assert "\0" not in kept
        assert "Rahasia#99" not in kept


@pytest.mark.parametrize("year", ["0001-01-01T00:00", "9999-12-31T23:59", "1999-01-01T08:00"])
def test_a_year_no_calendar_knows_is_refused(open_app: Flask, year: str) -> None:
    ticket, desk = new_ticket(open_app), signed_in(open_app, new_officer(open_app))
    answer = do(desk, ticket, "data", {"data-tender_deadline": year})
    assert answer.status_code == 400
    assert desk.get(address(ticket)).status_code == 200


@pytest.mark.parametrize("target", [
    "https://jahat.example", "//jahat.example", "///jahat.example", "/\\jahat.example",
    "/\t//jahat.example", "/\t/jahat.example", "/\r\nX-Jahat: 1", "/\njahat", "\\\\jahat", "jahat",
    "javascript:alert(1)", "/petugas/\0", "/\x85x", "/\u2028x",
])
def test_nobody_is_sent_elsewhere_after_logging_in(open_app: Flask, target: str) -> None:
    officer = new_officer(open_app)
    given = {"email": officer.email, "password": PASSWORD, "next": target}
    answer = open_app.test_client().post("/masuk", data=given)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/petugas/")
    there = signed_in(open_app, officer).get("/masuk", query_string={"next": target})
    assert (there.status_code, there.headers["Location"]) == (302, "/petugas/")


def test_an_own_address_is_followed_after_logging_in() -> None:
    assert safe_next("/petugas/?view=baru&q=é") == "/petugas/?view=baru&q=é"
