"""A paper as a Word file: the blocks a form is made of, written with python-docx.

Only plain text comes in; it is put into runs, never read as markup.
"""

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from helpdesk.reports import sheet as parts
from helpdesk.reports.drawing import OTHERS_HEAD
from helpdesk.wording.time import local

_WIDTH = 16.0  # centimetres between the margins of A4
_TERM = 5.0
_FONT = "Arial"


def write(sheet: parts.Sheet) -> bytes:
    """The file. Raises `KeyError` for a block that forms do not have."""
    document = Document()
    _page(document, sheet)
    _head(document, sheet)
    for block in sheet.blocks:
        _WRITE[type(block)](document, block)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: Any, sheet: parts.Sheet) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.5)
    page.top_margin = page.bottom_margin = Cm(2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(11)
    style.paragraph_format.space_after = Pt(6)
    foot = page.footer.paragraphs[0]
    foot.text = sheet.mark + (" · DATA CONTOH" if sheet.frame.demo else "")
    foot.runs[0].font.size = Pt(8)
    made = local(sheet.frame.made_at, sheet.frame.bureau.zone).replace(tzinfo=None)
    about = document.core_properties
    # The file says when it was made and by whom the form is, nothing of the machine or the library.
    about.author, about.title, about.comments = sheet.frame.bureau.name, sheet.number, ""
    about.created = about.modified = made
    about.language = "id"


def _head(document: Any, sheet: parts.Sheet) -> None:
    bureau = sheet.frame.bureau
    if sheet.letterhead:
        head = _line(document, bureau.name, bold=True, size=13)
        head.paragraph_format.space_after = Pt(0)
        example = " (contoh)" if bureau.contact_is_example else ""
        _line(document, f"{bureau.address}\n{bureau.phone} · {bureau.email}{example}", size=9)
    else:
        _line(document, OTHERS_HEAD, size=9).paragraph_format.space_after = Pt(60)
    title = _line(document, sheet.number.upper(), bold=True, size=13)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(12), Pt(12)


def _line(where: Any, text: str, *, bold: bool = False, size: float = 11) -> Any:
    paragraph = where.add_paragraph()
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(size)
    return paragraph


def _section(document: Any, block: parts.Section) -> None:
    _line(document, block.title, bold=True).paragraph_format.keep_with_next = True


def _text(document: Any, block: parts.Text) -> None:
    _line(document, block.text, size=9 if block.small else 11)


def _points(document: Any, block: parts.Points) -> None:
    for item in block.items:
        document.add_paragraph(item, style="List Bullet")


def _facts(document: Any, block: parts.Facts) -> None:
    table = _table(document, (_TERM, _WIDTH - _TERM), [
        (term, f": {value}") for term, value in block.rows if value
    ])
    table.style = document.styles["Normal Table"]
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _grid(document: Any, block: parts.Grid) -> None:
    widths = [_WIDTH * width / 100 for width in block.widths]
    table = _table(document, widths, [block.heads, *block.rows])
    table.style = document.styles["Table Grid"]
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    document.add_paragraph()


def _signs(document: Any, block: parts.Signs) -> None:
    seal = f"\n\n\n({block.seal})\n\n" if block.seal else "\n\n\n\n\n"
    empty = "(…………………………………)"
    right = f"{block.right}{seal}{block.signer or empty}"
    left = f"{block.left}\n\n\n\n\n{block.left_signer or empty}" if block.left else ""
    above = f"{block.above}\n" if block.above else ""
    cells = (("\n" if above else "") + left, above + right)
    table = _table(document, (_WIDTH / 2, _WIDTH / 2), [cells])
    table.style = document.styles["Normal Table"]
    for cell in table.rows[0].cells:
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


def _table(document: Any, widths: Sequence[float], rows: Sequence[Sequence[str]]) -> Any:
    table = document.add_table(rows=0, cols=len(widths))
    table.autofit = False
    for row in rows:
        cells = table.add_row().cells
        for cell, text, width in zip(cells, row, widths, strict=True):
            cell.width = Cm(width)
            cell.paragraphs[0].add_run(text)
            cell.paragraphs[0].paragraph_format.space_after = Pt(3)
    return table


_WRITE: Mapping[type, Callable[[Any, Any], None]] = {
    parts.Section: _section, parts.Text: _text, parts.Points: _points, parts.Facts: _facts,
    parts.Grid: _grid, parts.Signs: _signs,
}
