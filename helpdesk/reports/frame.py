"""The frame of a page: running head from the second one on, foot with page numbers."""

from collections.abc import Callable
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import TimeStamp
from reportlab.pdfgen.canvas import Canvas

from helpdesk.reports.sheet import Sheet
from helpdesk.reports.styles import BOTTOM, HEAD, INK_2, LINE, MARGIN
from helpdesk.reports.typeface import REGULAR, printable
from helpdesk.wording.time import datetime_long, local

_FOOT = 7.2


def numbered(sheet: Sheet, note: str = "") -> Callable[..., Any]:
    """A maker of canvases that know, when a page is finished, how many there are.

    `note` stands at the foot of each.
    """

    class Numbered(Canvas):  # type: ignore[misc]  # reportlab carries no types
        """Keeps its pages until the last one is there."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self._kept: list[dict[str, Any]] = []
            _date(self, sheet)

        def showPage(self) -> None:  # noqa: N802  reportlab's name
            self._kept.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for page in self._kept:
                self.__dict__.update(page)
                _frame(self, sheet, note, len(self._kept))
                super().showPage()
            super().save()

    return Numbered


def _date(canvas: Any, sheet: Sheet) -> None:
    """The file's own date is when the paper was made, not when the machine drew it."""
    at = local(sheet.frame.made_at, sheet.frame.bureau.zone)
    stamp = TimeStamp(invariant=1)
    stamp.t, stamp.lt = at.timestamp(), tuple(at.timetuple())
    stamp.YMDhms, offset = stamp.lt[:6], at.utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset else 0
    stamp.dhh, stamp.dmm = divmod(minutes, 60)
    canvas._doc._timeStamp = stamp


def _frame(canvas: Any, sheet: Sheet, note: str, pages: int) -> None:
    bureau, (width, height) = sheet.frame.bureau, A4
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.6)
    canvas.setFillColor(INK_2)
    canvas.setFont(REGULAR, _FOOT)
    if canvas.getPageNumber() > 1:
        canvas.drawString(MARGIN, height - HEAD, _short(f"{sheet.title} {sheet.number}"))
        canvas.drawRightString(width - MARGIN, height - HEAD, printable(bureau.short_name))
    line = BOTTOM - 14
    canvas.line(MARGIN, line, width - MARGIN, line)
    canvas.drawString(MARGIN, line - 11, printable(_made(sheet)))
    canvas.drawString(MARGIN, line - 21, note)
    canvas.drawRightString(
        width - MARGIN, line - 11, f"Halaman {canvas.getPageNumber()} dari {pages}"
    )


def _made(sheet: Sheet) -> str:
    made = datetime_long(sheet.frame.made_at, sheet.frame.bureau.zone)
    mark = "DATA CONTOH · " if sheet.frame.demo else ""
    return f"{mark}{sheet.mark or sheet.number} · Dibuat sistem {made}"


def _short(text: str) -> str:
    return printable(text)[:90]
