"""The maklumat as an A3 poster: read from three steps away, a draft so large that nobody errs."""

from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A3
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from helpdesk.domain.catalogue import Pledge
from helpdesk.reports.drawing import para
from helpdesk.reports.ornament import beads, crest, qr_picture
from helpdesk.reports.sheet import Frame
from helpdesk.reports.styles import BRAND, GOLD, INK_2, LATE, style
from helpdesk.reports.typeface import BOLD, REGULAR, printable
from helpdesk.wording.time import date_plain

_MARGIN = 25 * mm
_W, _H = A3
_WIDTH = _W - 2 * _MARGIN
_LEAST = 10  # points; below it nobody reads a poster
DRAFT = "RANCANGAN · BELUM BERLAKU"


def pledge_poster(pledge: Pledge, frame: Frame, address: str) -> bytes:
    """The PDF; `address` is where the pledge stands, drawn as QR code. Same input, same bytes."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A3, invariant=1, lang="id")
    canvas.setTitle(printable(pledge.title))
    canvas.setAuthor(printable(frame.bureau.name))
    top = _head(canvas, pledge, frame)
    _foot(canvas, frame, address)
    _middle(canvas, pledge, frame, top - 12 * mm, 95 * mm)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _head(canvas: Any, pledge: Pledge, frame: Frame) -> float:
    crest().drawOn(canvas, _MARGIN, _H - 42 * mm)
    name = para(frame.bureau.name, style(20, fontName=BOLD, leading=26))
    _, height = name.wrap(_WIDTH - 20 * mm, 60 * mm)
    name.drawOn(canvas, _MARGIN + 17 * mm, _H - 36 * mm - height / 2)
    beads(_WIDTH).drawOn(canvas, _MARGIN, _H - 58 * mm)
    canvas.setFillColor(BRAND)
    canvas.setFont(BOLD, 46)
    canvas.drawCentredString(_W / 2, _H - 85 * mm, printable(pledge.title.upper()))
    if not (pledge.is_draft or frame.demo):
        return float(_H - 90 * mm)
    canvas.setFillColor(LATE)
    canvas.setFont(BOLD, 22)
    mark = " · ".join([DRAFT] * pledge.is_draft + ["DATA CONTOH"] * frame.demo)
    canvas.drawCentredString(_W / 2, _H - 100 * mm, mark)
    return float(_H - 104 * mm)


def _middle(canvas: Any, pledge: Pledge, frame: Frame, top: float, bottom: float) -> None:
    """Statements and closing in the largest letters that fit between head and foot."""
    for size in (24, 22, 20, 18, 16, 14, 12, _LEAST):
        story = _story(pledge, frame, size)
        heights = [part.wrap(_WIDTH, _H)[1] for part in story]
        if sum(heights) + size * len(story) <= top - bottom:
            break
    for part, height in zip(story, heights, strict=True):
        top -= height
        part.drawOn(canvas, _MARGIN, top)
        top -= size


def _story(pledge: Pledge, frame: Frame, size: float) -> list[Paragraph]:
    said = style(size, leading=size * 1.4, leftIndent=size * 2, bulletFontName=BOLD,
                 bulletFontSize=size, bulletColor=GOLD)
    closing = style(size * 0.75, leading=size * 1.1, textColor=INK_2)
    body = frame.bureau.fill(pledge.body).split("\n\n")
    return [
        *(para(text, said, f"{n}.") for n, text in enumerate(pledge.statements, 1)),
        *(para(" ".join(text.split()), closing) for text in body),
        para(_signed(pledge, frame), style(size * 0.8, leading=size * 1.2, alignment=1)),
    ]


def _signed(pledge: Pledge, frame: Frame) -> str:
    zone, title = frame.bureau.zone, frame.bureau.signatory.title
    day = date_plain(pledge.signed_on, zone) if pledge.signed_on else "Tanggal: ……………"
    return f"{day}\n{title}\n\n\n{pledge.signatory or '(……………………………………)'}"


def _foot(canvas: Any, frame: Frame, address: str) -> None:
    side = 50 * mm
    qr_picture(address, side).drawOn(canvas, _MARGIN, 25 * mm)
    words = para(
        "Pindai untuk membaca maklumat dan standar pelayanan, atau menyampaikan pengaduan.\n"
        f"{address}\nSemua layanan gratis.", style(13, leading=19),
    )
    _, height = words.wrap(_WIDTH - side - 10 * mm, 60 * mm)
    words.drawOn(canvas, _MARGIN + side + 8 * mm, 25 * mm + (side - height) / 2)
    canvas.setFont(REGULAR, 9)
    canvas.setFillColor(INK_2)
    canvas.drawString(_MARGIN, 15 * mm, printable(frame.bureau.address))
