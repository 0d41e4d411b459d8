"""What was changed in a text is found word by word, and both texts can be read out of it."""

import pytest

from helpdesk.domain.word_diff import GONE, MOST_WORDS, NEW, SAME, Piece, word_diff


def old_of(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.kind != NEW)


def new_of(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.kind != GONE)


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("", "", []),
        ("sama", "sama", [SAME]),
        ("", "baru", [NEW]),
        ("lama", "", [GONE]),
        ("Buka menu lama di SPSE.", "Buka menu baru di SPSE.", [SAME, GONE, NEW, SAME]),
        ("satu\ndua\ntiga", "satu\ntiga", [SAME, GONE, SAME]),
        ("satu\n", "satu\ndua\n", [SAME, NEW]),
    ],
)
def test_both_texts_stand_in_the_difference(old: str, new: str, kinds: list[str]) -> None:
    pieces = word_diff(old, new)
    assert [piece.kind for piece in pieces] == kinds
    assert (old_of(pieces), new_of(pieces)) == (old, new)


def test_a_word_is_replaced_and_its_neighbours_stay() -> None:
    pieces = word_diff("Buka menu lama di SPSE.", "Buka menu baru di SPSE.")
    assert pieces[1:3] == [Piece(GONE, "lama"), Piece(NEW, "baru")]


def test_a_very_long_line_is_shown_as_replaced_whole() -> None:
    old, new = "a " * MOST_WORDS, "b " * MOST_WORDS
    assert word_diff(old, new) == [Piece(GONE, old), Piece(NEW, new)]
