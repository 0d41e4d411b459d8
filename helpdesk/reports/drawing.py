"""Blocks drawn with reportlab. Every text is escaped here: nothing of it is read as markup."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from threading import Lock
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import (
    CondPageBreak,
    KeepTogether,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from helpdesk.reports import sheet as parts
from helpdesk.reports import styles as look
from helpdesk.reports.frame import numbered
from helpdesk.reports.ornament import beads, crest, qr_picture
from helpdesk.reports.quoting import few_lines, quoted
from helpdesk.reports.typeface import LACKING, printable

_PLAIN = (
    ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 6), ("TOPPADDING", (0, 0), (-1, -1), 2.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
)
# The registered typeface reads its file by a position that all threads share.
_ONE_AT_A_TIME = Lock()
_LACKING_NOTE = (
    f"Tanda {LACKING} menggantikan huruf yang tidak dimiliki fon lembar ini; tulisan aslinya "
    "tersimpan pada tiket."
)
_LONG = 1_500  # characters of one cell; a longer one may have to break over pages
_MOST_LINES = 20  # of one cell, for the same reason
OTHERS_HEAD = "(tempat kop surat perusahaan)"
_PADDING = 6  # points that reportlab's frame adds to every margin
_LINED = ("LINEBELOW", (0, 0), (-1, -2), 0.4, look.LINE)


def draw(sheet: parts.Sheet) -> bytes:
    """The PDF of a sheet."""
    out = BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=look.MARGIN - _PADDING, rightMargin=look.MARGIN - _PADDING,
        topMargin=look.TOP - _PADDING, bottomMargin=look.BOTTOM - _PADDING, lang="id", invariant=1,
        **_about(sheet),
    )
    story = [*_head(sheet), *(flow for block in sheet.blocks for flow in _block(block))]
    lacking = any(LACKING in text for text in _texts(story))
    with _ONE_AT_A_TIME:
        document.build(story, canvasmaker=numbered(sheet, _LACKING_NOTE if lacking else ""))
    return out.getvalue()


def _about(sheet: parts.Sheet) -> dict[str, str]:
    """What PDF readers show of the file; it leaves no word about the machine."""
    bureau = sheet.frame.bureau
    return {
        "title": printable(f"{sheet.title} {sheet.number}"), "author": printable(bureau.name),
        "subject": sheet.title, "creator": printable(f"Helpdesk {bureau.short_name}"),
    }


def para(text: str, style: Any, bullet: str | None = None) -> Any:
    """A paragraph of plain text; its newlines are kept."""
    words = escape(few_lines(printable(text), _MOST_LINES))
    return Paragraph(words.replace("\n", "<br/>"), style, bulletText=bullet)


def _texts(story: Sequence[Any]) -> Iterator[str]:
    """Every text of the story, those in tables too."""
    for flow in story:
        if isinstance(flow, Table):
            for row in flow._cellvalues:
                yield from _texts(row)
        elif isinstance(flow, list | tuple):
            yield from _texts(flow)
        elif isinstance(flow, KeepTogether):
            yield from _texts(flow._content)
        elif isinstance(flow, Paragraph):
            yield flow.getPlainText()


def table(rows: Sequence[Sequence[Any]], widths: Sequence[float], *extra: Any) -> Any:
    """Rows that stay whole unless one of them is longer than that is good for."""
    long = any(len(text) > _LONG for text in _texts(rows))
    return Table(
        rows, colWidths=list(widths), style=TableStyle([*_PLAIN, *extra]), splitInRow=int(long),
        hAlign="LEFT",
    )


def _head(sheet: parts.Sheet) -> list[Any]:
    if not sheet.letterhead:
        return [para(OTHERS_HEAD, look.CAPTION), Spacer(0, 22 * mm),
                para(sheet.number.upper(), look.OWN_TITLE), Spacer(0, look.GAP)]
    bureau = sheet.frame.bureau
    example = " (contoh)" if bureau.contact_is_example else ""
    address = f"{bureau.address}\n{bureau.phone} · {bureau.email}{example}"
    letterhead = table(
        [[crest(), [para(bureau.name, look.BUREAU), para(address, look.ADDRESS)]]],
        (15 * mm, look.WIDTH - 15 * mm),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    )
    title = sheet.title.upper() + (" · DATA CONTOH" if sheet.frame.demo else "")
    return [
        letterhead, Spacer(0, 1.5 * mm), beads(look.WIDTH), Spacer(0, 4 * mm),
        _titled(sheet, title), Spacer(0, look.GAP),
    ]


def _titled(sheet: parts.Sheet, title: str) -> Any:
    """Title and number, the QR code at their right where there is one."""
    words = [para(title, look.TITLE), para(sheet.number, look.NUMBER)]
    if not sheet.corner:
        return table([[words]], (look.WIDTH,))
    side = 25 * mm
    return table(
        [[words, qr_picture(sheet.corner, side)]], (look.WIDTH - side, side),
        ("VALIGN", (0, 0), (0, 0), "MIDDLE"), ("RIGHTPADDING", (1, 0), (1, 0), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    )


def _block(block: parts.Block) -> list[Any]:
    drawn: list[Any] = _DRAW[type(block)](block)
    return drawn


def _facts(block: parts.Facts) -> list[Any]:
    rows = [
        [para(term, look.TERM), para(value, look.BODY)] for term, value in block.rows if value
    ]
    after = [Spacer(0, look.GAP)] if block.apart else []
    return [table(rows, (46 * mm, look.WIDTH - 46 * mm), _LINED), *after] if rows else []


def _section(block: parts.Section) -> list[Any]:
    return [CondPageBreak(32 * mm), para(block.title, look.HEADING)]


def _text(block: parts.Text) -> list[Any]:
    before = [Spacer(0, 1.2 * mm)] if block.small else []
    return [*before, para(block.text, look.SMALL if block.small else look.BODY),
            Spacer(0, look.GAP)]


def _quote(block: parts.Quote) -> list[Any]:
    caption = [para(block.caption, look.CAPTION)] if block.caption else []
    return [*caption, *quoted(printable(block.text)), Spacer(0, look.GAP)]


def _points(block: parts.Points) -> list[Any]:
    rows = [[para("•", look.BODY), para(item, look.BODY)] for item in block.items]
    return [table(rows, (4 * mm, look.WIDTH - 4 * mm), ("TOPPADDING", (0, 0), (-1, -1), 0.5))]


def _files(block: parts.FileList) -> list[Any]:
    rows = [
        [para(f"{n}.", look.TERM), [
            para(row.name, look.BODY),
            para(f"{row.detail} · SHA-256 {row.sha256}", look.HASH),
        ]]
        for n, row in enumerate(block.rows, 1)
    ]
    return [table(rows, (8 * mm, look.WIDTH - 8 * mm), _LINED)] if rows else []


def _checklist(block: parts.Checklist) -> list[Any]:
    rows = [
        [para(row.word, look.GOOD if row.good else look.BAD), para(row.text, look.BODY)]
        for row in block.rows
    ]
    width = 34 * mm
    return [table(rows, (width, look.WIDTH - width), _LINED)] if rows else []


def _happenings(block: parts.Happenings) -> list[Any]:
    rows = [[para(when, look.TERM), para(what, look.BODY)] for when, what in block.rows]
    return [table(rows, (68 * mm, look.WIDTH - 68 * mm), _LINED)] if rows else []


def _callout(block: parts.Callout) -> list[Any]:
    bullet = "•" if len(block.lines) > 1 else None
    style = look.BULLET if bullet else look.BODY
    cell = [
        para(block.title, look.STRONG), *(para(line, style, bullet) for line in block.lines)
    ]
    box = table(
        [[cell]], (look.WIDTH,), ("BACKGROUND", (0, 0), (-1, -1), look.NOTE_GROUND),
        ("LINEBEFORE", (0, 0), (0, -1), 2, look.NOTE_LINE),
        ("LEFTPADDING", (0, 0), (-1, -1), 10), ("RIGHTPADDING", (0, 0), (-1, -1), 10),
        ("TOPPADDING", (0, 0), (-1, -1), 7), ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
    )
    return [Spacer(0, look.GAP), KeepTogether([box]), Spacer(0, look.GAP)]


def _link(block: parts.Link) -> list[Any]:
    words = [*(para(line, look.BODY) for line in block.lines), para(block.url, look.HASH)]
    side = 30 * mm
    box = table(
        [[qr_picture(block.url, side), words]], (side + 5 * mm, look.WIDTH - side - 15),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    )
    return [KeepTogether([Spacer(0, look.GAP), box])]


def _signs(block: parts.Signs) -> list[Any]:
    half = look.WIDTH / 2
    seal = f"\n\n({block.seal})" if block.seal else ""
    names = [para(block.left, look.SIGN), para(block.right + seal, look.SIGN)]
    signers = (block.left_signer, block.signer)
    empty = "(…………………………………………)"
    lines = [
        para((who or empty) if side else "", look.SIGN)
        for side, who in zip((block.left, block.right), signers, strict=True)
    ]
    room = 15 * mm if not block.seal else 9 * mm
    box = table([names, lines], (half, half), ("TOPPADDING", (0, 1), (-1, 1), room))
    above = [para(block.above, look.BODY)] if block.above else []
    return [KeepTogether([Spacer(0, 5 * mm), *above, Spacer(0, 3 * mm * bool(above)), box])]


def _grid(block: parts.Grid) -> list[Any]:
    rows = [[para(cell, look.BODY) for cell in row] for row in block.rows]
    heads = [para(head, look.TERM) for head in block.heads]
    made = Table(
        [heads, *rows], colWidths=[look.WIDTH * width / 100 for width in block.widths],
        rowHeights=[None, *(None if any(row) else 8 * mm for row in block.rows)], repeatRows=1,
        hAlign="LEFT", style=TableStyle([
            ("GRID", (0, 0), (-1, -1), 0.5, look.INK_2), ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("BACKGROUND", (0, 0), (-1, 0), look.NOTE_GROUND),
        ]),
    )
    return [made, Spacer(0, look.GAP)]


_DRAW: dict[type, Any] = {
    parts.Facts: _facts, parts.Section: _section, parts.Text: _text, parts.Quote: _quote,
    parts.Points: _points, parts.FileList: _files, parts.Checklist: _checklist,
    parts.Happenings: _happenings, parts.Callout: _callout, parts.Link: _link,
    parts.Signs: _signs, parts.Grid: _grid,
}
