"""/petugas/tidak-bertugas: who is away or will be, and who stands in; read by all, kept by each."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.db import begin_reading, release
from helpdesk.domain.absence import AbsenceKind
from helpdesk.domain.roles import Action, permitted
from helpdesk.errors import HelpdeskError, InvalidInput
from helpdesk.models import Absence, Officer
from helpdesk.queries.absences import absences_from, deputising
from helpdesk.queries.related import all_officers
from helpdesk.usecases.absences import end_absence, may_record_for, record_absence
from helpdesk.web.door import acting, book, catalogue, now
from helpdesk.web.errors import status_of
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.forms import Posted
from helpdesk.web.officer.permitted import permitted as only
from helpdesk.wording.absence import KINDS, also_away, span_text


@desk.get("/tidak-bertugas")
@only(Action.RECORD_ABSENCE)
def absences() -> ResponseReturnValue:
    """Now and to come, and the form."""
    return _page(None, {}, "")


@desk.post("/tidak-bertugas")
@only(Action.RECORD_ABSENCE)
def record_away() -> ResponseReturnValue:
    """Put one on record."""
    form = Posted(request.form)
    try:
        row = record_absence(
            book(), form.row("officer") or acting().id, form.day("first"),
            form.day("last"), form.choice("kind", AbsenceKind) or AbsenceKind.LEAVE,
            form.row("deputy"), actor=acting(), now=now(),
        )
    except HelpdeskError as refused:
        release()
        begin_reading()
        errors = form.errors_of(refused) if isinstance(refused, InvalidInput) else {}
        return _page(form, errors, refused.message), status_of(refused)
    for other, whom in deputising(row.officer_id, row.first, row.last):
        flash(also_away(whom.name, span_text(other.first, other.last, _zone())), "warn")
    flash("Dicatat. Pemberitahuan dialihkan kepada penggantinya selama itu.", "ok")
    return redirect(url_for("officer.absences"), 303)


@desk.post("/tidak-bertugas/<row:absence_id>")
@only(Action.RECORD_ABSENCE)
def end_away(absence_id: int) -> ResponseReturnValue:
    """Back at work."""
    end_absence(book(), absence_id, actor=acting(), now=now())
    flash("Dicatat: kembali bertugas.", "ok")
    return redirect(url_for("officer.absences"), 303)


def _page(form: Posted | None, errors: dict[str, str], message: str) -> str:
    actor, people, zone = acting(), all_officers(), _zone()
    today, names = catalogue().calendar.local_date(now()), {o.id: o.name for o in people}
    others = [o for o in people if o.active and may_record_for(catalogue(), actor, o)]
    listed = absences_from(today)
    return render_template(
        "officer/absences.html", errors=errors, message=message, today=today.isoformat(),
        kept=form.kept() if form else {}, me=str(actor.id),
        kinds=[(kind.value, text) for kind, text in KINDS.items()],
        officers=[(str(o.id), o.name) for o in others] if len(others) > 1 else [],
        deputies=[(str(o.id), o.name) for o in people
                  if o.active and permitted(o.actor, Action.REPLY)],
        rows=[_row(row, officer, names, today, zone) | {
            "may": may_record_for(catalogue(), actor, officer),
            "deputy_away": _overlaps(row, listed),
        } for row, officer in listed],
    )


def _zone() -> str:
    return str(catalogue().calendar.tz)


def _overlaps(row: Absence, listed: Sequence[tuple[Absence, Officer]]) -> bool:
    """Whether its deputy is away on one of its days."""
    return any(other.officer_id == row.deputy_id and other.first <= row.last
               and other.last >= row.first for other, _ in listed)


def _row(
    row: Absence, officer: Officer, names: dict[int, str], today: date, zone: str
) -> dict[str, Any]:
    return {
        "id": row.id, "name": officer.name, "kind": KINDS[AbsenceKind(row.kind)],
        "span": span_text(row.first, row.last, zone), "now": row.first <= today,
        "deputy": names.get(row.deputy_id or 0, ""),
    }
