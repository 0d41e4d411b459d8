"""A form as a paper: with the answers that were given, and lines to write on for the others."""

from collections.abc import Mapping

from helpdesk.domain.forms import BLANK, Form, Part, filled
from helpdesk.reports.sheet import Block, Facts, Frame, Grid, Points, Section, Sheet, Signs, Text

KIND = "Formulir"


def form_sheet(form: Form, answers: Mapping[str, str], frame: Frame) -> Sheet:
    """The paper; `answers` by the code of what was asked, in the words to print."""
    known = {**answers, "biro": frame.bureau.name, "kepala": frame.bureau.signatory.title}
    blocks = tuple(_block(part, known) for part in form.parts)
    mark = f"Formulir {form.code}, versi {form.revision}"
    return Sheet(KIND, form.title, frame, blocks, letterhead=not form.own_paper, mark=mark)


def _block(part: Part, known: Mapping[str, str]) -> Block:
    def said(text: str) -> str:
        return filled(text, known)

    if part.section:
        return Section(said(part.section))
    if part.text:
        return Text(said(part.text))
    if part.points:
        return Points([said(point) for point in part.points])
    if part.rows:
        return Facts([(row.term, said(row.value)) for row in part.rows], apart=True)
    if part.grid:
        wide = len(part.grid.heads)
        empty = [[""] * wide] * part.grid.empty
        return Grid(part.grid.heads, part.grid.widths, [*part.grid.rows, *empty])
    assert part.signing is not None
    s = part.signing

    def name(text: str) -> str:
        shown = said(text) if text else ""
        return "" if BLANK in shown else shown

    # A name that is missing leaves the usual line to sign on.
    return Signs(said(s.left), said(s.right), said(s.above), name(s.right_name),
                 name(s.left_name), s.seal)
