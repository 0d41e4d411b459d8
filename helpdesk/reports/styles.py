"""Sizes, colours and paragraph styles of papers: quiet, dark on white, one ornament."""

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from helpdesk.reports.typeface import BOLD, REGULAR, printable

printable("")  # registers the typeface before the first style names it

MARGIN = 20 * mm
TOP, BOTTOM = 15 * mm, 20 * mm
HEAD = 9 * mm  # of the running head, from the upper edge
WIDTH = 170 * mm  # of A4 between the margins
GAP = 2.5 * mm

BRAND = HexColor("#0b4f4a")
BRAND_STRONG = HexColor("#073a36")
GOLD = HexColor("#c58b22")
SAND = HexColor("#e9d7ac")
INK = HexColor("#1a2523")
INK_2 = HexColor("#52605c")
LINE = HexColor("#dcd7ca")
SUNKEN = HexColor("#f7f5ef")
LATE = HexColor("#98191c")
NOTE_GROUND = HexColor("#fff6df")
NOTE_LINE = HexColor("#d9ae55")


def style(size: float, **more: Any) -> Any:
    """A paragraph style; long words break, so that nothing runs off the paper."""
    given: dict[str, Any] = {
        "fontName": REGULAR, "fontSize": size, "leading": size * 1.45, "textColor": INK,
        "splitLongWords": 1, "allowWidows": 0, "allowOrphans": 0,
    }
    return ParagraphStyle(f"s{size}", **(given | more))


BODY = style(9)
SMALL = style(7.6, textColor=INK_2)
TERM = style(9, textColor=INK_2)
STRONG = style(9, fontName=BOLD, spaceAfter=1.5)
BULLET = style(9, leftIndent=9, bulletIndent=0, bulletFontName=REGULAR, bulletFontSize=9)
TITLE = style(10, fontName=BOLD, textColor=BRAND)
NUMBER = style(19, fontName=BOLD, leading=24)
OWN_TITLE = style(13, fontName=BOLD, leading=18, alignment=1)  # of a letter that is not ours
HEADING = style(10.5, fontName=BOLD, textColor=BRAND, spaceBefore=3 * mm, spaceAfter=1 * mm)
BUREAU = style(9.5, fontName=BOLD, leading=12.5)
ADDRESS = style(7.6, textColor=INK_2, leading=10.5)
QUOTE = style(9, leftIndent=4 * mm, rightIndent=2 * mm)
CAPTION = style(7.6, textColor=INK_2, leftIndent=4 * mm)
HASH = style(6.6, textColor=INK_2, leading=9.5)
GOOD = style(9, fontName=BOLD, textColor=BRAND)
BAD = style(9, fontName=BOLD, textColor=LATE)
SIGN = style(8.5, alignment=1, leading=13)
