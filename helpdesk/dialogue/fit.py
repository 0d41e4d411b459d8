"""Texts cut to what one message can hold, between sentences and never inside a character."""

from helpdesk.domain.emphasis import cut, read
from helpdesk.domain.graphemes import boundary, units

# Telegram takes 4096 UTF-16 units; the rest is left for the status link the skin puts in.
UNITS = 3800
_ENDS = ("\n\n", "\n", ". ", "! ", "? ", " ")  # where to cut, best first


def shorten(text: str, limit: int) -> str:
    """`text` in at most `limit` units, with an ellipsis where something was left out."""
    if units(text) <= limit:
        return text
    return text[: boundary(text, limit - 1)].rstrip() + "…"


def split(text: str, limit: int = UNITS) -> tuple[str, ...]:
    """`text` in parts of at most `limit` units; parts of blanks alone are left out.

    Marks of emphasis do not count, and what they mark stays marked in every part.
    """
    words, spans = read(text)
    if units(words) <= limit:
        return (text.strip(),) if words.strip() else ()
    return tuple(cut(words, spans, start, end) for start, end in _ranges(words, limit))


def _ranges(words: str, limit: int) -> list[tuple[int, int]]:
    """Where each part begins and ends, without the blanks around it."""
    found, at = [], 0
    while at < len(words):
        rest = words[at:]
        end = len(rest) if units(rest) <= limit else _end(rest, limit)
        part = rest[:end]
        start = at + len(part) - len(part.lstrip())
        if part.strip():
            found.append((start, start + len(part.strip())))
        at += end
    return found


def _end(words: str, limit: int) -> int:
    most = boundary(words, limit)
    ends = (words.rfind(mark, 0, most) + len(mark) for mark in _ENDS if mark in words[:most])
    return next((at for at in ends if at > most // 2), most)
