"""Quick entry: one screen, one ticket, a receipt with a link as QR."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.db import db
from helpdesk.models import Ticket
from tests.web.desk import new_officer, now_is, prepared, said, signed_in


@pytest.fixture
def desk(app: Flask) -> Flask:
    return prepared(app)


@pytest.fixture
def client(desk: Flask) -> FlaskClient:
    return signed_in(desk, new_officer(desk))


def token(client: FlaskClient) -> str:
    found = re.search(r'name="token" value="([^"]+)"', client.get("/petugas/tiket/baru").text)
    assert found
    return found[1]


def save(client: FlaskClient, **fields: str):  # type: ignore[no-untyped-def]
    first = {"token": token(client), "channel": "counter", "text": "Tidak bisa masuk SPSE."}
    return client.post("/petugas/tiket/baru", data={**first, **fields})


def only(desk: Flask) -> Ticket:
    with desk.app_context():
        number = db.session.scalars(sa.select(Ticket.number)).one()
    return now_is(desk, number)


def test_text_and_one_press_make_a_ticket_and_its_receipt(
    desk: Flask, client: FlaskClient
) -> None:
    answer = save(client, contact="0812 555", name="Budi")
    ticket = only(desk)
    assert answer.location == f"/petugas/tiket/{ticket.number}/tanda-terima?baru=1"
    assert (ticket.kind, ticket.channel) == ("problem", "counter")
    paper = client.get(answer.location).text
    assert 'src="data:image/svg+xml' in paper
    assert re.search(r"http://localhost/t/[\w-]{43}", paper)
    assert "Kamis, 26 November 2026 16.00 WIB" in said(paper)  # three working days


def test_the_same_form_twice_makes_one_ticket_and_shows_its_receipt(
    desk: Flask, client: FlaskClient
) -> None:
    key = token(client)
    first, second = save(client, token=key), save(client, token=key)
    assert first.location == second.location
    assert only(desk).number in second.location


def test_a_pasted_whatsapp_counts_from_the_senders_own_time(
    desk: Flask, client: FlaskClient
) -> None:
    save(client, channel="whatsapp_manual", occurred_at="2026-11-20T14:10")  # Friday
    assert only(desk).received_at.isoformat() == "2026-11-20T07:10:00+00:00"


def test_the_kind_follows_the_service_unless_chosen(desk: Flask, client: FlaskClient) -> None:
    save(client, service="aktivasi-user-id")
    assert only(desk).kind == "request"


def test_a_complaint_about_an_officer_is_sealed_and_its_receipt_gone(
    desk: Flask, client: FlaskClient
) -> None:
    answer = save(client, kind="complaint", about_officer="1", text="Pelayanan kasar di loket.")
    assert only(desk).sealed
    assert client.get(answer.location).status_code == 404


@pytest.mark.parametrize(("fields", "told"), [
    ({"text": "  "}, "belum diisi"), ({"text": "x" * 20_001}, "paling banyak"),
    ({"channel": "telegram"}, "mencatat tiketnya sendiri"), ({"channel": "kapal"}, "tidak dikenal"),
    ({"channel": "lapor"}, "nomor pelacakan"), ({"service": "tidak-ada"}, "Layanan tidak dikenal"),
    ({"category": "raja"}, "tidak dikenal"), ({"occurred_at": "2026-11-10T09:00"}, "7 hari"),
    ({"occurred_at": "kemarin"}, "tanggal dan jam"), ({"service_date": "31/31"}, "tanggal"),
    ({"token": "pendek"}, "tidak utuh"), ({"name": "n" * 300}, "terlalu panjang"),
])
def test_what_cannot_be_used_is_told_and_everything_typed_stays(
    desk: Flask, client: FlaskClient, fields: dict[str, str], told: str
) -> None:
    answer = save(client, **{"company": "CV Tetap Ada", **fields})
    assert answer.status_code == 400
    assert told in said(answer)
    assert "CV Tetap Ada" in answer.text
    with desk.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Ticket.id))) == 0


def test_a_pasted_chat_keeps_the_time_of_its_sender(desk: Flask, client: FlaskClient) -> None:
    chat = "[20/11/26, 09.12.33] Budi: Selamat pagi\n[20/11/26, 09.15.00] Budi: Gagal unggah"
    answer = save(client, channel="whatsapp_manual", text=chat)
    assert only(desk).received_at.isoformat() == "2026-11-20T02:12:00+00:00"
    assert "20 November 2026" in said(client.get(answer.location))


def test_a_chat_older_than_may_be_entered_is_refused_and_stays(
    desk: Flask, client: FlaskClient
) -> None:
    answer = save(client, channel="whatsapp_manual", text="[01/01/26, 09.12] Budi: Lama sekali")
    assert answer.status_code == 400
    assert "Lama sekali" in said(answer)
    assert save(client, channel="counter", text="[01/01/26, 09.12] Budi: Lama").status_code == 303
