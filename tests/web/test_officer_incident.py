"""Incident mode by the browser's forms: declaring, proposals, one answer, refusals, the queue."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Kind
from helpdesk.models import Officer, Ticket
from tests.builders import at
from tests.clocks import FrozenClock
from tests.marks import SQLITE_ONLY
from tests.web.desk import address, do, new_officer, new_ticket, now_is, prepared, said, signed_in

pytestmark = SQLITE_ONLY
DOWN = "SPSE tidak dapat diakses, semua halaman galat 502."
FORM = {
    "gangguan-headline": "Aplikasi SPSE tidak dapat dibuka", "gangguan-cause": "unknown",
    "gangguan-started_at": "2026-11-23T08:55", "gangguan-evidence": "Galat 502 sejak 08.55.",
}


@pytest.fixture
def desk(app: Flask) -> Flask:
    return prepared(app)


@pytest.fixture
def rina(desk: Flask) -> Officer:
    return new_officer(desk)


@pytest.fixture
def client(desk: Flask, rina: Officer) -> FlaskClient:
    return signed_in(desk, rina)


def place(ticket: Ticket, verb: str = "") -> str:
    return address(ticket, "mode-gangguan" + (f"/{verb}" if verb else ""))


def page(client: FlaskClient, ticket: Ticket) -> str:
    answer = client.get(place(ticket))
    assert answer.status_code == 200, answer.status
    return answer.get_data(as_text=True)


def post(client: FlaskClient, ticket: Ticket, verb: str, fields: dict[str, Any]) -> Any:
    version = now_is(client.application, ticket).version
    return client.post(place(ticket, verb), data={"version": str(version), **fields})


def declared(desk: Flask, client: FlaskClient, **fields: str) -> Ticket:
    ticket = new_ticket(desk, kind=Kind.OUTAGE, text=DOWN)
    done = post(client, ticket, "nyatakan", FORM | fields)
    assert (done.status_code, done.location) == (303, place(ticket))
    return ticket


def token_of(text: str) -> str:
    found = re.search(r'name="jawab-token" value="([^"]+)"', text)
    assert found
    return found[1]


def test_an_outage_is_declared_from_its_ticket_page_with_a_neutral_headline(
    desk: Flask, client: FlaskClient
) -> None:
    ticket = new_ticket(desk, kind=Kind.OUTAGE, text=DOWN)
    link = client.get(address(ticket)).get_data(as_text=True)
    assert f'href="{place(ticket)}"' in link
    form = page(client, ticket)
    assert 'value="2026-11-23T09:00"' in form  # what is known: when it was reported
    assert "Aplikasi SPSE berjalan lambat" in form
    post(client, ticket, "nyatakan", FORM | {"gangguan-published": "1"})
    shown = said(page(client, ticket))
    assert "Berlangsung" in shown
    assert "Tayang untuk publik" in shown
    assert "Senin, 23 November 2026 08.55 WIB" in shown


@pytest.mark.parametrize(("field", "value", "reason"), [
    ("headline", " ", "Judul gangguan belum diisi."),
    ("headline", "x" * 121, "paling banyak 120 karakter"),
    ("started_at", "", "Isi tanggal dan jam gangguan mulai."),
    ("started_at", "kemarin", "Isi tanggal dan jam, misalnya"),
    ("started_at", "2026-11-23T09:01", "tidak boleh di masa depan"),
    ("started_at", "2026-11-10T09:00", "paling lama 7 hari"),
    ("cause", "", "Pilih salah satu."),
    ("cause", "setan", "Pilihan ini tidak dikenal."),
    ("evidence", "y" * 10_001, "paling banyak 10.000 karakter"),
])
def test_a_refused_declaration_names_field_and_reason_and_keeps_what_was_typed(
    desk: Flask, client: FlaskClient, field: str, value: str, reason: str
) -> None:
    ticket = new_ticket(desk, kind=Kind.OUTAGE, text=DOWN)
    answer = post(client, ticket, "nyatakan", FORM | {
        "gangguan-evidence": "Dicek dua kali.", f"gangguan-{field}": value
    })
    text = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert reason in said(text)
    assert f'id="e-gangguan-{field}"' in text
    assert "Dicek dua kali." in text or field == "evidence"
    assert "Aplikasi SPSE tidak dapat dibuka" in text


def test_end_and_resume(desk: Flask, client: FlaskClient, clock: FrozenClock) -> None:
    ticket = declared(desk, client)
    wrong = post(client, ticket, "akhiri", {"akhir-ended_at": "2026-11-23T08:54"})
    assert wrong.status_code == 400
    assert "tidak boleh sebelum waktu mulai" in said(wrong)
    assert post(client, ticket, "akhiri", {"akhir-ended_at": ""}).status_code == 303
    assert "5 menit" in said(page(client, ticket))
    assert post(client, ticket, "akhiri", {"akhir-ended_at": ""}).status_code == 409
    assert post(client, ticket, "lanjutkan", {}).status_code == 303
    assert "masih berlangsung" in said(page(client, ticket))


def test_an_old_page_changes_nothing(desk: Flask, client: FlaskClient) -> None:
    ticket = declared(desk, client)
    stale = client.post(place(ticket, "perbaiki"), data=FORM | {"version": "1"})
    assert stale.status_code == 409
    assert "diubah oleh petugas lain" in said(stale)


def test_likely_reports_are_proposed_with_their_words_and_joined_when_ticked(
    desk: Flask, client: FlaskClient
) -> None:
    parent = declared(desk, client)
    like = new_ticket(desk, text="halaman SPSE ga bisa dibuka, error 502 terus")
    other = new_ticket(desk, text="Lupa kata sandi akun, mohon dibantu.")
    shown = page(client, parent)
    assert f'value="{like.number}"' in shown
    assert f'value="{other.number}"' not in shown
    assert "Kata yang sama: spse, error, 502, halaman" in said(shown) or "502" in said(shown)
    assert now_is(desk, like).parent_id is None  # a proposal is never applied on its own
    none = post(client, parent, "gabung", {})
    assert none.status_code == 400
    assert "Pilih paling sedikit satu tiket." in said(none)
    done = post(client, parent, "gabung", {"gabung-numbers": [like.number, "PBJ-2026-999999"]})
    assert "1 tiket digabungkan, 1 tidak dapat." in said(done)
    assert "Tiket tidak ditemukan." in said(done)
    assert now_is(desk, like).parent_id == parent.id
    again = post(client, parent, "gabung", {"gabung-numbers": like.number})
    assert "sudah digabungkan sebelumnya" in said(again)
    post(client, parent, "keluarkan", {"keluar-number": like.number})
    assert now_is(desk, like).parent_id is None


def test_a_new_ticket_that_looks_like_it_is_marked_in_the_queue_and_on_its_page(
    desk: Flask, client: FlaskClient
) -> None:
    parent = declared(desk, client)
    like = new_ticket(desk, kind=Kind.OUTAGE, text="SPSE error 502")
    queue = said(client.get("/petugas/"))
    assert "Gangguan berlangsung: Aplikasi SPSE tidak dapat dibuka" in queue
    assert "1 tiket di halaman ini mirip" in queue
    assert f"Mirip gangguan {parent.number}" in queue
    own = client.get(address(like)).get_data(as_text=True)
    assert "Mirip gangguan yang sedang berlangsung" in own
    do(client, like, "gangguan", {"gangguan-parent": parent.number}, page=own)
    assert now_is(desk, like).parent_id == parent.id
    assert "Mirip gangguan yang sedang berlangsung" not in said(client.get(address(like)))
    post(client, parent, "akhiri", {"akhir-ended_at": ""})
    assert "Gangguan berlangsung" not in said(client.get("/petugas/"))


def test_one_answer_reaches_all_and_a_second_press_nobody(
    desk: Flask, client: FlaskClient
) -> None:
    parent = declared(desk, client)
    child = new_ticket(desk, kind=Kind.OUTAGE, text="SPSE mati")
    post(client, parent, "gabung", {"gabung-numbers": child.number})
    empty = post(client, parent, "jawab", {"jawab-token": "x" * 20, "jawab-text": " "})
    assert empty.status_code == 400
    assert "Isi pesan belum diisi." in said(empty)
    fields = {"jawab-token": token_of(page(client, parent)), "jawab-text": "Sedang kami tangani."}
    done = post(client, parent, "jawab", fields | {"jawab-send": "reply"})
    assert "2 tiket dijawab." in said(done)
    assert token_of(done.get_data(as_text=True)) != fields["jawab-token"]
    assert f'data-draft-clear="gangguan-{parent.number}"' in done.get_data(as_text=True)
    again = said(post(client, parent, "jawab", fields))
    assert "0 tiket dijawab." in again
    assert f"{child.number} : sudah dijawab sebelumnya" in again
    talk = client.get(address(child)).get_data(as_text=True)
    assert talk.count("Sedang kami tangani.") == 1
    fresh = {"jawab-token": token_of(done.get_data(as_text=True)), "jawab-text": "Sudah pulih."}
    post(client, parent, "jawab", fresh | {"jawab-send": "resolve"})
    assert [now_is(desk, t).status for t in (parent, child)] == ["resolved", "resolved"]
    assert "Berakhir" in said(page(client, parent))


def test_a_ticket_that_is_no_outage_says_why_it_cannot_be_one(
    desk: Flask, client: FlaskClient
) -> None:
    ticket = new_ticket(desk)
    assert "hanya tiket terbuka berjenis gangguan" in said(page(client, ticket))
    assert post(client, ticket, "nyatakan", FORM).status_code == 409
    assert post(client, ticket, "jawab", {"jawab-text": "x"}).status_code == 409
    assert client.get(place(ticket, "keterangan.pdf")).status_code == 409


def test_all_incidents_are_listed_with_their_papers(desk: Flask, client: FlaskClient) -> None:
    assert "Belum ada gangguan" in said(client.get("/petugas/gangguan"))
    over = declared(desk, client, **{"gangguan-headline": "Situs LPSE tidak dapat dibuka"})
    post(client, over, "akhiri", {"akhir-ended_at": ""})
    running = declared(desk, client)
    shown = client.get("/petugas/gangguan").get_data(as_text=True)
    assert shown.index(running.number) < shown.index(over.number)
    assert place(over, "keterangan.pdf") in shown


def test_late_on_account_of_lkpp_is_said_in_the_position_and_stays_late(
    desk: Flask, clock: FrozenClock
) -> None:
    parent = declared(desk, signed_in(desk, new_officer(desk)), **{"gangguan-cause": "lkpp"})
    clock.set(at("Selasa 1 Desember 2026 09.00"))
    head = signed_in(desk, new_officer(desk, "Karsa Kasubbag", roles=(Role.UNIT_HEAD,)))
    words = said(head.get("/petugas/posisi"))
    assert "Dari yang lewat tempo, 1 karena gangguan LKPP. Tetap dihitung lewat tempo." in words
    assert "Lewat tempo 1" in words
    line = words[: words.index(parent.number)]  # the reason stands before the ticket's number
    assert line.count("karena gangguan LKPP") == 2


def test_the_public_reads_what_was_late_on_account_of_lkpp_beside_the_share(
    desk: Flask, clock: FrozenClock
) -> None:
    client = signed_in(desk, new_officer(desk))
    parent = declared(desk, client, **{"gangguan-cause": "lkpp"})
    others = [new_ticket(desk, kind=Kind.OUTAGE, text="SPSE mati") for _ in range(5)]
    post(client, parent, "gabung", {"gabung-numbers": [t.number for t in others]})
    clock.set(at("Selasa 1 Desember 2026 09.00"))
    words = said(desk.test_client().get("/transparansi"))
    assert "0% (0 dari 6) lewat 6 karena gangguan LKPP" in words


def test_what_one_press_leaves_the_next_goes_on_with_under_the_same_words(
    desk: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("helpdesk.usecases.incident_answer.MOST_AT_ONCE", 1)
    parent = declared(desk, client)
    child = new_ticket(desk, kind=Kind.OUTAGE, text="SPSE mati")
    post(client, parent, "gabung", {"gabung-numbers": child.number})
    token = token_of(page(client, parent))
    first = post(client, parent, "jawab", {"jawab-token": token, "jawab-text": "Kami periksa."})
    kept = first.get_data(as_text=True)
    assert "1 laporan lagi belum dijawab" in said(kept)
    assert "Kami periksa.</textarea>" in kept
    assert token_of(kept) == token
    second = post(client, parent, "jawab", {"jawab-token": token, "jawab-text": "Kami periksa."})
    assert "1 tiket dijawab." in said(second)
    assert client.get(address(parent)).get_data(as_text=True).count("Kami periksa.") == 1
