"""POST /api/v1/tickets and GET /api/v1/tickets/<token>."""

import threading
from collections import Counter
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.db import db
from helpdesk.models import Complaint, InboxItem, Ticket
from helpdesk.web import limiter
from tests.api.conftest import Send


def only_ticket() -> Ticket:
    return db.session.scalars(sa.select(Ticket)).unique().one()


@pytest.mark.usefixtures("db_session")
def test_a_matter_becomes_a_ticket_with_its_dates_and_link(
    send: Send, client: FlaskClient
) -> None:
    answer = send(name="Budi", email="budi@surel.example", package_code="10012345000",
                  tender_deadline="2026-11-24T15:00:00+07:00", category="supplier", company="CV A")
    assert answer.status_code == 201
    told = answer.get_json()
    # Monday 23 November: the third working day is Thursday, the fifth Monday 30.
    assert told["response_due_at"] == "2026-11-26T16:00:00+07:00"
    assert told["resolution_due_at"] == "2026-11-30T16:00:00+07:00"
    assert told["status_url"] == f"http://localhost/t/{told['token']}"
    ticket = only_ticket()
    assert (ticket.number, ticket.channel, ticket.status) == (told["number"], "web", "new")
    assert [(c.channel, c.address) for c in ticket.requester.contacts] == [
        ("email", "budi@surel.example")]
    db.session.rollback()  # the request below shares this thread's session
    status = client.get(f"/api/v1/tickets/{told['token']}")
    assert status.get_json()["number"] == told["number"]
    explained = status.get_json()["clocks"][0]
    assert explained["days"][0] == {
        "date_text": "Senin, 23 November 2026", "counted": False, "why": "hari diterima"}
    assert sum(day["counted"] for day in explained["days"]) == 3
    assert status.get_json()["share"]["parts"] == [
        {"code": "bureau", "who": "Biro", "working": 0, "calendar": 0}]
    assert status.headers["Cache-Control"] == "no-store"
    assert "Budi" not in status.get_data(as_text=True)
    assert "mengunggah" not in status.get_data(as_text=True)


@pytest.mark.usefixtures("db_session")
def test_a_complaint_keeps_its_contents_and_an_officer_s_is_sealed(send: Send) -> None:
    answer = send(
        kind="complaint", text="Diminta uang di loket.", about_officer=True, declared=True,
        identity="hidden", service_date="2026-11-20",
        complaint={"name": "Maria", "address": "Jalan A", "request": "Diperiksa"},
    )
    assert answer.status_code == 201
    ticket = only_ticket()
    assert ticket.sealed
    complaint = db.session.get(Complaint, ticket.id)
    assert complaint is not None
    assert (complaint.name, complaint.request) == ("Maria", "Diperiksa")
    assert complaint.declared_at is not None


@pytest.mark.usefixtures("db_session")
def test_of_someone_without_identity_nothing_that_reaches_them_is_kept(send: Send) -> None:
    answer = send(kind="complaint", identity="none", name="Budi", email="b@surel.example",
                  phone="0812", complaint={"name": "Budi", "address": "Jalan A"})
    assert answer.status_code == 201
    ticket = only_ticket()
    assert (ticket.requester.name, ticket.requester.contacts) == (None, [])
    complaint = db.session.get(Complaint, ticket.id)
    assert complaint is not None
    assert (complaint.name, complaint.address) == (None, None)


@pytest.mark.usefixtures("db_session")
def test_the_same_key_and_contents_give_the_same_ticket_again(send: Send) -> None:
    first, again = send("kunci-1"), send("kunci-1")
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.get_json() == first.get_json()
    key = db.session.scalars(sa.select(InboxItem)).one().key
    assert key.startswith("api:")
    assert key.endswith(":kunci-1")
    assert only_ticket().number == first.get_json()["number"]


@pytest.mark.usefixtures("db_session")
def test_the_same_key_with_other_contents_is_refused(send: Send) -> None:
    send("kunci-1")
    other = send("kunci-1", text="Perkara lain sama sekali.")
    assert other.status_code == 422
    assert "Idempotency-Key" in other.get_json()["errors"]
    assert only_ticket()


@pytest.mark.usefixtures("db_session")
def test_two_senders_may_use_the_same_key(client: FlaskClient) -> None:
    numbers = {
        client.post(
            "/api/v1/tickets", json={"kind": "problem", "text": "Gagal masuk."},
            headers={"Idempotency-Key": "1"}, environ_base={"REMOTE_ADDR": address},
        ).get_json()["number"]
        for address in ("192.0.2.1", "192.0.2.2")
    }
    assert len(numbers) == 2


def test_a_key_sent_by_eight_at_once_makes_one_ticket(app: Flask) -> None:
    answers: list[tuple[int, str | None]] = []

    def one() -> None:
        answer = app.test_client().post(
            "/api/v1/tickets", json={"kind": "problem", "text": "Gagal masuk."},
            headers={"Idempotency-Key": "sama"},
        )
        answers.append((answer.status_code, answer.get_json().get("number")))

    threads = [threading.Thread(target=one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seen = Counter(status for status, _ in answers)
    assert seen[201] == 1
    assert seen[201] + seen[200] + seen[409] == 8
    assert len({number for _, number in answers if number}) == 1


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"kind": "lain"}, "kind"),
    ({"text": ""}, "text"),
    ({"text": "\u200b\u0000"}, "text"),
    ({"name": "\u0000"}, "name"),
    ({"kind": "complaint", "complaint": {"loss": "\u200b"}}, "complaint.loss"),
    ({"text": "a" * 20_001}, "text"),
    ({"text": 5}, "text"),
    ({"text": None}, "text"),
    ({"status": "closed"}, "status"),
    ({"number": "PBJ-2026-000001"}, "number"),
    ({"sealed": False}, "sealed"),
    ({"kind": "request"}, "service"),
    ({"service": "tidak-ada"}, "service"),
    ({"email": "bukan alamat"}, "email"),
    ({"tender_deadline": "2026-11-24T15:00:00"}, "tender_deadline"),
    ({"tender_deadline": "0001-01-01T00:00:00+14:00"}, "tender_deadline"),
    ({"kind": "complaint", "service_date": "besok"}, "service_date"),
    ({"declared": True}, "declared"),
    ({"identity": "none"}, "identity"),
    ({"kind": "complaint", "declared": "ya"}, "declared"),
    ({"kind": "complaint", "complaint": {"place": "x"}}, "complaint.place"),
    ({"kind": "complaint", "complaint": []}, "complaint"),
]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("db_session")
def test_what_cannot_be_used_is_refused_by_the_field_and_nothing_is_kept(send: Send) -> None:
    for body, field in REFUSED:
        answer = send("kunci", **body)
        problem = answer.get_json()
        assert answer.status_code == 422, (body, problem)
        assert answer.content_type == "application/problem+json"
        assert field in problem["errors"], (body, problem)
        assert problem["status"] == 422
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Ticket)) == 0
    assert db.session.scalar(sa.select(sa.func.count()).select_from(InboxItem)) == 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("data", "content_type", "status"),
    [
        ("{", "application/json", 400),
        (b"\xff\xfe{", "application/json", 400),
        ("[" * 100_000, "application/json", 400),
        ("[]", "application/json", 422),
        ("kind=problem", "application/x-www-form-urlencoded", 415),
        ("{}", "text/plain", 415),
        ('{"text": "' + "a" * 600_000 + '"}', "application/json", 413),
    ],
)
def test_a_body_that_cannot_be_read_is_a_problem(
    client: FlaskClient, data: str | bytes, content_type: str, status: int
) -> None:
    answer = client.post("/api/v1/tickets", data=data, content_type=content_type)
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("db_session")
def test_a_lone_surrogate_and_a_nul_are_made_storable(client: FlaskClient) -> None:
    answer = client.post(
        "/api/v1/tickets", data='{"kind": "inquiry", "text": "Tanya\\ud800 saja\\u0000"}',
        content_type="application/json",
    )
    assert answer.status_code == 201
    assert "\x00" not in only_ticket().subject


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("token", ["a", "x" * 43, "%00", "PBJ-2026-000001", "é", "a" * 5_000])
def test_every_wrong_token_is_answered_alike(client: FlaskClient, token: str) -> None:
    answer = client.get(f"/api/v1/tickets/{token}")
    assert answer.status_code == 404
    assert answer.get_json()["detail"] == "Data yang Anda cari tidak ditemukan."


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_too_many_tickets_from_one_address_are_slowed(
    send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limiter, "enabled", True)
    limiter.reset()
    answers = [send() for _ in range(16)]
    assert [a.status_code for a in answers] == [201] * 15 + [429]
    assert answers[-1].headers["Retry-After"] == "60"
    assert answers[-1].get_json()["title"] == "Terlalu banyak permintaan"
    limiter.reset()
