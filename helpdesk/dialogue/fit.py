"""Texts cut to what one message can hold, between sentences and never inside a character."""

import unicodedata

# Telegram takes 4096 UTF-16 units; the rest is left for the status link the skin puts in.
UNITS = 3800
_JOINERS = frozenset({"\u200d", "\ufe0f", "\ufe0e"})


def units(text: str) -> int:
    """Length in UTF-16 units, as Telegram counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def shorten(text: str, limit: int) -> str:
    """`text` in at most `limit` units, with an ellipsis where something was left out."""
    if units(text) <= limit:
        return text
    return text[: _boundary(text, limit - 1)].rstrip() + "…"


def split(text: str, limit: int = UNITS) -> tuple[str, ...]:
    """`text` in parts of at most `limit` units; parts of blanks alone are left out."""
    parts: list[str] = []
    while units(text) > limit:
        cut = _boundary(text, limit)
        cut = next((at for at in _breaks(text, cut) if at > cut // 2), cut)
        parts.append(text[:cut].strip())
        text = text[cut:]
    return tuple(part for part in (*parts, text.strip()) if part)


def _breaks(text: str, end: int) -> tuple[int, ...]:
    """Where to cut before `end`, best first: paragraph, line, sentence, word."""
    return tuple(
        text.rfind(mark, 0, end) + len(mark) for mark in ("\n\n", "\n", ". ", " ") if mark in text
    )


def _boundary(text: str, limit: int) -> int:
    """The last index within `limit` units that does not cut a grapheme."""
    spent, end = 0, len(text)
    for index, character in enumerate(text):
        spent += 2 if character > "\uffff" else 1
        if spent > limit:
            end = index
            break
    cut = end
    while 0 < cut < len(text) and end - cut < 40 and _clings(text[cut - 1], text[cut]):
        cut -= 1
    return cut if cut > 0 and end - cut < 40 else end


def _clings(before: str, after: str) -> bool:
    return bool(
        unicodedata.combining(after)
        or after in _JOINERS
        or before == "\u200d"
        or "\U0001f3fb" <= after <= "\U0001f3ff"
    )
