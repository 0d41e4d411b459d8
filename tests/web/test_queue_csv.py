"""The queue as a table to take along: all pages of a list, no more than its officer sees."""

import csv
import io

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import IdentityMode, Kind
from helpdesk.models import Officer
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.receive import set_identity
from tests.marks import SQLITE_ONLY
from tests.web.desk import book_of, new_officer, new_ticket, said, signed_in

pytestmark = SQLITE_ONLY
PLACE = "/petugas/antrean.csv"


@pytest.fixture
def head(desk: Flask) -> Officer:
    return new_officer(desk, "Karsa Kasubbag", roles=(Role.UNIT_HEAD,))


@pytest.fixture
def client(desk: Flask, head: Officer) -> FlaskClient:
    return signed_in(desk, head)


def table(client: FlaskClient, query: str = "") -> list[dict[str, str]]:
    answer = client.get(PLACE + query)
    assert answer.status_code == 200
    assert answer.mimetype == "text/csv"
    assert answer.headers["Cache-Control"] == "private, no-store"
    text = answer.data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_a_row_says_what_the_queue_says(desk: Flask, head: Officer, client: FlaskClient) -> None:
    ticket = new_ticket(desk, text="=HYPERLINK(1) gagal unggah")
    with desk.app_context():
        assign_ticket(book_of(desk), ticket.number, officer_id=head.id, actor=head.actor,
                      now=desk.extensions["clock"]())
    [row] = table(client)
    assert row["Nomor"] == ticket.number
    assert row["Perihal"] == "'=HYPERLINK(1) gagal unggah"
    assert row["Pemohon"] == "Budi Santoso"
    assert row["Petugas"] == "Karsa Kasubbag"
    assert row["Diterima"] == "23 Nov 2026 09.00 WIB"
    assert row["Batas waktu"] == "26 Nov 2026 16.00 WIB"
    assert row["Sisa waktu"] == "3 hari kerja lagi"
    assert row["Yang ditunggu"] == "pemohon menunggu sejak hari ini"


def test_all_pages_of_the_list_that_is_shown(
    desk: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("helpdesk.queries.listing.PAGE", 2)
    made = [
        new_ticket(desk, kind=kind, contacts={"email": f"{n}@contoh.example"})
        for n, kind in enumerate((Kind.PROBLEM, Kind.PROBLEM, Kind.INQUIRY, Kind.PROBLEM))
    ]
    assert {row["Nomor"] for row in table(client)} == {t.number for t in made}
    assert [row["Nomor"] for row in table(client, "?jenis=inquiry")] == [made[2].number]
    assert table(client, "?view=di-lkpp-telkom") == []
    monkeypatch.setattr("helpdesk.web.officer.queue_csv.MOST", 2)
    cut = table(client)
    assert len(cut) == 3
    assert cut[-1]["Nomor"] == "Daftar dipotong pada 2 tiket. Persempit saringannya."


def test_nothing_that_the_page_hides(desk: Flask, client: FlaskClient) -> None:
    sealed = new_ticket(desk, kind=Kind.COMPLAINT, text="Petugas loket meminta uang.")
    hidden = new_ticket(desk, kind=Kind.COMPLAINT, text="Layanan lambat.")
    with desk.app_context():
        set_identity(book_of(desk), hidden.number, IdentityMode.HIDDEN,
                     now=desk.extensions["clock"]())
    assert [row["Nomor"] for row in table(client)] == [hidden.number]
    assert sealed.number not in client.get(PLACE).text


def test_it_is_offered_to_heads_and_refused_to_others(
    desk: Flask, officer: FlaskClient, client: FlaskClient
) -> None:
    new_ticket(desk)
    assert "Unduh CSV" in said(client.get("/petugas/?view=baru"))
    assert f'href="{PLACE}?view=baru"' in client.get("/petugas/?view=baru").text
    assert "Unduh CSV" not in said(officer.get("/petugas/?view=baru"))
    assert officer.get(PLACE).status_code == 403
