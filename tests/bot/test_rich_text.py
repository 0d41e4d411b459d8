"""Emphasis on its way to Telegram: entities that fit their part, words that are never lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.skin import rich
from helpdesk.dialogue.fit import split
from helpdesk.domain.emphasis import (
    OPENING,
    Mark,
    bold,
    code,
    fold,
    plain,
    pre,
    quote,
    read,
    write,
)
from helpdesk.domain.graphemes import boundary, units
from helpdesk.domain.plain_text import clean
from tests.bot.botapi.entities import checked

FAMILY, FLAGS, BIRD = "👨‍👩‍👧‍👦", "🇮🇩🇲🇾", "bi\u0301ru\u0323\u0301"
REGION = "\U0001f3f4\U000e0067\U000e0062\U000e007f"
WHOLE = (FAMILY, "🇮🇩", "👍🏽", "i\u0301", "u\u0323\u0301", REGION, "❤\ufe0f", "각")
MARKERS = (bold, code, quote, fold, pre)

_WORDS = st.lists(
    st.sampled_from([*WHOLE, "kata", "Kalimat. ", "\n", "\n\n", " ", "x" * 30, "😀"]), min_size=1,
    max_size=30,
).map("".join)
_MARKED = st.builds(lambda mark, words: mark(words), st.sampled_from(MARKERS), _WORDS)
_TEXTS = st.lists(
    st.one_of(_WORDS, _MARKED, st.builds(lambda a, b: quote(a + b), _WORDS, _MARKED)),
    min_size=1, max_size=8,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(_TEXTS, st.integers(60, 300))
def test_every_part_fits_and_its_entities_lie_inside_and_cover_the_same_words(
    text: str, limit: int
) -> None:
    words, spans = read(text)
    emphasised, at = [set[Mark]() for _ in words], 0
    for span in spans:
        for place in range(span.start, span.end):
            emphasised[place].add(span.mark)
    for part in split(text, limit):
        kept, entities = rich(part)
        assert units(kept) <= limit
        told = [dict(entity.to_dict()) for entity in entities]
        assert len(checked(kept, told)) == len(told)  # as Telegram would take them
        start = words.index(kept, at)
        assert not words[at:start].strip(), "nothing but blanks falls between two parts"
        at = start + len(kept)
        for mark in Mark:
            want = [
                mark in emphasised[start + place] for place, c in enumerate(kept) if c.strip()
            ]
            found = read(part)[1]
            have = [
                any(s.mark is mark and s.start <= place < s.end for s in found)
                for place, c in enumerate(kept) if c.strip()
            ]
            assert want == have, mark
    assert not words[at:].strip()


@settings(max_examples=200, deadline=None)
@given(_TEXTS)
def test_a_text_written_from_its_spans_reads_the_same(text: str) -> None:
    words, spans = read(text)
    assert read(write(words, spans)) == (words, spans)
    assert plain(text) == words


@pytest.mark.parametrize("whole", WHOLE)
def test_what_a_reader_takes_for_one_character_is_never_torn(whole: str) -> None:
    text = f"ab{whole}cd"
    for limit in range(1, units(text)):
        cut = boundary(text, limit)
        assert cut <= 2 or cut >= 2 + len(whole), (limit, cut)


def test_two_flags_are_torn_between_the_countries_only() -> None:
    assert [boundary(FLAGS, limit) for limit in (4, 5, 7)] == [2, 2, 2]
    assert BIRD[: boundary(BIRD, 2)] == "b"


def test_parts_end_with_a_sentence_where_there_is_one() -> None:
    text = bold("Satu kalimat utuh di sini. " * 6)
    for part in split(text, 100):
        assert plain(part).endswith(".")
        assert read(part)[1][0].mark is Mark.BOLD


def test_offsets_count_as_telegram_counts() -> None:
    words, [entity] = rich(f"😀😀 {bold('tebal')}")
    assert (entity.offset, entity.length) == (5, 5)
    assert words == "😀😀 tebal"


def test_what_cannot_be_shown_is_left_out_and_what_was_left_open_ends_with_the_text() -> None:
    words, entities = rich(f"{quote('a ' + quote('b'))} {code('c' + bold('d'))} {bold(' ')}")
    assert words == "a b cd  "
    assert [entity.type for entity in entities] == ["blockquote", "code"]
    assert rich(f"x {OPENING[Mark.BOLD]}terbuka")[1][0].length == 7


def test_nothing_that_comes_in_holds_a_mark() -> None:
    smuggled = f"{bold('tebal')} {pre('salin')} *b* <b>b</b> `c`"
    assert clean(smuggled) == "tebal salin *b* <b>b</b> `c`"
    assert rich(clean(smuggled))[1] == ()
