"""The number a provider gave, read from what a requester typed."""

import pytest

from helpdesk.domain.external_number import external_number, number_in
from helpdesk.errors import InvalidInput


@pytest.mark.parametrize(("typed", "kept"), [
    ("123456", "123456"), (" LPSE-2217043 ", "LPSE-2217043"), ("#98765", "98765"),
    ("INC 2026 0042", "INC 2026 0042"), ("2026/11/77.", "2026/11/77"),
])
def test_a_number_is_kept_without_what_stands_around_it(typed, kept):
    assert external_number(typed) == kept


@pytest.mark.parametrize("typed", [
    "", "12", "belum dapat", "budi@contoh.example", "0812-3456-7890", "6271011234567890",
    "nomor saya 123 tetapi lupa sisanya ya", "1" * 61, "<b>123</b>", "12\x0034567é",
])
def test_words_contacts_and_identity_numbers_are_refused_with_an_example(typed):
    with pytest.raises(InvalidInput, match="misalnya 123456"):
        external_number(typed)


@pytest.mark.parametrize(("text", "found"), [
    ("LS-2217043", "LS-2217043"), ("nomornya LS-2217043", "LS-2217043"),
    ("Nomor tiket dari LKPP: 884213", "884213"), ("ini no tiketnya ya 884213.", "884213"),
    ("sudah 2 kali", None), ("ini 123", None), ("belum dapat nomor", None),
    ("884213 dan 884214", None),
    ("884213 tapi masih gagal", None), ("0812-3456-7890", None), ("", None),
])
def test_a_chat_message_counts_only_when_it_says_nothing_else(text, found):
    assert number_in(text) == found
