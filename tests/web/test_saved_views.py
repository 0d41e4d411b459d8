"""The queue's filter: each part, what makes no sense, and the views kept from it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, expect

from helpdesk.domain.ticket import Channel, Kind
from helpdesk.usecases.saved_views import MOST
from tests.browser import DESK, PHONE, sign_in, watched_page
from tests.builders import at
from tests.marks import SQLITE_ONLY
from tests.processes import Installation
from tests.web.desk import new_officer, new_ticket, prepared, signed_in
from tests.web.visiting import text_of

BAD = (
    ("view=zodiak", "Pandangan “zodiak” tidak ada."),
    ("status=abc", "Status “abc” tidak dikenal. Pilih dari Saringan lain."),
    ("jenis=x", "Jenis “x” tidak dikenal."), ("kanal=burung", "Kanal “burung” tidak dikenal."),
    ("unit=%00x", "Bagian “x” tidak dikenal."), ("service=x", "Layanan “x” tidak dikenal."),
    ("petugas=99", "Petugas “99” tidak dikenal."),
    ("petugas=' or 1=1", "Petugas “' or 1=1” tidak dikenal."),
    ("dari=kemarin", "Tanggal “kemarin” tidak terbaca."),
    ("dari=9999-12-31", "Tanggal “9999-12-31” tidak terbaca."),
    ("dari=2026-11-26&sampai=2026-11-20", "lebih awal daripada “Dari”"),
)


def keep(client, **fields: str):
    return client.post("/petugas/pandangan", data={"jenis": "outage", **fields})


@SQLITE_ONLY
@pytest.mark.parametrize(("part", "told"), BAD)
def test_a_part_that_makes_no_sense_is_named_and_the_rest_is_kept(
    app: Flask, part: str, told: str
) -> None:
    desk = prepared(app)
    wanted, other = new_ticket(desk, kind=Kind.OUTAGE), new_ticket(desk)
    page = signed_in(desk, new_officer(desk)).get(f"/petugas/?{part}&q=&berkas=&menunggu=1")
    assert page.status_code == 200
    assert told in text_of(page)
    assert wanted.number in text_of(page)
    assert other.number in text_of(page)


@pytest.mark.parametrize(("part", "found"), [
    ("jenis=outage", {1}), ("kanal=phone", {2}), ("petugas=saya", set()), ("petugas=tanpa", {1, 2}),
    ("status=new", {1, 2}), ("dari=2026-11-23&sampai=2026-11-23", {1, 2}),
    ("sampai=2026-11-22", set()), ("berkas=1", set()), ("menunggu=1", {1, 2}),
    ("golongan=auditor", set()),
])
def test_each_part_narrows_the_queue(app: Flask, part: str, found: set[int]) -> None:
    desk = prepared(app)
    desk.extensions["clock"].set(at("Senin 23 November 2026 09.00"))
    new_ticket(desk, kind=Kind.OUTAGE)
    new_ticket(desk, channel=Channel.PHONE)
    page = text_of(signed_in(desk, new_officer(desk)).get(f"/petugas/?{part}"))
    assert {n for n in (1, 2) if f"PBJ-2026-00000{n}" in page} == found


def test_a_view_is_kept_shared_opened_and_deleted_by_its_owner_alone(app: Flask) -> None:
    desk = prepared(app)
    rina = signed_in(desk, new_officer(desk))
    vino = signed_in(desk, new_officer(desk, name="Vino"))
    assert keep(rina, nama=" Gangguan  saya ").status_code == 303
    assert keep(rina, nama="Untuk semua", bersama="1", after="PBJ-2026-000001").status_code == 303
    own = rina.get("/petugas/pandangan").get_data(as_text=True)
    assert "Gangguan saya" in own
    assert 'href="/petugas/?jenis=outage"' in own
    theirs = vino.get("/petugas/pandangan").get_data(as_text=True)
    assert "Gangguan saya" not in theirs
    assert "Untuk semua" in theirs
    assert vino.post("/petugas/pandangan/2/hapus").status_code == 404
    assert rina.post("/petugas/pandangan/2/hapus").status_code == 303
    assert "Untuk semua" not in vino.get("/petugas/pandangan").get_data(as_text=True)


@SQLITE_ONLY
def test_a_view_without_a_name_or_a_filter_is_refused_and_what_was_typed_stays(app: Flask) -> None:
    desk = prepared(app)
    client = signed_in(desk, new_officer(desk))
    for fields, told in (
        ({"nama": "  "}, "Nama belum diisi."),
        ({"nama": "x" * 61}, "paling panjang 60 huruf"),
        ({"nama": "Semua", "jenis": ""}, "Pilih dahulu saringannya"),
    ):
        answer = keep(client, **fields)
        assert answer.status_code == 400
        assert told in text_of(answer) or told in answer.get_data(as_text=True)
    for n in range(MOST):
        assert keep(client, nama=f"Ke-{n}").status_code == 303
    assert "Paling banyak 20 pandangan" in text_of(keep(client, nama="Satu lagi"))


@SQLITE_ONLY
@pytest.mark.parametrize("size", [PHONE, DESK])
def test_a_filter_is_chosen_kept_and_found_beside_the_queue(
    app: Flask, live_server: Installation, browser: Browser, size: dict[str, int]
) -> None:
    desk = prepared(app)
    rina, outage, other = new_officer(desk), new_ticket(desk, kind=Kind.OUTAGE), new_ticket(desk)
    with watched_page(browser, size) as page:
        page.goto(f"{live_server.url}/petugas/saringan")
        sign_in(page, rina.email)
        page.get_by_label("Jenis").select_option("outage")
        assert Axe().run(page).response["violations"] == []
        page.get_by_role("button", name="Saring").click()
        expect(page.locator(f"#t-{outage.number}")).to_be_visible()
        expect(page.locator(f"#t-{other.number}")).to_have_count(0)
        expect(page.get_by_label("Saringan yang terpasang")).to_have_text("Jenis: Gangguan")
        page.get_by_role("link", name="Saringan lain").click()
        page.get_by_label("Nama pandangan").fill("Gangguan terbuka")
        assert Axe().run(page).response["violations"] == []
        page.get_by_role("button", name="Simpan").click()
        expect(page.get_by_text("Pandangan “Gangguan terbuka” disimpan.")).to_be_visible()
        page.goto(f"{live_server.url}/petugas/pandangan")
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        page.get_by_role("link", name="Gangguan terbuka").click()
        expect(page.locator(f"#t-{outage.number}")).to_be_visible()
