"""The ticket's page on a tender day: what is left, who was alerted, the claim judged and undone."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.models import Ticket
from helpdesk.usecases.outbox import mark_sent
from tests.clocks import FrozenClock
from tests.marks import SQLITE_ONLY
from tests.usecases.reading import notices
from tests.web.desk import do, new_officer, new_ticket, now_is, prepared, said, shown, signed_in

pytestmark = SQLITE_ONLY
EMPTY = {"klaim-reason": "Paket 45678912 tidak ada di SPSE"}


@pytest.fixture
def desk(app: Flask) -> Flask:
    return prepared(app)


@pytest.fixture
def client(desk: Flask) -> FlaskClient:
    return signed_in(desk, new_officer(desk))


def a_claim(desk: Flask, **fields: object) -> Ticket:
    closes = desk.extensions["clock"]() + timedelta(hours=5)
    return new_ticket(desk, **{"package_code": "45678912", "tender_deadline": closes, **fields})


def test_the_page_says_what_is_left_and_who_was_alerted_when(
    desk: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    ticket = a_claim(desk)
    page = shown(client, ticket)
    assert "hari ini 14.00 WIB, 5 jam lagi" in said(page)
    assert "Rina Petugas, menunggu dikirim sejak hari ini 09.00 WIB" in said(page)
    assert page.index("bukti-lapor.pdf") < page.index("Klaim tidak terbukti")
    with desk.app_context():
        [alert] = notices(ticket, "tender_alert")
        mark_sent(alert.id, now=clock.advance(minutes=1))
    assert "Rina Petugas, terkirim hari ini 09.01 WIB" in said(shown(client, ticket))
    clock.advance(hours=6)
    signed = signed_in(desk, new_officer(desk, "Vino Verifikator"))
    assert "hari ini 14.00 WIB, sudah lewat" in said(shown(signed, ticket))


def test_a_matter_without_a_tender_has_no_such_box(desk: Flask, client: FlaskClient) -> None:
    assert "hari-tender" not in shown(client, new_ticket(desk))


def test_a_claim_is_judged_with_a_reason_and_the_judgement_undone(
    desk: Flask, client: FlaskClient
) -> None:
    ticket = a_claim(desk)
    refused = do(client, ticket, "klaim", {"klaim-reason": " "})
    assert refused.status_code == 400
    assert "Tuliskan alasannya" in said(refused)
    do(client, ticket, "klaim", EMPTY)
    page = said(shown(client, ticket))
    assert "Klaim mendesak tidak terbukti" in page
    assert "Alasan: Paket 45678912 tidak ada di SPSE" in page
    assert now_is(desk, ticket).urgency == "withheld"
    do(client, ticket, "klaim", {"klaim-empty": "tidak", "klaim-reason": "Kode keliru ditulis"})
    assert now_is(desk, ticket).urgency == "urgent"
    assert "Laporan mendesak dinilai ulang: terbukti" in said(shown(client, ticket))


def test_a_claim_that_lost_the_jump_says_so_and_how_to_grant_it(
    desk: Flask, client: FlaskClient
) -> None:
    for _ in range(3):
        do(client, a_claim(desk), "klaim", EMPTY)
    ticket = a_claim(desk)
    page = said(shown(client, ticket))
    assert "Klaim mendesak tanpa loncatan: 3 klaim kosong" in page
    assert "dahulukan lewat triase" in page
    do(client, ticket, "triase", {"triase-kind": "problem", "triase-urgency": "urgent"})
    assert "Didahulukan oleh petugas" in said(shown(client, ticket))


def test_a_claim_without_a_code_is_not_judged(desk: Flask, client: FlaskClient) -> None:
    ticket = a_claim(desk, package_code=None)
    page = said(shown(client, ticket))
    assert "Klaim mendesak menunggu kode paket" in page
    assert "Mintakan kode paketnya" in page
    assert "Klaim tidak terbukti" not in page
    assert do(client, ticket, "klaim", EMPTY).status_code == 409
