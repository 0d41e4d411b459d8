"""The embedded typeface of papers, and what becomes of characters it does not have."""

import unicodedata
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

# Comes with reportlab, so that papers look alike on every machine; knows Latin and signs.
REGULAR, BOLD, ITALIC = "Vera", "VeraBd", "VeraIt"
LACKING = "◊"
_NONCHARACTER = 0xFFFF
_ALIKE = str.maketrans({
    "→": "->", "←": "<-", "⇒": "=>", "✓": "v", "✔": "v", "✗": "x", "✘": "x", "■": "•", "●": "•",
    "▪": "•", "◦": "•", "‐": "-", "‑": "-", "‒": "–", "\t": "    ", "ʼ": "’", "′": "'", "″": '"',
})


@cache
def _glyphs() -> frozenset[int]:
    for name in (REGULAR, BOLD, ITALIC):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    found = pdfmetrics.getFont(REGULAR).face.charToGlyph
    return frozenset(found) - {_NONCHARACTER}


def printable(text: str) -> str:
    """`text` in characters of the typeface; what nothing resembles becomes `LACKING`.

    Marks that draw nothing are dropped, those that turn the direction of writing among them.
    """
    known = _glyphs()
    return "".join(
        c if c == "\n" or (ord(c) in known and c.isprintable()) else _instead(c, known)
        for c in text.translate(_ALIKE)
    )


def _instead(c: str, known: frozenset[int]) -> str:
    category = unicodedata.category(c)
    if category in ("Zs", "Zl", "Zp"):
        return " "
    if category in ("Cf", "Cc", "Mn", "Me"):
        return ""
    plain = unicodedata.normalize("NFKD", c)
    kept = "".join(p for p in plain if not unicodedata.combining(p))
    return kept if kept and all(ord(p) in known for p in kept) else LACKING
