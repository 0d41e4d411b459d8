"""Edits of a draft: what they make, and what they refuse with field and reason."""

from dataclasses import replace
from datetime import date

import pytest

from helpdesk.catalogue.loader import load_catalogue
from helpdesk.catalogue.policy_calendar import calendar_policy
from helpdesk.domain.calendar import Window
from helpdesk.domain.calendar_edit import (
    add_year,
    checked,
    close_dates,
    confirm_year,
    drop_special,
    open_date,
    set_special,
    set_weekly,
    take_preset,
)
from helpdesk.domain.catalogue import CalendarYear, SpecialHours
from helpdesk.errors import InvalidInput
from helpdesk.wording.calendar import changes_text

ZONE = "Asia/Pontianak"
CATALOGUE = load_catalogue()
POLICY = calendar_policy(CATALOGUE)
WEEK = {day: POLICY.weekly[day] for day in POLICY.weekly}
RAMADAN = POLICY.years[2027].special[0]
THURSDAY = date(2026, 11, 26)


def closing(policy=POLICY, first=THURSDAY, last=THURSDAY, **words):
    filled = {"name": "Banjir", "type_": "local", "decree": "Surat Sekda 1/2026", **words}
    return close_dates(policy, first, last, **filled)


def test_closing_dates_and_opening_one_again():
    # Thursday 26 to Saturday 28 November
    closed = closing(last=date(2026, 11, 28))
    calendar = closed.calendar(ZONE)
    assert not any(calendar.is_working_day(date(2026, 11, day)) for day in (26, 27, 28))
    reopened = open_date(closed, date(2026, 11, 27))
    assert changes_text(POLICY, reopened, ZONE) == [
        "Tutup Kamis, 26 November 2026: Banjir (penutupan setempat, Surat Sekda 1/2026)",
        "Tutup Sabtu, 28 November 2026: Banjir (penutupan setempat, Surat Sekda 1/2026)",
    ]
    assert changes_text(reopened, POLICY, ZONE)[0] == (
        "Tidak lagi tutup Kamis, 26 November 2026 (semula Banjir)"
    )


@pytest.mark.parametrize(("edit", "field", "reason"), [
    (lambda p: closing(p, last=date(2026, 11, 25)), "last", "tidak boleh sebelum"),
    (lambda p: closing(p, last=date(2027, 3, 1)), "last", "paling panjang 60 hari"),
    (lambda p: closing(p, date(2026, 12, 24), date(2026, 12, 24)), "first",
     "24/12/2026 sudah tutup: Cuti bersama Natal"),
    (lambda p: closing(p, date(2031, 1, 2), date(2031, 1, 2)), "first", "2031 belum ada"),
    (lambda p: open_date(p, THURSDAY), "day", "tidak ada dalam daftar"),
    (lambda p: confirm_year(p, 2030, "SKB"), "year", "2030 belum ada"),
    (lambda p: add_year(p, p.years[2027]), "year", "sudah ada"),
    (lambda p: drop_special(p, THURSDAY), "first", "tidak ada lagi"),
    (lambda p: set_special(p, replace(RAMADAN, last=date(2027, 8, 1))), "last", "92 hari"),
    (lambda p: set_special(p, RAMADAN, date(2027, 5, 5)), "first", "tidak ada lagi"),
])
def test_what_is_refused_names_the_field_and_the_reason(edit, field, reason):
    with pytest.raises(InvalidInput, match=reason) as refused:
        edit(POLICY)
    assert list(refused.value.fields) == [field]


def test_a_year_without_a_working_day_is_refused():
    empty = CalendarYear(2028, False, "SKB", "dicoba", (), (
        SpecialHours(date(2028, 1, 1), date(2028, 12, 31), {}, "Tutup"),
    ))
    with pytest.raises(InvalidInput, match="Tahun 2028 tidak memuat satu pun hari kerja"):
        checked(POLICY, lambda policy: add_year(policy, empty), ZONE)


def test_hours_are_told_by_weekday_and_with_their_decree():
    friday = {**WEEK, 4: (Window(WEEK[4][0].start, WEEK[4][0].end),)}
    assert changes_text(POLICY, set_weekly(POLICY, friday, "Keputusan Sekda 7/2026"), ZONE) == [
        "Jam Jumat: semula 07.30–11.30 dan 13.00–16.30, menjadi 07.30–11.30",
        "Dasar jam kerja: Keputusan Sekda 7/2026",
    ]


def test_ramadan_is_confirmed_moved_and_dropped():
    sure = replace(RAMADAN, confirmed=True, basis="SE Gubernur 3/2027")
    confirmed = set_special(POLICY, sure)
    assert confirmed.years[2027].hours_confirmed
    told = changes_text(POLICY, confirmed, ZONE)
    assert len(told) == 1
    assert told[0].startswith(
        "Jam khusus diubah: Ramadan 1448 Hijriah, 8 Februari 2027 sampai 9 Maret 2027 "
        "(dipastikan, SE Gubernur 3/2027): Senin 08.00–12.00 dan 12.30–15.00"
    )
    later = set_special(confirmed, replace(sure, first=date(2027, 2, 9)), RAMADAN.first)
    assert [hours.first for hours in later.years[2027].special] == [date(2027, 2, 9)]
    assert drop_special(later, date(2027, 2, 9)).years[2027].special == ()


def test_a_preset_leaves_confirmed_and_past_ranges_alone():
    short = {0: (WEEK[0][0],)}
    taken = take_preset(POLICY, WEEK, short, "Perpres 21/2023", THURSDAY)
    assert taken.years[2026].special == POLICY.years[2026].special, "Ramadan 1447 is over"
    assert taken.years[2027].special[0].weekly == short
    sure = set_special(POLICY, replace(RAMADAN, confirmed=True))
    assert take_preset(sure, WEEK, short, "x", THURSDAY).years[2027] == sure.years[2027]


def test_a_new_year_is_unconfirmed_until_its_decree():
    year = replace(POLICY.years[2027], year=2028, confirmed=False, special=(), closed=tuple(
        replace(day, date=day.date.replace(year=2028)) for day in POLICY.years[2027].closed
    ))
    added = add_year(POLICY, year)
    sure = confirm_year(added, 2028, "SKB 2027")
    assert changes_text(POLICY, added, ZONE) == ["Tahun 2028 ditambahkan dengan 26 hari tutup"]
    assert changes_text(added, sure, ZONE) == ["Tahun 2028 dipastikan: SKB 2027"]
    assert changes_text(POLICY, POLICY, ZONE) == []
