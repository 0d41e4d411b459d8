"""The calendar's pages: read, drafted, previewed, saved; what is refused stays typed."""

import re
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.roles import Role
from helpdesk.models import Revision
from tests.builders import at
from tests.marks import SQLITE_ONLY
from tests.web.desk import address, book_of, new_officer, new_ticket, prepared, said, signed_in

pytestmark = SQLITE_ONLY
PLACE = "/petugas/kalender"
FLOOD = {
    "tutup-first": "2026-11-26", "tutup-type": "local", "tutup-name": "Banjir",
    "tutup-decree": "Surat Sekda 1/2026",
}
WEEK = {
    "mon": "07.30-12.00, 13.00-16.00", "tue": "07.30-12.00, 13.00-16.00",
    "wed": "07.30-12.00, 13.00-16.00", "thu": "07.30-12.00, 13.00-16.00",
    "fri": "07:30 – 11:30 dan 13:00 – 16:30",
}


@pytest.fixture
def desk(app):
    return prepared(app)


@pytest.fixture
def head(desk):
    return signed_in(desk, new_officer(desk, "Kartika Kepala", roles=(Role.BUREAU_HEAD,)))


def draft_in(page):
    found = re.search(r'name="draft" value="([^"]+)"', page.get_data(as_text=True))
    assert found
    return found[1]


def edit(client, do, fields, draft=""):
    return client.post(f"{PLACE}/ubah", data={"do": do, "draft": draft, **fields})


def prefixed(prefix, fields):
    return {f"{prefix}-{name}": value for name, value in fields.items()}


def revisions(app):
    with app.app_context():
        return db.session.scalars(sa.select(Revision).order_by(Revision.number)).all()


def test_a_year_is_read_month_by_month(desk, head):
    page = said(head.get(f"{PLACE}?tahun=2026"))
    assert "Kalender dari berkas pemasangan" in page
    assert "Desember 21 hari kerja 24 Kamis Cuti bersama Natal cuti bersama" in page
    assert "Februari 18 hari kerja" in page
    assert "Senin 07.30–12.00 dan 13.00–16.00" in page
    assert "Sabtu tutup" in page
    assert "Ramadan 1448 Hijriah" in said(head.get(f"{PLACE}?tahun=2027"))
    assert "Hari tutup 2026" in said(head.get(f"{PLACE}?tahun=1990")), "an unknown year is today's"


def test_officers_read_and_only_those_who_may_change(desk):
    client = signed_in(desk, new_officer(desk))
    page = client.get(PLACE)
    assert page.status_code == 200
    assert "Ubah kalender" not in said(page)
    assert client.get(f"{PLACE}/ubah").status_code == 403
    assert client.post(f"{PLACE}/simpan").status_code == 403


def test_from_draft_over_preview_to_the_next_version(desk, head, clock):
    ticket = new_ticket(desk)  # received Monday 23 November 09.00
    page = edit(head, "tutup", FLOOD)
    told = said(page)
    assert "Tutup Kamis, 26 November 2026: Banjir (penutupan setempat, Surat Sekda 1/2026)" in told
    assert "1 tiket terbuka bergeser tenggatnya." in told
    assert ticket.number in told
    # Tue 24, Wed 25, (Thu 26), Fri 27
    assert (
        "Kamis 26 November 16.00 WIB → menjadi Jumat 27 November 16.30 WIB "
        "1 hari kerja lebih lambat" in told
    )
    assert revisions(desk) == [], "a preview saves nothing"
    draft = draft_in(page)
    page = edit(head, "jam", prefixed("jam", {**WEEK, "decree": "Keputusan Sekda 7/2026"}), draft)
    assert "Dasar jam kerja: Keputusan Sekda 7/2026" in said(page)
    assert "Tutup Kamis, 26 November 2026" in said(page), "the draft goes along"
    draft = draft_in(page)
    note = {"simpan-note": "Banjir, surat Sekda"}
    saved = head.post(f"{PLACE}/simpan", data={"draft": draft, **note})
    assert saved.status_code == 303
    shown = said(head.get(PLACE))
    assert "Kalender versi 1 berlaku mulai sekarang" in shown
    assert "Versi 1, disimpan Kartika Kepala pada Senin, 23 November 2026 09.00 WIB." in shown
    assert "sedang dihitung ulang" in shown
    assert not book_of(desk).calendar.is_working_day(at("Kamis 26 November 2026 09.00").date())
    history = said(head.get(f"{PLACE}/riwayat"))
    assert "Versi 1" in history
    assert "Banjir, surat Sekda" in history
    assert "Tutup Kamis, 26 November 2026: Banjir" in history
    assert "Tiket sedang dihitung ulang" in history


def test_a_version_is_compared_with_the_one_before_it(desk, head, clock):
    for day, name in (("2026-11-26", "Banjir"), ("2026-11-27", "Masih banjir")):
        page = edit(head, "tutup", {**FLOOD, "tutup-first": day, "tutup-name": name})
        head.post(f"{PLACE}/simpan", data={"draft": draft_in(page), "simpan-note": name})
    with desk.app_context():
        row = db.session.scalars(sa.select(Revision).filter_by(number=1)).one()
        row.applied_at = clock.now
        db.session.commit()
    history = said(head.get(f"{PLACE}/riwayat"))
    newest, first = history.split("Versi 1", 1)
    assert "Tutup Jumat, 27 November 2026: Masih banjir" in newest
    assert "Tutup Kamis" not in newest
    assert "Tiket sudah mengikuti" in first


def _typed(do, **fields):
    return do, prefixed(do, fields)


HOURS = {**WEEK, "decree": "Surat"}


@pytest.mark.parametrize(("form", "field", "reason"), [
    (_typed("jam", **{**HOURS, "mon": "07.30-12.00, 11.00-16.00"}), "jam-mon",
     "Senin: jam bertumpuk atau tidak berurutan"),
    (_typed("jam", **{**HOURS, "tue": "16.00-07.30"}), "jam-tue", "berakhir sebelum dimulai"),
    (_typed("jam", **{**HOURS, "wed": "pagi"}), "jam-wed", "harus ditulis seperti"),
    (_typed("jam", **{**HOURS, "wed": "25.00-26.00"}), "jam-wed", "tidak ada"),
    (_typed("jam", decree="Surat"), "jam-mon", "paling sedikit pada satu hari"),
    (_typed("jam", **WEEK), "jam-decree", "Tulis dasarnya"),
    (_typed("tutup", first="2026-11-27", last="2026-11-26", type="local", name="Banjir",
            decree="Surat"), "tutup-last", "tidak boleh sebelum tanggal awal"),
    (_typed("tutup", first="kapan", type="local", name="Banjir", decree="S"), "tutup-first",
     "Isi tanggal lengkap"),
    (_typed("tutup", first="2026-12-24", type="local", name="Banjir", decree="S"), "tutup-first",
     "sudah tutup: Cuti bersama Natal"),
    (_typed("tutup", first="2026-11-26", type="pesta", name="Banjir", decree="S"), "tutup-type",
     "Pilih jenis"),
    (_typed("tutup", first="2026-11-26", type="local", name="Banjir {biro}", decree="S"),
     "tutup-name", "kurung kurawal"),
    (_typed("khusus", name="Ramadan", first="2027-03-09", last="2027-02-08", **HOURS),
     "khusus-last", "tidak boleh sebelum"),
    (_typed("tahun", year="2050"), "tahun-year", "Pilih tahun antara"),
    (_typed("preset", code="papua"), "preset-code", "Pilih salah satu provinsi"),
])
def test_a_refused_change_names_the_field_and_keeps_what_was_typed(
    desk, head, form, field, reason
):
    do, typed = form
    draft = draft_in(edit(head, "tutup", {**FLOOD, "tutup-first": "2026-11-30"}))
    page = edit(head, do, typed, draft)
    text = page.get_data(as_text=True)
    assert page.status_code == 400
    assert reason in said(page)
    assert "Tutup Senin, 30 November 2026: Banjir" in said(page), "the draft is as it was"
    for name, value in typed.items():
        if name.endswith(("-mon", "-name", "-decree", "-first", "-last")) and value:
            assert f'value="{value}"' in text, name
    assert field.split("-")[0] in re.search(r"<details[^>]* open>", text)[0]
    assert revisions(desk) == []


def test_a_year_without_a_working_day_is_refused(desk, head):
    # Sundays alone are working days, and then each Sunday of 2027 is closed
    draft = draft_in(edit(head, "hapus", {"hapus-first": "2027-02-08"}))
    sundays = {**dict.fromkeys(WEEK, ""), "sun": "07.30-12.00", "decree": "Surat"}
    draft = draft_in(edit(head, "jam", prefixed("jam", sundays), draft))
    day, page = date(2027, 1, 3), head.get(PLACE)
    while "tidak memuat" not in said(page) and day.year == 2027:
        page = edit(head, "tutup", {**FLOOD, "tutup-first": day.isoformat()}, draft)
        draft = draft_in(page)
        day += timedelta(days=7)
    assert page.status_code == 400
    assert "Tahun 2027 tidak memuat satu pun hari kerja" in said(page)


def test_a_save_without_a_note_or_without_change_is_refused(desk, head):
    draft = draft_in(edit(head, "tutup", FLOOD))
    page = head.post(f"{PLACE}/simpan", data={"draft": draft, "simpan-note": " "})
    assert page.status_code == 400
    assert "atas dasar apa" in said(page)
    assert "Tutup Kamis, 26 November 2026" in said(page)
    empty = head.post(f"{PLACE}/simpan", data={"draft": "", "simpan-note": "Tidak ada"})
    assert empty.status_code == 400
    assert "belum mengubah apa pun" in said(empty)
    assert revisions(desk) == []


def test_of_two_drafts_the_later_is_told_and_keeps_its_changes(desk, head):
    mine, theirs = draft_in(edit(head, "tutup", FLOOD)), edit(
        head, "tutup", {**FLOOD, "tutup-first": "2026-11-30"}
    )
    head.post(f"{PLACE}/simpan", data={"draft": draft_in(theirs), "simpan-note": "Listrik padam"})
    late = head.post(f"{PLACE}/simpan", data={"draft": mine, "simpan-note": "Banjir besar"})
    assert late.status_code == 409
    assert "baru saja diubah oleh orang lain" in said(late)
    assert "Tutup Kamis, 26 November 2026: Banjir" in said(late)
    assert "Banjir besar" in late.get_data(as_text=True)
    assert len(revisions(desk)) == 1


@pytest.mark.parametrize("draft", ["rusak", "eyJhIjoxfQ.x", "💥" * 10])
def test_an_altered_draft_is_refused(desk, head, draft):
    page = edit(head, "tutup", FLOOD, draft)
    assert page.status_code == 400
    assert "tidak terbaca lagi" in said(page)


def test_ramadan_is_confirmed_a_day_opened_and_a_year_prepared(desk, head):
    page = edit(head, "khusus.2027-02-08", prefixed("khusus.2027-02-08", {
        **WEEK, "name": "Ramadan 1448 Hijriah", "first": "2027-02-08", "last": "2027-03-09",
        "decree": "SE Gubernur 3/2027", "confirmed": "1", "old": "2027-02-08",
    }))
    assert "Jam khusus diubah: Ramadan 1448 Hijriah" in said(page)
    assert "dipastikan, SE Gubernur 3/2027" in said(page)
    page = edit(head, "buka", {"buka-day": "2026-12-24"}, draft_in(page))
    assert "Tidak lagi tutup Kamis, 24 Desember 2026 (semula Cuti bersama Natal)" in said(page)
    page = edit(head, "tahun", {"tahun-year": "2028"}, draft_in(page))
    assert re.search(r"Tahun 2028 ditambahkan dengan \d\d hari tutup", said(page))
    refused = edit(head, "pastikan.2028", {"pastikan.2028-year": "2028"}, draft_in(page))
    assert refused.status_code == 400
    assert "Tulis dasarnya" in said(refused)
    assert re.search(r'<details class="hd-drawer" id="pastikan-2028" open>', refused.text)
    page = edit(head, "pastikan", {
        "pastikan-year": "2028", "pastikan-decree": "SKB 1/2027",
    }, draft_in(page))
    assert "Tahun 2028 dipastikan: SKB 1/2027" in said(page)
    page = edit(head, "hapus", {"hapus-first": "2027-02-08"}, draft_in(page))
    assert "Jam khusus dihapus: Ramadan 1448 Hijriah" in said(page)


def test_a_preset_is_marked_and_never_moves_the_zone(desk, head):
    text = said(head.get(f"{PLACE}/ubah"))
    assert "Kalimantan Tengah Disusun untuk WIB; ikuti keputusan kepala instansi" in text
    assert "Disusun untuk WITA; zona di sini tetap WIB; ikuti keputusan kepala instansi" in text
    page = edit(head, "preset", {"preset-code": "kaltim"})
    assert "Dasar jam kerja: Preset Kalimantan Timur: Perpres 21/2023" in said(page)
    assert "ikuti keputusan kepala instansi" in said(page)
    head.post(f"{PLACE}/simpan", data={"draft": draft_in(page), "simpan-note": "Preset"})
    head.get(PLACE)
    assert book_of(desk).calendar.zone == "Asia/Pontianak"


def test_an_administrator_sees_how_many_move_and_no_matter(desk):
    ticket = new_ticket(desk, text="Perusahaan kami tidak bisa mengunggah dokumen.")
    client = signed_in(desk, new_officer(desk, "Ade Admin", roles=(Role.ADMINISTRATOR,), unit=None))
    page = edit(client, "tutup", FLOOD)
    assert "1 tiket terbuka bergeser" in said(page)
    text = page.get_data(as_text=True)
    assert address(ticket) not in text
    assert ticket.subject not in text


def test_what_is_unsettled_is_said_on_the_calendar_and_the_heads_page(desk, clock):
    kartika = new_officer(desk, "Kartika Kepala", roles=(Role.BUREAU_HEAD,))
    clock.set(at("Sabtu 9 Januari 2027 09.00"))
    head = signed_in(desk, kartika)
    for place in (PLACE, "/petugas/posisi"):
        assert (
            "Jam kerja mulai Senin, 8 Februari 2027 belum dipastikan menurut surat edaran."
            in said(head.get(place))
        )
    clock.set(at("Senin 1 November 2027 09.00"))
    head = signed_in(desk, kartika)
    for place in (PLACE, "/petugas/posisi"):
        assert "Kalender tahun 2028 belum ada" in said(head.get(place))
    clock.set(at("Minggu 31 Oktober 2027 09.00"))
    head = signed_in(desk, kartika)
    for place in (PLACE, "/petugas/posisi"):
        assert "Kalender tahun 2028" not in said(head.get(place))


def test_of_two_forms_alike_the_refused_one_alone_shows_what_was_typed(desk, head):
    p = "khusus.2027-02-08"
    page = edit(head, p, prefixed(p, {
        **WEEK, "old": "2027-02-08", "name": "Ramadan 1448 H", "first": "2027-02-09",
        "last": "2027-02-08", "decree": "SE 3/2027",
    }))
    assert page.status_code == 400
    assert re.findall(r'<details class="hd-drawer" id="([^"]+)" open>', page.text) == [
        "khusus-2027-02-08"
    ]
    assert page.text.count('value="Ramadan 1448 H"') == 1
    ids = re.findall(r' id="([^"]+)"', page.text)
    assert len(ids) == len(set(ids))


def test_a_confirmed_year_takes_a_revised_decree(desk, head):
    page = edit(head, "pastikan", {
        "pastikan-year": "2027", "pastikan-decree": "SKB perubahan 9/2026",
    })
    assert "Dasar kalender 2027: SKB perubahan 9/2026" in said(page)
    refused = edit(head, "pastikan", {"pastikan-year": "2031", "pastikan-decree": "SKB"})
    assert "Kalender tahun 2031 belum ada" in said(refused)
