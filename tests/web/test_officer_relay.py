"""The forwarding drawer: what it says of our clock, what it keeps, what one press does."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.db import db
from helpdesk.domain.ticket import Authority, Category
from helpdesk.models import Message, OutboxItem, TicketEvent
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.triage import change_authority
from tests.builders import MONDAY, at
from tests.clocks import FrozenClock
from tests.marks import SQLITE_ONLY
from tests.reports.papers import OWNER, upload
from tests.web.desk import (
    book_of,
    do,
    new_officer,
    new_ticket,
    now_is,
    prepared,
    said,
    shown,
    signed_in,
)

pytestmark = SQLITE_ONLY
FILING = {
    "teruskan-provider": "lkpp", "teruskan-channel": "lpse_support",
    "teruskan-override_reason": "Mendesak",
}


@pytest.fixture
def desk(app: Flask) -> Flask:
    return prepared(app)


@pytest.fixture
def client(desk: Flask) -> FlaskClient:
    return signed_in(desk, new_officer(desk))


def matter(desk: Flask, *files: str, **fields: Any) -> str:
    refs = tuple(upload(desk, name) for name in files)
    given = {"category": Category.SUPPLIER, "package_code": "PKT-1", **fields}
    return new_ticket(desk, files=refs, owner=OWNER, **given).number


def theirs(desk: Flask) -> str:
    """A matter whose authority an officer set on LKPP on Monday."""
    number, officer = matter(desk), new_officer(desk, "Ani Penetap")
    with desk.app_context():
        change_authority(
            book_of(desk), number, Authority.LKPP, "Server", actor=officer.actor, now=MONDAY
        )
    return number


def newest(desk: Flask, model: Any, **having: Any) -> Any:
    with desk.app_context():
        return db.session.query(model).filter_by(**having).order_by(model.id.desc()).first()


def test_it_says_until_when_to_file_and_what_filing_does_to_our_clock(
    desk: Flask, client: FlaskClient
) -> None:
    number = theirs(desk)
    page = said(shown(client, number))
    assert "Ajukan paling lambat besok 16.00 WIB." in page
    assert "Waktu penyelesaian kita tetap berjalan sampai Senin 30 November 16.00 WIB." in page
    assert "Berhenti setelah mereka menerima." in page
    assert "Terlambat diteruskan" not in page


def test_before_anybody_said_whose_it_is_the_drawer_says_so(
    desk: Flask, client: FlaskClient
) -> None:
    page = said(shown(client, matter(desk)))
    assert "Kewenangannya belum pada LKPP atau Telkom" in page


def test_late_forwarding_is_said_on_the_drawer(
    desk: Flask, clock: FrozenClock
) -> None:
    number = theirs(desk)
    clock.set(at("Rabu 25 November 2026 09.00"))
    page = said(shown(signed_in(desk, new_officer(desk)), number))
    assert "Terlambat diteruskan: terhitung atas nama biro sampai LKPP menerima." in page


def test_the_files_ticked_and_the_agreed_target_are_recorded(
    desk: Flask, client: FlaskClient
) -> None:
    number = matter(desk, "galat.png", "rahasia.png", "ktp.jpg")
    page = shown(client, number)
    assert page.count('name="teruskan-attachments"') == 2  # never the identity document
    refs = _refs(page)
    do(client, number, "teruskan", {
        **FILING, "teruskan-external_number": "LS-1", "teruskan-target_days": "3",
        "teruskan-attachments": [refs[0]],
    })
    filed = newest(desk, TicketEvent, type="forwarded")
    assert len(filed.data["attachments"]) == 1
    accepted = newest(desk, TicketEvent, type="accepted")
    assert accepted.data["promise"]["third_party"]["days"] == 3
    page = said(shown(client, number))
    assert "LKPP diminta menjawab paling lambat Kamis 26 November 16.00 WIB" in page
    assert "(target 3 hari kerja)" in page


def _refs(page: str) -> list[str]:
    return re.findall(r'name="teruskan-attachments" value="([^"]+)"', page)


@pytest.mark.parametrize(("fields", "words"), [
    ({"teruskan-target_days": "0"}, "1 sampai 250"),
    ({"teruskan-target_days": "lima", "teruskan-external_number": "L-1"}, "Isi dengan angka"),
    ({"teruskan-occurred_at": "2026-11-23T23:00"}, "masa depan"),
    ({"teruskan-occurred_at": "2026-11-10T09:00"}, "paling lama 7 hari"),
    ({"teruskan-attachments": ["tidak-ada"]}, "tidak dapat disertakan"),
])
def test_a_refused_filing_says_why_and_keeps_what_was_typed(
    desk: Flask, client: FlaskClient, fields: dict[str, Any], words: str
) -> None:
    number = matter(desk, "galat.png", "lain.png")
    given = {
        **FILING, "teruskan-external_number": "LS-1", "teruskan-explanation": "Mohon bersabar",
        "teruskan-attachments": _refs(shown(client, number))[:1], **fields,
    }
    refused = do(client, number, "teruskan", given)
    page = refused.get_data(as_text=True)
    assert refused.status_code == 400
    assert words in said(refused)
    assert "Mohon bersabar" in page
    assert 'value="lpse_support" selected' in page
    assert now_is(desk, number).relay_state is None
    if "teruskan-attachments" not in fields:
        assert _ticked(page) == [True, False]


def _ticked(page: str) -> list[bool]:
    found = re.findall(r'<input[^>]*name="teruskan-attachments"[^>]*>', page)
    return [" checked" in each for each in found]


def test_every_channel_is_explained_from_the_bureaus_profile(
    desk: Flask, client: FlaskClient
) -> None:
    page = said(shown(client, matter(desk)))
    for words in (
        "LPSE Support LKPP: menu bantuan di dalam aplikasi SPSE", "Pusat panggilan LKPP: 144",
        "formulir bantuan INAPROC: https://bantuan.inaproc.id", "Kirim sendiri dari surel biro",
        "Hanya pemilik akun yang dapat mengajukan",
    ):
        assert words in page, words


def test_the_officer_reads_what_the_requester_will_read(desk: Flask, client: FlaskClient) -> None:
    page = said(shown(client, matter(desk)))
    assert "Penyelesaiannya berada pada kewenangan LKPP, jadi laporan Anda sudah kami" in page
    assert "Agar LKPP dapat segera bekerja, mohon lengkapi: - Tangkapan layar" in page


def test_one_press_passes_their_request_to_the_requester(
    desk: Flask, clock: FrozenClock, client: FlaskClient
) -> None:
    number = matter(desk)
    do(client, number, "teruskan", {**FILING, "teruskan-external_number": "LS-1"})
    do(client, number, "minta-data", {"minta-text": "Rekaman layar.", "minta-tell": "1"})
    ticket = now_is(desk, number)
    assert (ticket.relay_state, ticket.status) == ("data_requested", "waiting_requester")
    said_to = newest(desk, Message, side="officer")
    assert said_to.body.startswith("LKPP meminta data berikut agar laporan Anda dapat ditangani:")
    assert "Rekaman layar." in said_to.body
    assert newest(desk, OutboxItem, template="reply") is not None
    page = said(shown(client, number))
    assert "LKPP meminta data; sudah dimintakan hari ini" in page
    clock.advance(minutes=30)
    with desk.app_context():
        receive_message(book_of(desk), number, "Ini rekamannya", channel="web", now=clock.now)
    page = said(shown(client, number))
    assert "Data dari pemohon datang hari ini 09.30 WIB. Periksa, lalu kirim lagi ke LKPP." in page
    assert "Kirim paling lambat besok 16.00 WIB." in page


def test_a_request_only_recorded_stands_ready_to_be_sent(
    desk: Flask, client: FlaskClient
) -> None:
    number = matter(desk)
    do(client, number, "teruskan", {**FILING, "teruskan-external_number": "LS-1"})
    do(client, number, "minta-data", {"minta-text": "Rekaman layar."})
    assert now_is(desk, number).status == "in_progress"
    page = said(shown(client, number))
    assert "LKPP meminta data. Mintakan kepada pemohon sekarang." in page
    assert "LKPP meminta data berikut agar laporan Anda dapat ditangani: Rekaman layar." in page
    empty = do(client, number, "minta-data", {"minta-text": " ", "minta-tell": "1"})
    assert empty.status_code in (400, 409)


def test_the_number_the_requester_wrote_is_typed_already(
    desk: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    number = matter(desk)
    do(client, number, "teruskan", {**FILING, "teruskan-channel": "self_filed"})
    page = said(shown(client, number))
    assert "Pemohon mengajukan sendiri. Nomornya dapat ia isi pada halaman status." in page
    assert "Pemohon diingatkan Rabu 25 November 16.00 WIB." in page
    with desk.app_context():
        receive_message(
            book_of(desk), number, "nomornya LS-77123", channel="phone",
            now=clock.now + timedelta(minutes=1),
        )
    page = shown(client, number)
    assert 'name="terima-external_number" type="text" value="LS-77123"' in page
    do(client, number, "diterima", {"terima-external_number": "LS-77123"})
    assert now_is(desk, number).relay_state == "accepted"
