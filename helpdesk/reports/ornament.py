"""Pictures drawn as vectors: the crest, the row of beads, the QR code."""

from typing import Any

import segno
from reportlab.graphics.shapes import Drawing, Polygon, Rect
from reportlab.lib.colors import black
from reportlab.lib.units import mm

from helpdesk.reports.styles import BRAND, GOLD, SAND


def crest() -> Any:
    """The house's mark: a gold bead on river teal."""
    side = 11 * mm
    picture = Drawing(side, side)
    picture.add(Rect(0, 0, side, side, rx=2 * mm, ry=2 * mm, fillColor=BRAND, strokeColor=None))
    picture.add(_bead(side / 2, side / 2, side * 0.26, side * 0.32, GOLD))
    return picture


def beads(width: float) -> Any:
    """A band of beads, as above the pages."""
    height, step = 2.2 * mm, 8.5
    picture = Drawing(width, height)
    picture.add(Rect(0, 0, width, height, fillColor=BRAND, strokeColor=None))
    for n in range(int(width / step)):
        size, colour = (2.2, GOLD) if n % 2 == 0 else (1.1, SAND)
        picture.add(_bead(step * (n + 0.5), height / 2, size, size, colour))
    return picture


def _bead(x: float, y: float, half_width: float, half_height: float, colour: Any) -> Any:
    points = [x, y + half_height, x + half_width, y, x, y - half_height, x - half_width, y]
    return Polygon(points, fillColor=colour, strokeColor=None)


def qr_picture(text: str, side: float) -> Any:
    """A QR code with its quiet zone; neighbouring modules of a row are one rectangle."""
    rows = [list(row) for row in segno.make(text, error="m", micro=False).matrix_iter(border=4)]
    module = side / len(rows)
    picture = Drawing(side, side)
    for index, row in enumerate(rows):
        start = None
        for column, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                picture.add(Rect(
                    start * module, side - (index + 1) * module, (column - start) * module,
                    # A hair more than the module: no white line between two rows of one block.
                    module * 1.02, fillColor=black, strokeColor=None,
                ))
                start = None
    return picture
