"""Emphasis made readable for golden pages: *bold*, `code`, > quote, >> folded, | to copy."""

from collections.abc import Iterable, Iterator

from helpdesk.domain.emphasis import Mark, Span, read

_AROUND = {Mark.BOLD: "*", Mark.CODE: "`"}
_BEFORE = {Mark.QUOTE: "> ", Mark.FOLD: ">> ", Mark.PRE: "| "}


def shown(text: str) -> str:
    """A marked text as a golden page has it."""
    return emphasised(*read(text))


def emphasised(words: str, spans: Iterable[Span]) -> str:
    """Words with their spans as a golden page has them."""
    spans = list(spans)
    blocks = [span for span in spans if span.mark in _BEFORE]
    starts = {span.start for span in blocks}
    out = ""
    for at, character in enumerate(words):
        if at in starts and out and not out.endswith("\n"):
            out += "\n"
        if not out or out.endswith("\n"):
            out += "".join(_BEFORE[s.mark] for s in blocks if s.start <= at < s.end)
        out += "".join(_signs(spans, at, opening=True)) + character
        out += "".join(_signs(spans, at + 1, opening=False))
    return out


def _signs(spans: list[Span], at: int, *, opening: bool) -> Iterator[str]:
    for span in spans if opening else reversed(spans):
        if span.mark in _AROUND and at == (span.start if opening else span.end):
            yield _AROUND[span.mark]
