"""Questions that ask the same in other words: each placed with the group it is most like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from faq.normalise import Normaliser

# Of 100: half how many words are shared, half how like the lines are. At 62 two thirds of the
# neighbours that the guide's own phrasings have stand together, four fifths of them rightly.
ENOUGH = 62.0
RAREST = 3  # words of a question by which groups are looked up
MOST = 300  # groups looked at for one word, so that no question takes long
# Roots that stand in every second question and tell nothing of what is asked.
_EMPTY = frozenset(
    """
    apa apakah bagaimana cara kenapa mengapa kapan berapa mana siapa saya kami aku anda ini itu yang
    dan atau di ke dari untuk pada dengan mau ingin mohon tolong bisa dapat ada ya sih kok lagi juga
    sudah belum masih tapi karena kalau jika saat waktu oleh akan tidak perlu harus tanya bantu
    """.split()  # noqa: SIM905
)


def telling_words(normaliser: Normaliser, text: str) -> tuple[str, ...]:
    """The roots of `text` that tell what is asked, each once and sorted; all words if none does."""
    stems = set(normaliser.read(text).stems)
    return tuple(sorted(stems - _EMPTY or stems or set(normaliser.split(text))))


class Alike:
    """Groups by their words; a question joins the most alike one, the older of two equals."""

    def __init__(self, groups: Mapping[int, Sequence[str]]) -> None:
        self._words: dict[int, frozenset[str]] = {}
        self._lines: dict[int, str] = {}
        self._holding: dict[str, list[int]] = {}
        for group, words in groups.items():
            self.add(group, words)

    def add(self, group: int, words: Sequence[str]) -> None:
        """A new group; `words` as `telling_words` gives them."""
        self._words[group] = frozenset(words)
        self._lines[group] = " ".join(words)
        for word in words:
            self._holding.setdefault(word, []).append(group)

    def nearest(self, words: Sequence[str]) -> int | None:
        """The group that asks the same, if there is one."""
        own, line = frozenset(words), " ".join(words)
        scores = (
            (self._score(group, own, line), -group) for group in self._candidates(words)
        )
        best, group = max(scores, default=(0.0, 0))
        return -group if best >= ENOUGH else None

    def _score(self, group: int, words: frozenset[str], line: str) -> float:
        theirs = self._words[group]
        shared = 200 * len(words & theirs) / (len(words) + len(theirs))
        return (shared + fuzz.ratio(line, self._lines[group])) / 2

    def _candidates(self, words: Sequence[str]) -> set[int]:
        """Groups that share one of the rarest words."""
        known = [word for word in words if word in self._holding]
        rarest = sorted(known, key=lambda word: (len(self._holding[word]), word))[:RAREST]
        return {group for word in rarest for group in self._holding[word][-MOST:]}
