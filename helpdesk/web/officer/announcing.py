"""/petugas/pengumuman: what the bureau tells everybody."""

from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.db import begin_reading, db
from helpdesk.domain.roles import Action
from helpdesk.errors import IllegalMove, InvalidInput
from helpdesk.models import Announcement
from helpdesk.queries.announcements import every_announcement
from helpdesk.queries.related import officer_names
from helpdesk.usecases.announcements import announce, withdraw
from helpdesk.web.door import acting, catalogue, now
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.forms import Posted
from helpdesk.web.officer.permitted import permitted
from helpdesk.wording.time import datetime_short


@desk.get("/pengumuman")
@permitted(Action.ANNOUNCE)
def announcements() -> ResponseReturnValue:
    """All of them with their state, and the form for another."""
    return _page({}, {})


@desk.post("/pengumuman")
@permitted(Action.ANNOUNCE)
def publish() -> ResponseReturnValue:
    """Publish at once."""
    form = Posted(request.form)
    try:
        row = announce(
            form.text("title"), form.text("body"), form.instant("ends_at", catalogue().calendar.tz),
            actor=acting(), now=now(),
        )
    except InvalidInput as refused:
        db.session.rollback()
        begin_reading()
        return _page(form.kept(), refused.fields), 400
    flash(f"“{row.title}” diumumkan.", "ok")
    return redirect(url_for("officer.announcements"), 303)


@desk.post("/pengumuman/<row:announcement_id>/tarik")
@permitted(Action.ANNOUNCE)
def withdraw_announcement(announcement_id: int) -> ResponseReturnValue:
    """Take it from the public pages."""
    try:
        withdraw(announcement_id, actor=acting(), now=now())
        flash("Pengumuman ditarik.", "ok")
    except IllegalMove as late:
        flash(late.message, "error")
    return redirect(url_for("officer.announcements"), 303)


def _page(kept: Any, errors: Any) -> str:
    names, at = officer_names(), now()
    rows = [{"row": row, **_state(row, at), "by": names.get(row.officer_id, "Petugas"),
             "at_text": _text(row.published_at)} for row in every_announcement()]
    return render_template("officer/announcements.html", rows=rows, kept=kept, errors=errors)


def _state(row: Announcement, at: datetime) -> dict[str, Any]:
    if row.withdrawn_at is not None:
        return {"state": f"ditarik {_text(row.withdrawn_at)}", "stands": False}
    if row.ends_at is not None and row.ends_at <= at:
        return {"state": f"berakhir {_text(row.ends_at)}", "stands": False}
    until = f"tampil sampai {_text(row.ends_at)}" if row.ends_at else "tampil sampai ditarik"
    return {"state": until, "stands": True}


def _text(instant: datetime) -> str:
    return datetime_short(instant, catalogue().bureau.zone)
