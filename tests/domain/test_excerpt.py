"""Where a search was found: cut around the first hit, words marked whole."""

import pytest

from helpdesk.domain.excerpt import BEFORE, LONGEST, Piece, excerpt, marked


def fits(word: str) -> bool:
    return word.casefold().startswith("unggah")


def text_of(pieces: tuple[Piece, ...]) -> str:
    return "".join(f"[{p.text}]" if p.hit else p.text for p in pieces)


@pytest.mark.parametrize(("texts", "shown"), [
    (["Unggah gagal."], "[Unggah] gagal."),
    (["Unggahan gagal,\n\n  unggah lagi"], "[Unggahan] gagal, [unggah] lagi"),
    (["Tidak ada apa-apa"], "Tidak ada apa-apa"),
    (["baru saja", "sudah unggah"], "sudah [unggah]"),
    (["  ", ""], ""),
    ([], ""),
    (["<b>unggah</b>"], "<b>[unggah]</b>"),
])
def test_the_text_with_the_words_is_shown_with_them_marked(texts: list[str], shown: str) -> None:
    assert text_of(excerpt(texts, ["unggah"], fits)) == shown


def test_a_long_text_is_cut_around_the_first_word_found() -> None:
    text = "kata " * 100 + "unggah " + "lagi " * 100
    shown = text_of(excerpt([text], ["unggah"], fits))
    assert shown.startswith("… kata ")
    assert shown.endswith(" …")
    assert "[unggah]" in shown[:BEFORE + 10]
    assert len(shown) <= LONGEST + 10


def test_a_text_without_blanks_is_cut_all_the_same() -> None:
    shown = text_of(excerpt(["x" * 500 + "unggah"], ["unggah"], fits))
    assert len(shown) <= BEFORE + 12


def test_pieces_put_together_are_the_text() -> None:
    text = "Unggah, diunggah; UNGGAHAN."
    assert "".join(piece.text for piece in marked(text, fits)) == text
