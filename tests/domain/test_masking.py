"""Contacts taken out of a text, and what only looks like one left in."""

import pytest

from helpdesk.domain.masking import mask_contacts

MASKED = [
    ("Telepon 0812-3456-7890 ya", "Telepon [telepon disamarkan] ya"),
    ("WA +62 812 3456 7890.", "WA [telepon disamarkan]."),
    ("wa 6281234567890", "wa [telepon disamarkan]"),
    ("kantor (0536) 3221234", "kantor [telepon disamarkan]"),
    ("tulis ke budi.s+x@pt-maju.co.id, terima kasih",
     "tulis ke [surel disamarkan], terima kasih"),
    ("NIK 6271011234567890", "NIK [nomor identitas disamarkan]"),
    ("NPWP 12.345.678.9-012.000", "NPWP [nomor identitas disamarkan]"),
    ("saya BUDI  santoso dari PT Maju", "saya [nama pemohon] dari PT Maju"),
]
KEPT = [
    "Kode tender 10048123000, paket 8812345",
    "galat 500 pada 23/11/2026 09.00, versi SPSE 4.5u20221215",
    "Budiman tidak sama dengan Budi saja",
    "RUP 52345678 senilai Rp1.234.567.890,00",
]


@pytest.mark.parametrize(("written", "masked"), MASKED)
def test_what_reaches_or_names_the_requester_is_masked(written: str, masked: str) -> None:
    assert mask_contacts(written, "Budi Santoso") == masked


@pytest.mark.parametrize("written", KEPT)
def test_codes_dates_amounts_and_other_names_stay(written: str) -> None:
    assert mask_contacts(written, "Budi Santoso") == written


def test_a_name_too_short_to_be_told_from_words_is_left() -> None:
    assert mask_contacts("di sini", "di") == "di sini"
