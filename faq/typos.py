"""Repair of misspelt words against the guide's vocabulary."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

SHORTEST, LONGEST = 4, 24  # letters
RATIO = 82.0
FEW_VOWELS = 0.3
REMEMBERED = 20_000
_VOWELS = str.maketrans("", "", "aeiou")


def skeleton(word: str) -> str:
    """The consonants: what is left of a word in a hurried message."""
    return word.translate(_VOWELS)


class Repairer:
    """Finds the word meant: vowels left out, two letters swapped, or nearly the same letters."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self.vocabulary = sorted({word for word in vocabulary if len(word) >= SHORTEST})
        self._skeletons: dict[str, list[str]] = {}
        self._anagrams: dict[tuple[str, ...], list[str]] = {}
        for word in self.vocabulary:
            self._skeletons.setdefault(skeleton(word), []).append(word)
            self._anagrams.setdefault((word[0], *sorted(word)), []).append(word)
        self._found: dict[str, str] = {}

    def repair(self, word: str) -> str:
        """The nearest word of the vocabulary, or the word itself when none is near."""
        if not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
            return word
        known = self._found.get(word)
        if known is not None:
            return known
        if len(self._found) >= REMEMBERED:  # a flood of odd words must not fill the memory
            self._found.clear()
        self._found[word] = meant = self._search(word)
        return meant

    def _search(self, word: str) -> str:
        bare = skeleton(word)
        if len(word) - len(bare) <= FEW_VOWELS * len(word) and bare in self._skeletons:
            return self._nearest(word, self._skeletons[bare], 0.0)
        swapped = self._anagrams.get((word[0], *sorted(word)))
        return self._nearest(word, swapped or self.vocabulary, 0.0 if swapped else RATIO)

    @staticmethod
    def _nearest(word: str, among: list[str], cutoff: float) -> str:
        found = process.extract(word, among, scorer=fuzz.ratio, score_cutoff=cutoff, limit=3)
        for candidate, _, _ in found:
            tail = word[len(candidate) :] if word.startswith(candidate) else ""
            # a longer word that begins with a known one is another word, unless a letter stuck
            if candidate[0] == word[0] and (not tail or set(tail) == {candidate[-1]}):
                return candidate
        return word
