"""Questions that ask the same are found together, those of other matters apart, in bounded time."""

from collections import Counter, defaultdict

import pytest

from faq.alike import RAREST, Alike, telling_words

ALIKE = [
    ("lupa password spse gmn ya", "Bagaimana kalau lupa kata sandi SPSE?"),
    ("gagal upload dokumen penawaran", "penawaran gagal keunggah terus min"),
    ("pelatihan spse kapan lagi min", "kapan ada pelatihan SPSE?"),
    ("wifi ruang tunggu mati", "kok wifi di ruang tunggu mati ya kak"),
]
APART = [
    ("lupa password spse", "lupa bawa npwp"),
    ("gagal upload dokumen penawaran", "kapan dokumen penawaran dibuka"),
    ("pelatihan spse kapan", "jadwal tender kapan"),
]


def grouped(normaliser, texts):
    """The place of each text's group."""
    alike, placed = Alike({}), []
    for place, text in enumerate(texts):
        words = telling_words(normaliser, text)
        group = alike.nearest(words)
        if group is None:
            group = place
            alike.add(place, words)
        placed.append(group)
    return placed


@pytest.mark.parametrize(("first", "second"), ALIKE)
def test_the_same_question_in_other_words_joins(library, first, second):
    assert grouped(library.normaliser, [first, second]) == [0, 0]


@pytest.mark.parametrize(("first", "second"), APART)
def test_another_question_does_not(library, first, second):
    assert grouped(library.normaliser, [first, second]) == [0, 1]


@pytest.mark.parametrize("text", ["", "???", "😀", "saya mau tanya", "asdf qwer", "[nomor] [nama]"])
def test_any_text_has_a_place(library, text):
    words = telling_words(library.normaliser, text)
    alike = Alike({7: words})
    assert alike.nearest(words) in (7, None)


def test_the_guides_own_phrasings_stand_mostly_with_their_topic(library):
    rows = [(text, article.id) for article in library.articles for text in article.phrasings]
    groups = defaultdict(list)
    for (_, topic), group in zip(
        rows, grouped(library.normaliser, [text for text, _ in rows]), strict=True
    ):
        groups[group].append(topic)
    shared = [topics for topics in groups.values() if len(topics) > 1]
    together = sum(map(len, shared))
    right = sum(Counter(topics).most_common(1)[0][1] for topics in shared)
    assert together > len(rows) / 3
    assert right / together > 0.75


def test_at_most_some_hundreds_of_groups_are_compared_with(library, monkeypatch):
    monkeypatch.setattr("faq.alike.MOST", 10)
    words = ("akun", "masuk", "spse", "tender")
    alike = Alike(dict.fromkeys(range(1, 20_001), words))
    assert len(alike._candidates(words)) <= 10 * RAREST
    assert alike.nearest(words) in range(19_991, 20_001)
