"""Emphasis inside a plain text: marks that no text from outside can hold, so they are ours alone.

A mark is one control character before the words and one after them. `plain_text.clean` takes
control characters out of everything that comes in, so nobody's words become markup, and where a
mark is forgotten it is invisible. Each skin turns spans into what it has
(`docs/decisions/0018-emphasis.md`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """What is emphasised, by what it is for."""

    BOLD = "bold"  # a title, or the one date that matters
    CODE = "code"  # a ticket's number: one touch copies it
    QUOTE = "quote"  # somebody's own words
    FOLD = "fold"  # secondary and long: a quote that is shown when it is asked for
    PRE = "pre"  # a prepared text to copy whole


OPENING = dict(zip(Mark, "\x11\x12\x13\x14\x15", strict=True))
CLOSING = "\x10"
_KINDS = {sign: mark for mark, sign in OPENING.items()}
_SIGNS = re.compile(f"[{CLOSING}{''.join(_KINDS)}]")
_VERBATIM = frozenset({Mark.CODE, Mark.PRE})
_BLOCKS = frozenset({Mark.QUOTE, Mark.FOLD})


@dataclass(frozen=True)
class Span:
    """Emphasised characters of a plain text, from `start` to before `end`."""

    mark: Mark
    start: int
    end: int


def marked(mark: Mark, text: str) -> str:
    """`text` emphasised; an empty one stays empty."""
    return f"{OPENING[mark]}{text}{CLOSING}" if text else ""


def bold(text: str) -> str:
    return marked(Mark.BOLD, text)


def code(text: str) -> str:
    return marked(Mark.CODE, text)


def quote(text: str) -> str:
    return marked(Mark.QUOTE, text)


def fold(text: str) -> str:
    return marked(Mark.FOLD, text)


def pre(text: str) -> str:
    return marked(Mark.PRE, text)


def plain(text: str) -> str:
    """The words alone."""
    return _SIGNS.sub("", text)


def read(text: str) -> tuple[str, tuple[Span, ...]]:
    """The words, and what is emphasised in them; the outer span first.

    What cannot be shown is left out, never refused: a quote inside a quote, anything inside code,
    an emphasis of blanks; a mark left open ends with the text.
    """
    words: list[str] = []
    opened: list[tuple[Mark, int]] = []
    spans: list[Span] = []
    length = 0
    for piece in re.split(f"({_SIGNS.pattern})", text):
        if piece in _KINDS:
            opened.append((_KINDS[piece], length))
        elif piece == CLOSING:
            if opened:
                spans.append(Span(*opened.pop(), length))
        else:
            words.append(piece)
            length += len(piece)
    spans += [Span(mark, start, length) for mark, start in reversed(opened)]
    whole = "".join(words)
    return whole, _shown(whole, reversed(spans))  # what closes later lies around


def _shown(words: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    shown: list[Span] = []
    for each in sorted(spans, key=lambda span: (span.start, -span.end)):
        span = trimmed(words, each)
        around = {o.mark for o in shown if o.start <= span.start < o.end}
        if span.start < span.end and not around & _VERBATIM and not _nested(span, around):
            shown.append(span)
    return tuple(shown)


def _nested(span: Span, around: set[Mark]) -> bool:
    return span.mark in around or bool(span.mark in _BLOCKS and around & _BLOCKS)


def trimmed(words: str, span: Span) -> Span:
    """The span without blanks at its ends."""
    inside = words[span.start : span.end]
    start = span.start + len(inside) - len(inside.lstrip())
    return Span(span.mark, start, max(start, span.start + len(inside.rstrip())))


def write(words: str, spans: Iterable[Span]) -> str:
    """The marked text that reads as these words and spans, given as `read` gives them."""
    signs: list[tuple[int, int, str]] = []
    for span in spans:
        signs.append((span.start, 1, OPENING[span.mark]))
        signs.append((span.end, 0, CLOSING))
    text, at = [], 0
    for place, _, sign in sorted(signs, key=lambda sign: sign[:2]):
        text += [words[at:place], sign]
        at = place
    return "".join([*text, words[at:]])


def cut(words: str, spans: Iterable[Span], start: int, end: int) -> str:
    """The marked text of a piece of the words, its emphasis kept."""
    inside = (
        Span(s.mark, max(s.start, start) - start, min(s.end, end) - start)
        for s in spans if s.start < end and s.end > start
    )
    return write(words[start:end], inside)
