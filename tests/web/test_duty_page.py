"""The roster's page: a month by week, set by heads, read on the queue."""

import pytest

from helpdesk.domain.roles import Role
from tests.marks import SQLITE_ONLY
from tests.web.desk import new_officer, prepared, said, signed_in

pytestmark = SQLITE_ONLY
PLACE = "/petugas/piket"


@pytest.fixture
def desk(app):
    return prepared(app)


@pytest.fixture
def rina(desk):
    return new_officer(desk)


@pytest.fixture
def head(desk):
    return signed_in(desk, new_officer(desk, "Karsa Kasubbag", roles=(Role.UNIT_HEAD,)))


def put(client, officer, first, **fields):
    return client.post(PLACE, data={
        "bulan": "2026-12", "piket-officer": str(officer.id), "piket-first": first, **fields,
    })


def test_a_head_sets_it_and_everyone_reads_it(desk, head, rina):
    answer = put(head, rina, "2026-12-24", **{"piket-last": "2026-12-25"})
    assert answer.status_code == 303
    assert answer.location.endswith("bulan=2026-12")
    page = said(head.get(answer.location))
    assert "Piket 2 hari disimpan, mulai 24 Desember 2026." in page
    assert "Kamis 24 Tutup: Cuti bersama Natal Rina Petugas" in page
    assert "Jumat 25 Tutup: Hari Raya Natal Rina Petugas" in page
    assert "Sabtu 26 Akhir pekan belum ada" in page
    reader = signed_in(desk, rina)
    shown = said(reader.get(f"{PLACE}?bulan=2026-12"))
    assert "Cuti bersama Natal Rina Petugas" in shown
    assert "Tambah piket" not in shown
    assert reader.post(PLACE).status_code == 403


def test_the_queue_says_who_is_on_duty_today(desk, head, rina):
    assert "Piket hari ini: belum diatur." in said(head.get("/petugas/"))
    put(head, rina, "2026-11-23")
    assert "Piket hari ini: Rina Petugas." in said(head.get("/petugas/"))


def test_one_date_is_taken_back_by_its_button(head, rina):
    put(head, rina, "2026-12-24", **{"piket-last": "2026-12-25"})
    answer = head.post(PLACE, data={"bulan": "2026-12", "hapus": f"2026-12-24:{rina.id}"})
    assert answer.status_code == 303
    page = said(head.get(answer.location))
    assert "Cuti bersama Natal belum ada" in page
    assert "Hari Raya Natal Rina Petugas" in page


@pytest.mark.parametrize(("fields", "reason"), [
    ({"piket-officer": ""}, "Pilih petugas yang akunnya aktif"),
    ({"piket-first": ""}, "Isi tanggal lengkap"),
    ({"piket-first": "2026-11-22"}, "tidak boleh sudah lewat"),
    ({"piket-last": "2026-12-01"}, "Tanggal akhir tidak boleh sebelum"),
    ({"piket-days": "kadang"}, "Pilihan ini tidak dikenal"),
    ({"hapus": "kemarin:1"}, "Pilihan ini tidak dikenal"),
])
def test_a_refusal_keeps_what_was_typed(head, rina, fields, reason):
    page = put(head, rina, "2026-12-24", **fields)
    assert page.status_code == 400
    assert reason in said(page)
    text = page.get_data(as_text=True)
    if "piket-first" not in fields:
        assert 'value="2026-12-24"' in text
    if "piket-officer" not in fields:
        assert f'<option value="{rina.id}" selected>' in text
    assert "Desember 2026" in said(page)


@pytest.mark.parametrize("month", ["", "kapan", "2026-13", "1990-01", "2026-11"])
def test_an_unknown_month_is_this_one(head, month):
    assert "Jadwal piket November 2026" in said(head.get(f"{PLACE}?bulan={month}"))
