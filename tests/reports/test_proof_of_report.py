"""Bukti Lapor: what it proves, who may have it, and that anybody can check it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpdesk import create_app
from helpdesk.catalogue.loader import load_catalogue
from helpdesk.config import Settings
from helpdesk.db import db
from helpdesk.domain.ticket import Category, IdentityMode, Kind
from helpdesk.models import Officer
from helpdesk.usecases.receive import receive_message
from tests.clocks import FrozenClock
from tests.marks import SQLITE_ONLY
from tests.reports.papers import OWNER, SAYS, a_tender_ticket, text_of, upload
from tests.web.desk import address, book_of, do, new_officer, prepared, signed_in
from tests.web.visiting import form_of, link_of, report

pytestmark = SQLITE_ONLY
KALTIM = Path(__file__).parents[1] / "data" / "bureau_kaltim.yaml"
OURS = re.compile(r"Kalimantan Tengah|Kalteng|Palangka|Banjarmasin|WIB\b")


@pytest.fixture
def desk(app: Flask) -> Flask:
    return prepared(app)


@pytest.fixture
def rina(desk: Flask) -> Officer:
    return new_officer(desk)


def proof(client: FlaskClient, number: str) -> str:
    answer = client.get(f"/t/bukti-lapor.pdf?nomor={number}")
    assert answer.status_code == 200, answer.status
    return text_of(answer.data)


def test_it_says_when_the_server_wrote_it_down_what_was_said_and_what_no_ticket_can_do(
    desk: Flask, rina: Officer
) -> None:
    shot, card = upload(desk, "galat.png"), upload(desk, "KTP budi.jpg")
    ticket = a_tender_ticket(desk, [shot, card])
    client = signed_in(desk, rina)
    do(client, ticket, "kirim", {"text": "jangan bocor", "visibility": "internal", "send": "1"})
    text = text_of(client.get(address(ticket, "bukti-lapor.pdf")).data)
    for part in (
        ticket.number, "Senin, 23 November 2026 09.00.00 WIB (02.00.00 UTC)",
        "Penyedia, PT Maju Jaya", "10048123000", "Senin, 23 November 2026 14.00 WIB",
        SAYS.strip(), "galat.png", "LPSE Support", "144", "tangkapan layar",
        "Sampaikan kendala ini kepada Pokja lewat SPSE", "hanya dapat diubah oleh Pokja atau PPK",
        "tidak menghentikan atau memperpanjang jangka waktu", "http://localhost/t/",
    ):
        assert part in text, part
    assert len(re.findall(r"SHA-256 [0-9a-f]{64}", text)) == 2
    assert "KTP budi" not in text
    assert "jangan bocor" not in text
    assert "budi@contoh.example" not in text
    assert "Budi Santoso" not in text


def test_ten_files_and_later_ones_are_all_listed(
    desk: Flask, rina: Officer, clock: FrozenClock
) -> None:
    ticket = a_tender_ticket(desk, [upload(desk, f"layar {n}.png") for n in range(10)])
    later = upload(desk, "menyusul “akhir” – é.pdf")
    clock.advance(minutes=5)
    with desk.app_context():
        receive_message(
            book_of(desk), ticket.number, "Ini satu lagi.", channel="web", now=clock.now,
            files=(later,), owner=OWNER,
        )
    text = text_of(signed_in(desk, rina).get(address(ticket, "bukti-lapor.pdf")).data)
    assert all(f"layar {n}.png" in text for n in range(10))
    assert "menyusul “akhir” – é.pdf" in text
    assert len(set(re.findall(r"SHA-256 ([0-9a-f]{64})", text))) == 11


def test_what_has_nothing_to_do_with_a_tender_gets_no_advice_about_one(
    desk: Flask, rina: Officer
) -> None:
    asked = a_tender_ticket(
        desk, kind=Kind.INQUIRY, package_code=None, tender_deadline=None, text="Jam buka loket?"
    )
    text = text_of(signed_in(desk, rina).get(address(asked, "bukti-lapor.pdf")).data)
    assert "LPSE Support" not in text
    assert "Jam buka loket?" in text


def test_the_browser_that_reported_gets_it_and_another_with_the_link_alone_does_not(
    desk: Flask, clock: FrozenClock
) -> None:
    mine, other = desk.test_client(), desk.test_client()
    number = report(mine, clock)
    assert number in proof(mine, number)
    page = mine.get(f"/t/?nomor={number}").get_data(as_text=True)
    assert f'href="/t/bukti-lapor.pdf?nomor={number}"' in page
    assert "bukti-lapor.pdf" in mine.get("/lapor/selesai").get_data(as_text=True)
    other.get(link_of(mine))
    assert "bukti-lapor.pdf" not in other.get(f"/t/?nomor={number}").get_data(as_text=True)
    assert other.get(f"/t/bukti-lapor.pdf?nomor={number}").status_code == 404
    assert desk.test_client().get(f"/t/bukti-lapor.pdf?nomor={number}").status_code == 404
    assert mine.get("/t/bukti-lapor.pdf").status_code == 404


def test_it_is_a_download_that_is_stored_nowhere_and_run_by_no_browser(
    desk: Flask, clock: FrozenClock
) -> None:
    client = desk.test_client()
    number = report(client, clock)
    answer = client.get(f"/t/bukti-lapor.pdf?nomor={number}")
    heads = answer.headers
    assert heads["Content-Type"] == "application/pdf"
    assert heads["Content-Disposition"] == f"attachment; filename=bukti-lapor-{number}.pdf"
    assert heads["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in heads["Cache-Control"]
    assert "sandbox" in heads["Content-Security-Policy"]
    assert "default-src 'none'" in heads["Content-Security-Policy"]


def test_whoever_is_shown_the_paper_can_check_it_and_learns_nobodys_name(
    desk: Flask, clock: FrozenClock
) -> None:
    client, pokja = desk.test_client(), desk.test_client()
    number = report(client, clock, nama="Budi Santoso", surel="budi@contoh.example")
    found = re.search(r"Kode periksa ([A-Z2-7-]{19})", proof(client, number))
    assert found
    form = form_of(pokja.get("/bukti"), "/bukti")
    good = pokja.post("/bukti", data=form | {"nomor": number.lower(), "kode": found[1].lower()})
    page = good.get_data(as_text=True)
    assert good.status_code == 200
    assert "Nomor dan kode cocok" in page
    assert "23 November 2026 09.00.20 WIB" in page
    assert "Budi" not in page
    assert "gagal" not in page


@pytest.mark.parametrize(
    ("number", "code"),
    [("", ""), ("PBJ-2026-000001", ""), ("PBJ-2026-000001", "AAAA-BBBB-CCCC-DDDD"),
     ("PBJ-2026-999999", "AAAA-BBBB-CCCC-DDDD"), ("\0 x", "\0"), ("PBJ-2026-000001", "é" * 60)],
)
def test_a_wrong_number_and_a_wrong_code_look_alike(
    desk: Flask, clock: FrozenClock, number: str, code: str
) -> None:
    client = desk.test_client()
    report(client, clock)
    answer = client.post("/bukti", data={"nomor": number, "kode": code})
    assert answer.status_code == 400
    assert "tidak cocok" in answer.get_data(as_text=True)
    assert "Catatan kami" not in answer.get_data(as_text=True)


def test_an_officer_who_may_not_know_the_requester_gets_no_company(
    desk: Flask, rina: Officer
) -> None:
    ticket = a_tender_ticket(desk, identity=IdentityMode.HIDDEN)
    text = text_of(signed_in(desk, rina).get(address(ticket, "bukti-lapor.pdf")).data)
    assert "Penyedia" in text
    assert "PT Maju Jaya" not in text


@pytest.fixture
def kaltim(settings: Settings, clock: FrozenClock) -> Iterator[Flask]:
    """Another bureau's installation."""
    app = create_app(settings, clock, catalogue=load_catalogue(bureau_file=KALTIM))
    app.testing = True
    yield prepared(app)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_under_another_bureaus_profile_every_paper_is_theirs(kaltim: Flask) -> None:
    client = signed_in(kaltim, new_officer(kaltim))
    ticket = a_tender_ticket(kaltim, category=Category.SUPPLIER)
    for paper in ("bukti-lapor.pdf", "berkas-penerusan"):
        text = text_of(client.get(address(ticket, paper)).data)
        assert "Biro Pengadaan Barang dan Jasa Sekretariat Daerah Provinsi Kalimantan Timur" in text
        assert "WITA" in text
        found = OURS.search(text)
        assert found is None, f"{paper}: {found and found[0]}"
