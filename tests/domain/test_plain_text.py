"""Texts from outside made safe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.domain.plain_text import clean, clean_line
from helpdesk.errors import InvalidInput


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("  gagal\x00 unggah\x07 ", "gagal unggah"),
        ("satu\r\ndua\rtiga", "satu\ndua\ntiga"),
        ("kolom\tnilai", "kolom\tnilai"),
        ("a\ud83d b", "a\ufffd b"),
        ("\ud83d\ude00", "\U0001f600"),
        ("e\u0301", "\u00e9"),
    ],
)
def test_what_cannot_be_kept_is_dropped_or_replaced(raw: str, kept: str) -> None:
    assert clean(raw) == kept


@pytest.mark.parametrize("raw", ["", "   \n", "\x00", "\u200b\u200d", "\u202e "])
def test_a_text_that_shows_nothing_is_refused(raw: str) -> None:
    with pytest.raises(InvalidInput, match=r"Isi pesan belum diisi\.") as refusal:
        clean(raw)
    assert list(refusal.value.fields) == ["isi pesan"]


def test_an_over_long_text_is_refused_with_the_limit() -> None:
    assert clean("x" * 20_000)
    with pytest.raises(InvalidInput, match=r"paling banyak 20\.000 karakter"):
        clean("x" * 20_001)


@pytest.mark.parametrize("raw", [None, 5, b"teks", ["teks"]])
def test_what_is_no_text_is_refused(raw: object) -> None:
    with pytest.raises(InvalidInput, match="harus berupa teks"):
        clean(raw)
    with pytest.raises(InvalidInput, match="harus berupa teks"):
        clean_line(raw)


def test_a_line_has_no_breaks() -> None:
    assert clean_line(" CV \n Maju\tBersama ") == "CV Maju Bersama"


@given(st.text(st.characters(codec=None), max_size=200))
def test_cleaning_twice_changes_nothing_more_and_can_be_stored(raw: str) -> None:
    try:
        once = clean(raw)
    except InvalidInput:
        return
    assert clean(once) == once
    assert "\x00" not in once
    once.encode("utf-8")
