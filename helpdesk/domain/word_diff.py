"""Two texts compared word by word, so that an officer sees what a colleague changed."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

SAME, GONE, NEW = "same", "gone", "new"
MOST_WORDS = 4_000  # of a changed stretch; a longer one is shown as replaced whole
_WORD = re.compile(r"\s+|[^\s]+")


class Piece(NamedTuple):
    """A stretch of text: in both, only in the old, or only in the new."""

    kind: str
    text: str


def word_diff(old: str, new: str) -> list[Piece]:
    """The new text with what is gone left in its place."""
    pieces: list[Piece] = []
    for kind, gone, added in _steps(old.splitlines(keepends=True), new.splitlines(keepends=True)):
        if kind == SAME:
            pieces.append(Piece(SAME, gone))
        else:
            pieces.extend(_by_word(gone, added))
    return _joined(pieces)


def _by_word(old: str, new: str) -> Iterator[Piece]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    if len(before) + len(after) > MOST_WORDS:
        yield from (Piece(GONE, old), Piece(NEW, new))
        return
    for kind, gone, added in _steps(before, after):
        if kind == SAME:
            yield Piece(SAME, gone)
        else:
            yield from (Piece(GONE, gone), Piece(NEW, added))


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        yield (SAME if tag == "equal" else tag), "".join(old[a:b]), "".join(new[c:d])


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbours of one kind as one piece; nothing empty."""
    found: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if found and found[-1].kind == piece.kind:
            found[-1] = Piece(piece.kind, found[-1].text + piece.text)
        else:
            found.append(piece)
    return found
