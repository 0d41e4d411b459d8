"""A chat's line as safe HTML: everything escaped, our emphasis and our addresses shown."""

import re
from collections.abc import Sequence
from itertools import pairwise

from markupsafe import Markup, escape

from helpdesk.domain.emphasis import Mark, Span, read

_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:)]")
_BLOCKS = frozenset({Mark.QUOTE, Mark.FOLD, Mark.PRE})
_INLINE = {
    Mark.CODE: Markup("<code>{}</code>"), Mark.PRE: Markup("<code>{}</code>"),
    Mark.BOLD: Markup("<strong>{}</strong>"),
}
_PARAGRAPH = Markup('<p class="hd-pre">{}</p>')


def line_html(text: str) -> Markup:
    """Paragraphs, quotes, folded parts and texts to copy, in their order."""
    words, spans = read(text)
    whole, at = Markup(), 0
    for block in spans:
        if block.mark in _BLOCKS and block.start >= at:
            whole += _paragraph(words, spans, at, block.start) + _block(words, spans, block)
            at = block.end
    return whole + _paragraph(words, spans, at, len(words))


def _paragraph(words: str, spans: Sequence[Span], start: int, end: int) -> Markup:
    piece = words[start:end]
    if not piece.strip():
        return Markup()
    start += len(piece) - len(piece.lstrip("\n"))
    return _PARAGRAPH.format(_inline(words, spans, start, start + len(piece.strip("\n"))))


def _block(words: str, spans: Sequence[Span], block: Span) -> Markup:
    if block.mark is Mark.PRE:
        return Markup("<pre>{}</pre>").format(words[block.start : block.end])
    if block.mark is Mark.QUOTE:
        inside = _inline(words, spans, block.start, block.end)
        return Markup('<blockquote class="hd-pre">{}</blockquote>').format(inside)
    first = words.find("\n", block.start, block.end)
    head = block.end if first < 0 else first
    return Markup("<details><summary>{}</summary>{}</details>").format(
        _inline(words, spans, block.start, head), _paragraph(words, spans, head, block.end)
    )


def _inline(words: str, spans: Sequence[Span], start: int, end: int) -> Markup:
    """Bold and code within a piece; what begins outside it goes on in it."""
    inside = [s for s in spans if s.mark in _INLINE and s.start < end and s.end > start]
    edges = {start, end, *(min(max(at, start), end) for s in inside for at in (s.start, s.end))}
    places, whole = sorted(edges), Markup()
    for here, there in pairwise(places):
        part = _linked(words[here:there])
        for mark, form in _INLINE.items():
            if any(s.mark is mark and s.start <= here < s.end for s in inside):
                part = form.format(part)
        whole += part
    return whole


def _linked(text: str) -> Markup:
    whole, at = Markup(), 0
    for found in _ADDRESS.finditer(text):
        whole += escape(text[at : found.start()])
        whole += Markup('<a href="{0}">{0}</a>').format(found[0])
        at = found.end()
    return whole + escape(text[at:])
