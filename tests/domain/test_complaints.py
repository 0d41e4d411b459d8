"""Rules of complaints: about whom, how late, what is missing."""

from datetime import date

import pytest

from helpdesk.domain.complaints import is_late, mentions_officer, missing


@pytest.mark.parametrize("text", [
    "Petugas loket meminta uang", "oknum pegawai", "Kasubag itu kasar", "STAF helpdesk marah-marah",
    "admin LPSE tidak sopan", "Kepala Bagian menolak", "verifikator mempersulit",
])
def test_someone_of_the_bureau_is_meant(text):
    assert mentions_officer(text)


@pytest.mark.parametrize("text", [
    "Aplikasi SPSE lambat sekali", "Pengumuman lelang terlambat", "Pokja menggugurkan kami",
    "stafilokokus", "",
])
def test_nobody_of_the_bureau_is_meant(text):
    assert not mentions_officer(text)


@pytest.mark.parametrize(("service", "late"), [
    (date(2026, 10, 24), False), (date(2026, 10, 23), True), (None, False),
    (date(2026, 12, 1), False),
])
def test_thirty_days_after_the_service_is_in_time(service, late):
    assert is_late(service, date(2026, 11, 23), 30) is late


def test_loss_may_be_left_out():
    whole = {"name": "a", "address": "b", "request": "c", "declared": True}
    assert missing(whole) == ()
    assert missing({**whole, "loss": None, "address": "", "declared": None}) == (
        "address", "declared",
    )
