"""The part of a text where the words of a search stand, with those words marked."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

_WORDS = re.compile(r"([^\W_]+)")
BEFORE = 40  # characters shown ahead of the first word found
LONGEST = 160


class Piece(NamedTuple):
    """A stretch of text, and whether it is what was looked for."""

    text: str
    hit: bool = False


def excerpt(texts: Sequence[str], parts: Sequence[str], fits: Callable[[str], bool]
            ) -> tuple[Piece, ...]:
    """Of several texts the one with most of `parts` (small letters), cut around the first of them.

    `fits` says of a single word whether it is marked. The first text is shown where none has any.
    """
    flat = [" ".join(text.split()) for text in texts if text.strip()]
    if not flat:
        return ()
    best = max(flat, key=lambda text: sum(part in text.casefold() for part in parts))
    return marked(_cut(best, parts), fits)


def _cut(text: str, parts: Sequence[str]) -> str:
    low = text.casefold()
    first = min((at for part in parts if (at := low.find(part)) >= 0), default=0)
    start = max(first - BEFORE, 0)
    if start:
        # Begin with a whole word; a text without blanks is cut where it stands.
        start = text.find(" ", start, first) + 1 or start
    end = start + LONGEST
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")


def marked(text: str, fits: Callable[[str], bool]) -> tuple[Piece, ...]:
    """The whole text in pieces; neighbours of one kind are one piece."""
    parts = _WORDS.split(text)  # what lies between, a word, what lies between, …
    hits = [n for n in range(1, len(parts), 2) if fits(parts[n])]
    pieces: list[Piece] = []
    at = 0
    for n in hits:
        between = "".join(parts[at:n])
        pieces += [Piece(between), Piece(parts[n], hit=True)] if between else [
            Piece(parts[n], hit=True)
        ]
        at = n + 1
    rest = "".join(parts[at:])
    return (*pieces, Piece(rest)) if rest else tuple(pieces)
