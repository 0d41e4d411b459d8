"""The bureau's rules: figures and ladder, read by everyone of the desk, changed by the Kepala."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.db import begin_reading, release
from helpdesk.domain.revisions import LADDER, LIMITS
from helpdesk.domain.roles import Action
from helpdesk.errors import HelpdeskError, InvalidInput
from helpdesk.usecases.policy import save_rules
from helpdesk.web.door import acting, book, now
from helpdesk.web.errors import status_of
from helpdesk.web.officer import views_policy as view
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.forms import Posted
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.policy_forms import ladder_of, limits_of, named_as_fields

UNCHANGED = "Tidak ada yang diubah."
Read = Callable[[Posted, Mapping[str, Any]], dict[str, Any]]


@desk.get("/aturan")
@permitted(Action.VIEW_POLICY)
def rules() -> ResponseReturnValue:
    """What holds now, in sentences, and who changed what."""
    return render_template("officer/rules.html", **view.rules_page(acting()))


@desk.get("/aturan/batas")
@permitted(Action.MANAGE_POLICY)
def edit_limits() -> ResponseReturnValue:
    """The figures as a form."""
    return render_template("officer/rules_limits.html", **view.limits_form(None, {}))


@desk.post("/aturan/batas")
@permitted(Action.MANAGE_POLICY)
def save_limits() -> ResponseReturnValue:
    """Put other figures into force for promises to come."""
    form = Posted(request.form, LIMITS)
    try:
        number = _saved(form, LIMITS, limits_of)
    except HelpdeskError as refused:
        errors = _refused(form, refused)
        page = view.limits_form(form, errors)
        return render_template("officer/rules_limits.html", **page), status_of(refused)
    flash(f"Batas waktu versi {number} berlaku bagi janji yang dibuat mulai sekarang.", "ok")
    return redirect(url_for("officer.rules"), 303)


@desk.get("/aturan/jenjang")
@permitted(Action.MANAGE_POLICY)
def edit_ladder() -> ResponseReturnValue:
    """The rungs as a form."""
    return render_template("officer/rules_ladder.html", **view.ladder_form(None, {}))


@desk.post("/aturan/jenjang")
@permitted(Action.MANAGE_POLICY)
def save_ladder() -> ResponseReturnValue:
    """Put another ladder into force for steps to come."""
    form = Posted(request.form, LADDER)
    try:
        number = _saved(form, LADDER, ladder_of)
    except HelpdeskError as refused:
        errors = _refused(form, refused)
        page = view.ladder_form(form, errors)
        return render_template("officer/rules_ladder.html", **page), status_of(refused)
    flash(f"Jenjang versi {number} berlaku mulai sekarang; langkah yang sudah terjadi tetap.", "ok")
    return redirect(url_for("officer.rules"), 303)


def _saved(form: Posted, policy: str, read: Read) -> int:
    in_force = view.running(policy)
    content = read(form, in_force)
    if content == in_force:
        raise InvalidInput(UNCHANGED)
    return save_rules(
        book(), policy, content, form.text("note"),
        based_on=form.revision("based_on"),
        actor=acting(), now=now(),
    ).number


def _refused(form: Posted, refused: HelpdeskError) -> dict[str, str]:
    """The errors by field; what concerns no field stands under the note."""
    release()
    begin_reading()
    if isinstance(refused, InvalidInput) and refused.fields:
        return form.errors_of(named_as_fields(refused))
    return {form.key("note"): refused.message}
