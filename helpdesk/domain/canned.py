"""Replies kept for use again: which of them an officer means by a few typed letters."""

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import NamedTuple

MOST_SHOWN = 8
ALIKE = 0.75  # of two words: "verfikasi" still means "verifikasi"


class Kept(NamedTuple):
    """A reply that can be chosen."""

    id: int
    title: str
    body: str


def ranked(asked: str, kept: Iterable[Kept], most: int = MOST_SHOWN) -> list[Kept]:
    """Those in which every asked word is found, a word of the title before one of the body."""
    words = asked.casefold().split()
    scored = [(sum(_score(word, each) for word in words), each)
              for each in kept if all(_score(word, each) for word in words)]
    scored.sort(key=lambda pair: (-pair[0], pair[1].title.casefold(), pair[1].id))
    return [each for _, each in scored[:most]]


def _score(word: str, kept: Kept) -> int:
    title = kept.title.casefold()
    if any(each.startswith(word) for each in title.split()):
        return 4
    if word in title:
        return 3
    if any(SequenceMatcher(None, word, each).ratio() >= ALIKE for each in title.split()):
        return 2
    return 1 if word in kept.body.casefold() else 0
