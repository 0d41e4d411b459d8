"""The board of matters at LKPP or Telkom as pages and as a copy for the weekly call."""

import csv
import io
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Authority
from helpdesk.usecases.forward import Filing, accept_relay, forward_ticket
from helpdesk.usecases.sweep import sweep
from helpdesk.usecases.triage import change_authority
from tests.builders import MONDAY, at
from tests.clocks import FrozenClock
from tests.marks import SQLITE_ONLY
from tests.web.desk import book_of, new_officer, new_ticket, prepared, said, signed_in

pytestmark = SQLITE_ONLY


@pytest.fixture
def desk(app: Flask) -> Flask:
    return prepared(app)


@pytest.fixture
def client(desk: Flask) -> FlaskClient:
    return signed_in(desk, new_officer(desk))


def lkpp(desk: Flask, **filing: Any) -> str:
    """A ticket filed with LKPP on Monday."""
    number = new_ticket(desk, name="Budi Rahasia").number
    officer = new_officer(desk, f"Ani {number}")
    with desk.app_context():
        forward_ticket(
            book_of(desk), number,
            Filing(Authority.LKPP, "lpse_support", override_reason="mendesak", **filing),
            actor=officer.actor, now=MONDAY,
        )
    return number


def test_a_line_says_how_long_with_whom_by_what_number_and_what_comes_next(
    desk: Flask, clock: FrozenClock
) -> None:
    lkpp(desk, external_number="LS-77", target_days=2)
    clock.set(at("Jumat 27 November 2026 09.00"))
    with desk.app_context():
        sweep(book_of(desk), clock.now)
    client = signed_in(desk, new_officer(desk))
    words = said(client.get("/petugas/penerusan"))
    for part in (
        "PBJ-2026-000001", "LKPP: Diterima, menunggu jawaban", "LS-77", "LPSE Support",
        "diajukan 23 Nov 2026", "4 hari kerja", "Target 2 hari kerja", "lewat 1 kali",
        "LKPP diingatkan hari ini 16.30 WIB",
    ):
        assert part in words, (part, words)
    assert "lewat batas waktu" not in words


def test_late_forwarding_is_said_in_words(
    desk: Flask, clock: FrozenClock
) -> None:
    number = new_ticket(desk).number
    officer = new_officer(desk, "Ani Petugas")
    with desk.app_context():
        change_authority(
            book_of(desk), number, Authority.TELKOM, "Server", actor=officer.actor, now=MONDAY
        )
    clock.set(at("Rabu 25 November 2026 09.00"))
    client = signed_in(desk, new_officer(desk))
    page = client.get("/petugas/penerusan?tahap=late").get_data(as_text=True)
    assert "is-late" in page
    words = said(page)
    assert "Telkom: Siap diteruskan Terlambat diteruskan Penerusan lewat batas waktu" in words
    assert "Seharusnya diajukan kemarin 16.00 WIB" in words


def test_the_list_for_the_call_holds_numbers_and_dates_and_nobodys_name(
    desk: Flask, clock: FrozenClock
) -> None:
    lkpp(desk, external_number="=SUM(1)")
    clock.set(at("Rabu 25 November 2026 09.00"))
    client = signed_in(desk, new_officer(desk))
    page = said(client.get("/petugas/penerusan"))
    assert "1. PBJ-2026-000001 | LKPP =SUM(1) | 23 Nov 2026 | 2 hari kerja" in page
    answer = client.get("/petugas/penerusan/daftar.csv?kepada=lkpp")
    assert answer.headers["Content-Type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert rows == [
        ["Nomor tiket", "Kepada", "Nomor di sana", "Tanggal diajukan", "Umur (hari kerja)"],
        ["PBJ-2026-000001", "LKPP", "'=SUM(1)", "23 Nov 2026", "2"],
    ]
    assert "Budi" not in answer.data.decode("utf-8-sig")


def test_filters_pages_and_nonsense_in_the_address(desk: Flask, client: FlaskClient) -> None:
    lkpp(desk)
    assert "Tidak ada yang cocok" in said(client.get("/petugas/penerusan?kepada=telkom"))
    assert "Tidak ada yang cocok" in said(client.get("/petugas/penerusan?tahap=accepted"))
    for odd in ("tahap=x", "kepada=%00", "setelah=PBJ-1", "setelah=PBJ-2026-999999"):
        assert "PBJ-2026-000001" in said(client.get(f"/petugas/penerusan?{odd}")), odd


def test_an_empty_board_says_how_matters_come_to_it(client: FlaskClient) -> None:
    assert "Tidak ada perkara di LKPP atau Telkom" in said(client.get("/petugas/penerusan"))


def test_the_board_is_one_press_away_from_the_bar_and_from_todays_position(
    desk: Flask,
) -> None:
    head = signed_in(desk, new_officer(desk, "Kepala", roles=(Role.BUREAU_HEAD,), unit="biro"))
    page = head.get("/petugas/posisi").get_data(as_text=True)
    assert page.count('href="/petugas/penerusan"') >= 3


def test_an_accepted_matter_without_a_number_says_so(
    desk: Flask, client: FlaskClient
) -> None:
    number = lkpp(desk)
    officer = new_officer(desk, "Beta")
    with desk.app_context():
        accept_relay(book_of(desk), number, external_number=None, call_taker="Sari",
                     actor=officer.actor, now=MONDAY)
    words = said(client.get("/petugas/penerusan"))
    assert "belum ada" in words
    assert "Sari" not in words
