"""The list of officers: added, changed, deactivated."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.db import begin_reading, db
from helpdesk.domain.roles import Action, Role
from helpdesk.errors import HelpdeskError, IllegalMove, InvalidInput, NotAllowed
from helpdesk.usecases.officer_chats import unlink_lost
from helpdesk.usecases.staff import NewOfficer, add_officer, edit_officer
from helpdesk.web.door import acting, book, now
from helpdesk.web.errors import status_of
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.forms import Posted
from helpdesk.web.officer.passwords import passwords
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.views_staff import staff_page


@desk.get("/petugas")
@permitted(Action.MANAGE_OFFICERS)
def staff() -> ResponseReturnValue:
    """Everyone, and the form for someone new."""
    return render_template("officer/staff.html", **staff_page(acting()))


@desk.post("/petugas")
@permitted(Action.MANAGE_OFFICERS)
def add() -> ResponseReturnValue:
    """Someone new, with a first password told to them in person."""
    form = Posted(request.form, "baru")
    try:
        made = add_officer(book(), passwords(), _new(form), actor=acting(), now=now())
    except (InvalidInput, NotAllowed) as error:
        return again(form, error)
    flash(f"{made.name} dapat masuk dengan alamat {made.email}.", "ok")
    return redirect(url_for("officer.staff"), 303)


def _new(form: Posted) -> NewOfficer:
    return NewOfficer(
        name=form.text("name"), email=form.text("email"), password=form.text("password")[:200],
        roles=tuple(form.members("roles", Role)), unit=form.line("unit"),
    )


@desk.post("/petugas/<row:officer_id>")
@permitted(Action.MANAGE_OFFICERS)
def edit(officer_id: int) -> ResponseReturnValue:
    """Roles, unit, activity, deputy."""
    form = Posted(request.form, f"p{officer_id}")
    try:
        changed = edit_officer(
            book(), officer_id, roles=form.members("roles", Role), unit=form.line("unit"),
            active=form.flag("active"), deputy_of=form.row("deputy_of"), actor=acting(), now=now(),
        )
    except (InvalidInput, NotAllowed) as error:
        return again(form, error)
    flash(f"Data {changed.name} disimpan.", "ok")
    return redirect(url_for("officer.staff"), 303)


@desk.post("/petugas/<row:officer_id>/telegram")
@permitted(Action.MANAGE_OFFICERS)
def unlink_telegram(officer_id: int) -> ResponseReturnValue:
    """A lost telephone is let go by whoever keeps the list."""
    try:
        officer = unlink_lost(officer_id, actor=acting(), now=now())
    except IllegalMove as refusal:
        return again(Posted(request.form, f"p{officer_id}"), refusal)
    flash(f"Telegram {officer.name} dilepas.", "ok")
    return redirect(url_for("officer.staff"), 303)


def again(form: Posted, error: HelpdeskError) -> ResponseReturnValue:
    """The page with what was refused, its drawer open."""
    db.session.rollback()
    begin_reading()
    errors = form.errors_of(error) if isinstance(error, InvalidInput) else {}
    page = staff_page(acting(), form, errors, error.message)
    return render_template("officer/staff.html", **page), status_of(error)
