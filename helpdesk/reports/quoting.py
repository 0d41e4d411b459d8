"""Others' words on paper: in pieces that may break over pages, a bar at their left."""

import re
from typing import Any
from xml.sax.saxutils import escape

from reportlab.platypus import Paragraph

from helpdesk.reports.styles import LINE, QUOTE

PIECE = 1_500  # characters; reportlab measures a paragraph anew for each page it breaks over
MOST_LINES = 400  # of one text; a longer one would only waste paper


class Barred(Paragraph):  # type: ignore[misc]  # reportlab carries no types
    """A paragraph with a bar at its left, also where a page breaks it."""

    def draw(self) -> None:
        self.canv.saveState()
        self.canv.setStrokeColor(LINE)
        self.canv.setLineWidth(2)
        self.canv.line(1, 0, 1, self.height)
        self.canv.restoreState()
        super().draw()


def quoted(text: str) -> list[Any]:
    """The pieces of a text; nothing of it is lost, many line breaks become strokes."""
    pieces = _pieces(few_lines(text.strip(), MOST_LINES))
    return [Barred(escape(piece).replace("\n", "<br/>"), QUOTE) for piece in pieces]


def few_lines(text: str, most: int) -> str:
    """The same words; empty lines one at a time, and more than `most` lines run on."""
    text = re.sub(r"\n{3,}", "\n\n", text)
    if text.count("\n") <= most:
        return text
    return " / ".join(line.strip() for line in text.split("\n") if line.strip())


def _pieces(text: str) -> list[str]:
    """Split at line ends, else at blanks, else anywhere."""
    pieces = []
    while len(text) > PIECE:
        cut = max(text.rfind("\n", 1, PIECE), 0) or max(text.rfind(" ", 1, PIECE), 0) or PIECE
        pieces.append(text[:cut])
        text = text[cut:].removeprefix("\n").removeprefix(" ")
    return [*pieces, text]
