"""The explanation beside a date: which days counted, which did not and why."""

from datetime import date
from typing import Any

import pytest

from helpdesk.wording.clocks import why_text
from tests.domain.history import History, days, minutes
from tests.shown import shown
from tests.wording.telling import CATALOGUE, why, with_version

MONDAY = "Senin 23 November 2026 09.00"


def rows(view: dict[str, Any]) -> dict[str, str]:
    return {row.date_text: row.why or "dihitung" for row in view["days"]}


def test_every_day_is_listed_with_its_name_or_reason() -> None:
    history = History(received="Jumat 13 Maret 2026 21.10")
    view = why(history, "response", "Senin 16 Maret 2026 09.00")
    assert rows(view) == {
        "Senin, 16 Maret 2026": "hari diterima",
        "Selasa, 17 Maret 2026": "dihitung",
        "Rabu, 18 Maret 2026": "Cuti bersama Hari Suci Nyepi",
        "Kamis, 19 Maret 2026": "Hari Suci Nyepi (Tahun Baru Saka 1948)",
        "Jumat, 20 Maret 2026": "Cuti bersama Idulfitri",
        "Sabtu, 21 Maret 2026": "Idulfitri 1447 Hijriah",
        "Minggu, 22 Maret 2026": "Idulfitri 1447 Hijriah, hari kedua",
        "Senin, 23 Maret 2026": "Cuti bersama Idulfitri",
        "Selasa, 24 Maret 2026": "Cuti bersama Idulfitri",
        "Rabu, 25 Maret 2026": "dihitung",
        "Kamis, 26 Maret 2026": "dihitung",
    }
    assert view["due_text"] == "Kamis, 26 Maret 2026 16.00 WIB"
    assert view["notes"] == [
        ("Jumat, 13 Maret 2026 21.10 WIB di luar hari atau jam kantor, jadi dihitung sebagai "
        "Senin, 16 Maret 2026.")
    ]


def test_officers_read_the_decree_and_requesters_do_not() -> None:
    history, now = History(received="Selasa 17 Maret 2026 09.00"), "Selasa 17 Maret 2026 10.00"
    told = {row.date_text: row.decree for row in why(history, "response", now)["days"]}
    assert told["Rabu, 18 Maret 2026"].startswith("Keputusan Bersama Menteri Agama")
    assert told["Rabu, 25 Maret 2026"] == ""
    assert not any(row.decree for row in why(history, "response", now, officers=False)["days"])


def test_a_chat_reads_the_same_as_text() -> None:
    history = History(received="Kamis 26 November 2026 09.00")
    view = why(history, "response", "Kamis 26 November 2026 09.30", officers=False)
    assert shown(why_text(view)) == (
        "Tanggapan: *Selasa, 1 Desember 2026 16.00 WIB* (3 hari kerja lagi)\n"
        "Batas 3 hari kerja sejak diterima Kamis, 26 November 2026 09.00 WIB; dasar: kebijakan "
        "biro.\n"
        ">> Dihitung: Jumat 27, Senin 30 November, Selasa 1 Desember.\n"
        ">> Tidak dihitung:\n"
        ">> • Kamis 26 November: hari diterima\n"
        ">> • Sabtu 28, Minggu 29 November: akhir pekan"
    )


def test_pauses_say_why_from_when_to_when_and_what_they_gave() -> None:
    history = History(received=MONDAY)
    history.then("waiting_started", "Senin 23 November 2026 10.00", reason="file")
    history.wrote("Rabu 25 November 2026 09.00")
    history.then("waiting_started", "Kamis 26 November 2026 09.00", reason="question")
    history.wrote("Kamis 26 November 2026 09.30")
    history.then("accepted", "Jumat 27 November 2026 09.00", provider="lkpp")
    view = why(history, "resolution", "Selasa 1 Desember 2026 10.00")
    assert [pause["text"] for pause in view["pauses"]] == [
        ("Jeda, berkas dikembalikan, menunggu pemohon melengkapinya: Senin, 23 November 2026 "
        "10.00 WIB sampai Rabu, 25 November 2026 09.00 WIB; 1 hari kerja tidak dihitung."),
        ("Jeda, menunggu jawaban pemohon: Kamis, 26 November 2026 09.00 WIB sampai Kamis, 26 "
        "November 2026 09.30 WIB; tidak mencakup jam tutup kantor, jadi tidak mengubah tanggal."),
        ("Jeda, menunggu jawaban LKPP: sejak Jumat, 27 November 2026 09.00 WIB, masih "
        "berlangsung; sampai sekarang 2 hari kerja tidak dihitung."),
    ]
    assert view["due_text"] == "dihitung lagi setelah LKPP menjawab"
    assert rows(view)["Selasa, 24 November 2026"] == (
        "dijeda, berkas dikembalikan, menunggu pemohon melengkapinya"
    )
    assert "Hitungan berhenti: menunggu jawaban LKPP. Tersisa 3 hari kerja; " in (
        view["notes"][-1]
    )


def test_asking_for_something_else_ends_one_reason_and_begins_another() -> None:
    history = History(received=MONDAY)
    history.then("waiting_started", "Senin 23 November 2026 10.00", reason="file")
    history.then("waiting_started", "Selasa 24 November 2026 10.00", reason="visit")
    history.then("file_received", "Rabu 25 November 2026 10.00", completeness="complete")
    view = why(history, "resolution", "Rabu 25 November 2026 11.00", officers=False)
    assert [(p["why"], p["effect"]) for p in view["pauses"]] == [
        ("Berkas dikembalikan, menunggu Anda melengkapinya",
         "tidak mencakup jam tutup kantor, jadi tidak mengubah tanggal"),
        ("Menunggu Anda datang ke loket", "1 hari kerja tidak dihitung"),
    ]


def test_minutes_name_the_office_time_they_used() -> None:
    promise = {"resolution": minutes(60), "needs_originals": False}
    history = History("request", received=MONDAY, promise=promise)
    history.then("replied", "Jumat 27 November 2026 11.15", completeness="complete")
    view = why(history, "resolution", "Jumat 27 November 2026 11.20")
    assert view["windows"] == [
        "Jumat, 27 November 2026 11.15–11.30 WIB", "Jumat, 27 November 2026 13.00–13.45 WIB",
    ]
    assert view["start_text"] == "sejak berkas lengkap Jumat, 27 November 2026 11.15 WIB"
    assert "Menit yang dihitung:\n• Jumat, 27 November 2026 11.15–11.30 WIB\n" in why_text(view)


def moved(before: str, after: str) -> History:
    history = History(received=MONDAY)
    return history.then(
        "deadlines_moved", "Rabu 25 November 2026 10.00", actor="clock", revision=1,
        moves=[["response", 1, before, after]],
    )


MOVED = moved("2026-11-26T09:00:00+00:00", "2026-11-27T09:30:00+00:00")
FLOOD = with_version(
    "Rabu 25 November 2026 10.00",
    closed={**CATALOGUE.calendar.closed, date(2026, 11, 26): "banjir"},
)


def test_a_date_moved_by_the_calendar_says_from_when_and_why() -> None:
    view = why(MOVED, "response", "Rabu 25 November 2026 11.00", officers=False, catalogue=FLOOD)
    assert view["due_text"] == "Jumat, 27 November 2026 16.30 WIB"
    assert view["notes"] == [
        ("Semula Kamis, 26 November 2026 16.00 WIB; digeser karena kantor tutup Kamis 26 November "
        "(banjir).")
    ]
    assert rows(view)["Kamis, 26 November 2026"] == "banjir"


def test_days_are_named_by_the_calendar_that_measured_the_clock() -> None:
    """What was answered before the edit keeps its day; a later calendar does not rename it."""
    history = History(received="Selasa 22 Desember 2026 09.00")
    history.then("replied", "Rabu 23 Desember 2026 09.00")
    renamed = with_version(
        "Senin 28 Desember 2026 08.00",
        closed={**CATALOGUE.calendar.closed, date(2026, 12, 24): "nama baru"},
    )
    view = why(history, "response", "Senin 28 Desember 2026 10.00", catalogue=renamed)
    assert rows(view)["Kamis, 24 Desember 2026"] == "Cuti bersama Natal"
    fresh = why(history, "resolution", "Senin 28 Desember 2026 10.00", catalogue=renamed)
    assert rows(fresh)["Kamis, 24 Desember 2026"] == "nama baru"


@pytest.mark.parametrize(("events", "kind", "now", "note"), [
    ([], "response", "Senin 30 November 2026 09.00",
     "Sudah lewat 2 hari kerja dan masih berjalan."),
    ([("replied", "Senin 30 November 2026 09.00", {})], "response",
     "Selasa 1 Desember 2026 09.00",
     "Terlambat 2 hari kerja: baru dipenuhi Senin, 30 November 2026 09.00 WIB."),
    ([("replied", "Kamis 26 November 2026 16.05", {})], "response",
     "Selasa 1 Desember 2026 09.00",
     "Terlambat kurang dari satu hari kerja: baru dipenuhi Kamis, 26 November 2026 16.05 WIB."),
    ([("replied", "Kamis 26 November 2026 16.00", {})], "response",
     "Selasa 1 Desember 2026 09.00",
     "Dipenuhi Kamis, 26 November 2026 16.00 WIB, tepat waktu."),
    ([("withdrawn", "Selasa 24 November 2026 09.00", {})], "resolution",
     "Selasa 24 November 2026 10.00",
     "Tidak berlaku lagi sejak Selasa, 24 November 2026 09.00 WIB: tiket ditarik kembali."),
    ([("triaged", "Selasa 24 November 2026 09.00", {"kind": "outage"})], "resolution",
     "Selasa 24 November 2026 10.00",
     ("Berlaku sejak jenis atau layanannya diubah Selasa, 24 November 2026 09.00 WIB, "
     "menggantikan batas Senin, 30 November 2026 16.00 WIB (5 hari kerja).")),
    ([("authority_changed", MONDAY, {"authority": "lkpp"}),
      ("authority_changed", "Selasa 24 November 2026 09.00", {"authority": "bureau"})],
     "forwarding", "Selasa 24 November 2026 10.00",
     "Diganti Selasa, 24 November 2026 09.00 WIB: kewenangannya diubah."),
])
def test_what_happened_to_a_date_is_said_in_one_sentence(
    events: list[tuple[str, str, dict[str, Any]]], kind: str, now: str, note: str
) -> None:
    history = History(received=MONDAY)
    for type_, when, data in events:
        history.then(type_, when, **data)
    assert why(history, kind, now)["notes"] == [note]


def test_a_change_that_would_be_late_at_once_says_that_it_got_a_day() -> None:
    history = History("complaint", received=MONDAY, promise={"resolution": days(14)})
    history.then("triaged", "Kamis 3 Desember 2026 09.00", kind="problem",
                 promise={"resolution": days(5)})
    view = why(history, "resolution", "Kamis 3 Desember 2026 10.00")
    assert view["due_text"] == "Jumat, 4 Desember 2026 16.30 WIB"
    assert view["notes"][-1] == (
        "Menurut hitungan itu batasnya sudah lewat saat diubah, jadi diberi satu hari kerja "
        "sesudah perubahan."
    )


def test_a_new_target_says_why_and_that_it_forgives_nothing() -> None:
    history = History(received=MONDAY)
    history.then("target_set", "Rabu 2 Desember 2026 09.00", number=1, reason="menunggu LKPP",
                 due_at="2026-12-04T09:30:00+00:00")
    view = why(history, "target", "Rabu 2 Desember 2026 10.00")
    assert view["due_text"] == "Jumat, 4 Desember 2026 16.30 WIB"
    assert view["notes"] == [
        ("Ditetapkan Rabu, 2 Desember 2026 09.00 WIB. Alasan: menunggu LKPP. Target baru tidak "
        "menghapus keterlambatan pada batas semula.")
    ]


def test_ramadan_hours_are_named_where_they_decide_the_hour() -> None:
    view = why(History(received="Senin 9 Maret 2026 09.00"), "response", "Senin 9 Maret 2026 10.00")
    assert view["due_text"] == "Kamis, 12 Maret 2026 15.00 WIB"
    assert view["notes"] == ["Jam kantor Ramadan 1447 Hijriah: tutup pukul 15.00."]


def test_the_whole_waiting_time_is_split_and_adds_up() -> None:
    history = History(received=MONDAY)
    history.then("waiting_started", "Selasa 24 November 2026 10.00", reason="question")
    history.wrote("Kamis 26 November 2026 09.00")
    history.then("accepted", "Jumat 27 November 2026 09.00", provider="telkom")
    share = why(history, "resolution", "Selasa 1 Desember 2026 10.00")["share"]
    assert [(p["who"], p["working"], p["calendar"]) for p in share["parts"]] == [
        ("Biro", 2, 2), ("Pemohon", 2, 2), ("Telkom", 2, 4),
    ]
    assert share["total_text"] == "6 hari kerja (8 hari kalender) sejak Senin, 23 November 2026"
    assert [(s["x"], s["width"]) for s in share["bar"]] == [(0, 333), (333, 333), (666, 334)]


def test_a_very_long_limit_still_fits_one_chat_message() -> None:
    history = History("complaint", received=MONDAY, promise={"resolution": days(60)})
    text = why_text(why(history, "resolution", "Senin 23 November 2026 10.00"))
    assert len(text.encode("utf-16-le")) // 2 < 4_096
    assert text.count("\n") < 20
