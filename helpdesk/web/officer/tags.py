"""/petugas/label: the bureau's list of tags; and the tags of one ticket."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.db import begin_reading, db
from helpdesk.domain.roles import Action
from helpdesk.errors import InvalidInput
from helpdesk.models import Tag
from helpdesk.queries.related import officer_names
from helpdesk.queries.tags import every_tag
from helpdesk.usecases.tags import add_tag, put_away_tag, tag_ticket
from helpdesk.web.door import acting, book, catalogue, now
from helpdesk.web.officer.answering import act
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.forms import Posted
from helpdesk.web.officer.permitted import permitted
from helpdesk.wording.time import datetime_short


@desk.post("/tiket/<ticket:number>/label")
@permitted(Action.TAG)
def tag(number: str) -> ResponseReturnValue:
    """Exactly the tags that are ticked."""
    return act(number, "label", "Label disimpan.", lambda form, who, at: tag_ticket(
        book(), number, form.rows("tag"), actor=who, now=at, version=form.version
    ))


@desk.get("/label")
@permitted(Action.MANAGE_TAGS)
def tags() -> ResponseReturnValue:
    """All of them, and the form for another."""
    return _page({}, {})


@desk.post("/label")
@permitted(Action.MANAGE_TAGS)
def new_tag() -> ResponseReturnValue:
    """Put one on the list."""
    form = Posted(request.form)
    try:
        row = add_tag(form.text("name"), actor=acting(), now=now())
    except InvalidInput as refused:
        db.session.rollback()
        begin_reading()
        return _page(form.kept(), refused.fields), 400
    flash(f"Label “{row.name}” ditambahkan.", "ok")
    return redirect(url_for("officer.tags"), 303)


@desk.post("/label/<row:tag_id>")
@permitted(Action.MANAGE_TAGS)
def keep_tag(tag_id: int) -> ResponseReturnValue:
    """Put it away, or take it out again."""
    away = bool(request.form.get("away"))
    row = put_away_tag(tag_id, away=away, actor=acting(), now=now())
    flash(f"Label “{row.name}” {'diarsipkan' if away else 'dipakai lagi'}.", "ok")
    return redirect(url_for("officer.tags"), 303)


def _page(kept: Any, errors: Any) -> str:
    names = officer_names()
    rows = [{"id": row.id, "name": row.name, "away": row.put_away_at is not None,
             "told": _told(row, names)} for row in every_tag()]
    return render_template("officer/tags.html", rows=rows, kept=kept, errors=errors)


def _told(row: Tag, names: Any) -> str:
    zone = str(catalogue().calendar.tz)
    made = f"dibuat {datetime_short(row.created_at, zone)}, {names.get(row.officer_id, 'Petugas')}"
    if row.put_away_at is None:
        return made
    by = names.get(row.put_away_by or 0, "Petugas")
    return f"{made} · diarsipkan {datetime_short(row.put_away_at, zone)}, {by}"
