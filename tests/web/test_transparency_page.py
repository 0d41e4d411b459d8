"""/transparansi: the period, tables by unit and service, downloads, and nothing small in any."""

import csv
import io
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.db import db
from helpdesk.domain.ticket import Authority
from helpdesk.usecases.forward import Filing, forward_ticket
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.web.public.views_transparency import HEADS
from tests.builders import MONDAY, a_ticket, an_officer
from tests.clocks import FrozenClock
from tests.marks import SQLITE_ONLY
from tests.usecases.passing import sweep_until
from tests.web.visiting import text_of

pytestmark = SQLITE_ONLY


@pytest.fixture
def filled(app: Flask) -> Flask:
    """Eleven tickets of one service, two of another; six were answered."""
    with app.app_context():
        book, officer = app.extensions["rulebook"], an_officer()
        for n in range(13):
            service = "pendampingan-permasalahan-spse" if n < 11 else "aktivasi-user-id"
            ticket = a_ticket(book, service=service, now=MONDAY)
            if n < 6:
                reply_to_requester(book, ticket.number, Words("Sudah."), actor=officer.actor,
                                   now=MONDAY + timedelta(hours=1))
    return app


def rows(answer: object) -> list[dict[str, str]]:
    text = answer.get_data().decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_what_two_tickets_came_to_is_nowhere(filled: Flask, client: FlaskClient) -> None:
    page = text_of(client.get("/transparansi"))
    assert "Masuk November 2026 13" in page
    assert "100% (6 dari 6)" in page
    found = rows(client.get("/transparansi/bulanan.csv"))
    services = {r["kode"]: r["masuk"] for r in found
                if r["bulan"] == "2026-11" and r["jenis"] == "layanan"}
    assert services == {"pendampingan-permasalahan-spse": "", "aktivasi-user-id": ""}
    for row in found:
        for value in list(row.values())[4:11]:
            assert value == "" or int(value) == 0 or int(value) >= 5


def test_both_downloads_hold_the_same_and_may_be_kept(
    filled: Flask, client: FlaskClient
) -> None:
    as_csv = client.get("/transparansi/bulanan.csv?dari=2026-11&sampai=2026-11")
    as_json = client.get("/transparansi/bulanan.json?dari=2026-11&sampai=2026-11")
    assert as_csv.content_type == "text/csv; charset=utf-8"
    for answer in (as_csv, as_json):
        assert answer.headers["Cache-Control"] == "public, max-age=600"
    found = rows(as_csv)
    assert tuple(found[0]) == HEADS
    given = [{k: "" if v is None else str(v) for k, v in row.items()}
             for row in as_json.get_json()["baris"]]
    assert given == found


def test_a_small_number_of_late_ones_is_not_told(
    filled: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    """Six were answered and seven run late; of the next month six in time, two late."""
    with filled.app_context():
        book = filled.extensions["rulebook"]
        for n in range(8):
            ticket = a_ticket(book, now=MONDAY + timedelta(days=9))
            if n < 6:
                reply_to_requester(book, ticket.number, Words("Sudah."), actor=an_officer(
                    f"Petugas {n}").actor, now=MONDAY + timedelta(days=9, hours=1))
    clock.set(MONDAY + timedelta(days=25))
    page = text_of(client.get("/transparansi"))
    assert "46% (6 dari 13)" in page
    assert "Desember 2026 8 kurang dari 5 yang lewat" in page
    assert "6 dari 8" not in page


@pytest.mark.parametrize(("asked", "said"), [
    ("dari=kemarin", "bukan bulan"), ("dari=2026-13", "bukan bulan"),
    ("dari=2026-11&sampai=2026-09", "lebih akhir"), ("sampai=2027-01", "belum terjadi"),
    ("dari=2026-11&sampai=0000-00", "bukan bulan"),
])
def test_a_period_that_makes_no_sense_is_named(
    filled: Flask, client: FlaskClient, asked: str, said: str
) -> None:
    page = client.get(f"/transparansi?{asked}")
    assert page.status_code == 400
    assert said in text_of(page)
    assert "Masuk November 2026 13" in text_of(page)
    for kind in ("csv", "json"):
        refused = client.get(f"/transparansi/bulanan.{kind}?{asked}")
        assert (refused.status_code, said in refused.get_data(as_text=True)) == (400, True)


@pytest.fixture
def chased(app: Flask) -> Flask:
    """Six tickets filed by letter, long at LKPP, of one unit; each was asked for again."""
    with app.app_context():
        book, officer = app.extensions["rulebook"], an_officer()
        for _ in range(6):
            ticket = a_ticket(book, service="pendampingan-permasalahan-spse", now=MONDAY)
            filing = Filing(Authority.LKPP, "letter", "L-1", override_reason="contoh")
            forward_ticket(book, ticket.number, filing, actor=officer.actor, now=MONDAY)
        sweep_until(book, MONDAY + timedelta(days=21))
        db.session.remove()
    return app


def test_waits_are_told_by_unit_and_service_and_efforts_are_counted(
    chased: Flask, clock: FrozenClock
) -> None:
    clock.set(MONDAY + timedelta(days=21))
    client = chased.test_client()
    page = text_of(client.get("/transparansi?dari=2026-11&sampai=2026-11"))
    assert "6 berkas diteruskan dengan surat resmi" in page
    assert "pengingat terkirim ke LKPP dan Telkom" in page
    found = rows(client.get("/transparansi/bulanan.csv?dari=2026-11&sampai=2026-11"))
    waits = {(r["jenis"], r["kode"]): r["tunggu_lkpp_hari_kerja"] for r in found}
    everywhere = waits["semua", ""]
    assert float(everywhere) > 5
    assert waits["layanan", "pendampingan-permasalahan-spse"] == everywhere
    (all_,) = (r for r in found if r["jenis"] == "semua")
    assert all_["surat_ke_lkpp_telkom"] == "6"
    assert int(all_["pengingat_ke_lkpp_telkom"]) >= 6
    assert {r["tunggu_telkom_hari_kerja"] for r in found} == {""}
