"""How much one ticket speaks of the same matter as another, and by which words.

Counted, not learnt: every point can be shown to the officer as a word or a field in common.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helpdesk.domain.likeness import tells

FEWEST_WORDS = 3  # two are chance, unless the guide put both tickets under one topic
FEWEST_OF_TOPIC = 2
_SAME_SERVICE, _SAME_TOPIC = 1, 2
_COMMON_FROM = 10  # with fewer texts, how often a word stands in them says nothing
_COMMON = 0.25
# Words that tie sentences together in nearly every report; `tells` knows the others.
_TIES = frozenset({
    "telah", "padahal", "lalu", "baru", "lama", "mulai", "kemarin", "harus", "pakai", "guna",
    "sebelum", "sesudah", "kembali", "milik", "buat", "benar", "tetap", "lain", "kali", "ketika",
})


@dataclass(frozen=True)
class Text:
    """What is compared of a ticket; `words` are roots with the words they were said in."""

    id: int
    service: str | None
    topic: str | None
    words: Mapping[str, str]


@dataclass(frozen=True)
class Resemblance:
    """The more points the liker; `words` as the other ticket has them."""

    id: int
    points: int
    words: tuple[str, ...]
    same_service: bool
    same_topic: bool


def resembling(own: Text, others: Sequence[Text], most: int) -> list[Resemblance]:
    """The `most` that resemble `own` best, the newest first among equals."""
    common = _common(others)
    found = [like for other in others if (like := _compare(own, other, common))]
    return sorted(found, key=lambda like: (-like.points, -like.id))[:most]


def _common(texts: Sequence[Text]) -> frozenset[str]:
    """Roots that stand in a quarter of all texts: they tell none of them apart."""
    if len(texts) < _COMMON_FROM:
        return frozenset()
    seen = Counter(root for text in texts for root in text.words)
    return frozenset(root for root, count in seen.items() if count > _COMMON * len(texts))


def _compare(own: Text, other: Text, common: frozenset[str]) -> Resemblance | None:
    empty = common | _TIES
    shared = [r for r in other.words if r in own.words and r not in empty and tells(r)]
    service = own.service is not None and own.service == other.service
    topic = own.topic is not None and own.topic == other.topic
    if other.id == own.id or len(shared) < (FEWEST_OF_TOPIC if topic else FEWEST_WORDS):
        return None
    points = len(shared) + _SAME_SERVICE * service + _SAME_TOPIC * topic
    words = tuple(dict.fromkeys(other.words[root] for root in shared))
    return Resemblance(other.id, points, words, service, topic)
