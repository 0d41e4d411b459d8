"""Changing the calendar: a draft, what it would move, and saving it as the next version."""

from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.catalogue.policy_calendar import calendar_content, calendar_policy
from helpdesk.db import begin_reading, release
from helpdesk.domain.calendar_edit import checked
from helpdesk.domain.revisions import CALENDAR
from helpdesk.domain.roles import Action
from helpdesk.errors import HelpdeskError, InvalidInput
from helpdesk.usecases.revisions import save_revision
from helpdesk.web.door import acting, book, catalogue, now
from helpdesk.web.errors import status_of
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.calendar_draft import Draft, fresh_draft, opened_draft
from helpdesk.web.officer.calendar_forms import edit_of
from helpdesk.web.officer.forms import Posted
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.views_calendar_draft import draft_page

UNCHANGED = "Rancangan ini belum mengubah apa pun."


@desk.get("/kalender/ubah")
@permitted(Action.MANAGE_CALENDAR)
def draft_calendar() -> ResponseReturnValue:
    """A draft that begins from the calendar that holds."""
    return _shown(fresh_draft(book()), now())


@desk.post("/kalender/ubah")
@permitted(Action.MANAGE_CALENDAR)
def edit_draft() -> ResponseReturnValue:
    """One more change in the draft; nothing is saved. A refused one leaves the draft as it was."""
    release()  # a preview writes nothing and may read for a while: it holds no write lock
    begin_reading()
    at, form = now(), Posted(request.form, request.form.get("do", ""))
    draft = fresh_draft(book())
    try:
        draft = opened_draft(book(), request.form.get("draft", ""))
        edit = edit_of(form, catalogue().calendar.local_date(at))
        edited = checked(draft.policy, edit, catalogue().bureau.zone)
    except InvalidInput as refused:
        return _shown(draft, at, form, refused)
    return _shown(Draft(draft.based_on, edited), at)


@desk.post("/kalender/simpan")
@permitted(Action.MANAGE_CALENDAR)
def save_calendar() -> ResponseReturnValue:
    """Put the draft into force; the worker then moves the deadlines."""
    at, form = now(), Posted(request.form, "simpan")
    draft = fresh_draft(book())
    try:
        draft = opened_draft(book(), request.form.get("draft", ""))
        if draft.policy == calendar_policy(catalogue()):
            raise InvalidInput(UNCHANGED)
        saved = save_revision(
            book(), CALENDAR, calendar_content(draft.policy), form.text("note"),
            based_on=draft.based_on, actor=acting(), now=at,
        )
    except HelpdeskError as refused:
        release()
        begin_reading()
        return _shown(draft, at, form, refused)
    flash(
        f"Kalender versi {saved.number} berlaku mulai sekarang. Tenggat tiket yang terbuka sedang "
        "dihitung ulang.", "ok",
    )
    return redirect(url_for("officer.working_calendar"), 303)


def _shown(
    draft: Draft, at: datetime, form: Posted | None = None, refused: HelpdeskError | None = None
) -> ResponseReturnValue:
    errors = form.errors_of(refused) if form and isinstance(refused, InvalidInput) else {}
    page = draft_page(
        draft, acting(), at, form, errors, refused.message if refused else None
    )
    status = status_of(refused) if refused else 200
    return render_template("officer/calendar_draft.html", **page), status
