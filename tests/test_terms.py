"""Terms: one way of cutting words for what is kept and for what is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.terms import asked, folded, phone_terms, terms


@pytest.mark.parametrize(("text", "term"), [
    ("Mengunggah", "unggah"), ("diunggah", "mengunggah"), ("pendaftaran", "mendaftar"),
    ("PBJ-2026-000123", "123"), ("PBJ-2026-000123", "pbj 2026"), ("José", "jose"),
    ("surat_kuasa.pdf", "kuasa"), ("surat_kuasa.pdf", "pdf"), ("verifikasi", "verif"),
    ("budi@contoh.example", "budi@contoh.example"), ("ＡＢＣ", "abc"), ("INC0012", "inc0012"),
])
def test_a_text_is_found_by_what_is_asked(text: str, term: str) -> None:
    kept = terms(text)
    for word in asked(term, 8):
        assert word.stem in kept or any(
            each == word.word or (word.beginning and each.startswith(word.word)) for each in kept
        ), (word, kept)


@pytest.mark.parametrize(("text", "term"), [
    ("verifikasi", "fikasi"), ("masuk", "ma"), ("daftar", "dafter"),
])
def test_what_is_neither_the_word_nor_its_beginning_is_not(text: str, term: str) -> None:
    kept = terms(text)
    (word,) = asked(term, 8)
    assert word.stem not in kept
    assert not (word.beginning and any(each.startswith(word.word) for each in kept))


@pytest.mark.parametrize("typed", ["0812-3456-7890", "+62 812 3456 7890", "6281234567890"])
def test_a_telephone_number_is_found_however_it_is_written(typed: str) -> None:
    (word,) = asked(typed, 8)
    assert word.word in phone_terms("+6281234567890")


def test_words_that_only_tie_others_are_left_out_unless_alone() -> None:
    assert [w.word for w in asked("akun yang terkunci dan masuk", 8)] == [
        "akun", "terkunci", "masuk"]
    assert [w.word for w in asked("yang", 8)] == ["yang"]
    assert len(asked(" ".join(f"kata{n}" for n in range(50)), 8)) == 8


@given(st.text())
def test_no_term_needs_quoting(text: str) -> None:
    """Neither engine's query language is ever reached by what people type."""
    for term in terms(text) | {w.word for w in asked(text, 8)}:
        assert term.isalnum() or not set(term) & set("'\"\\:*()&|! \t\n")
        assert term


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
