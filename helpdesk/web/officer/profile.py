"""/petugas/profil: whose helpdesk this is, to read, to look over before saving, and to save."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.catalogue.policies import POLICIES
from helpdesk.catalogue.policy_profile import profile_content
from helpdesk.db import begin_reading, release
from helpdesk.domain.revisions import PROFILE
from helpdesk.domain.roles import Action
from helpdesk.errors import HelpdeskError, InvalidInput
from helpdesk.queries.revisions import revisions_of
from helpdesk.usecases.profile import save_profile
from helpdesk.usecases.revisions import StalePolicy
from helpdesk.web.door import acting, book, catalogue, now
from helpdesk.web.errors import status_of
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.forms import Posted
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.profile_form import parts_of, profile_of
from helpdesk.wording.profile import EXAMPLE, changes_of

MOST = 20


@desk.get("/profil")
@permitted(Action.MANAGE_PROFILE)
def profile() -> ResponseReturnValue:
    """The form with what holds now."""
    return _page(profile_content(catalogue()), {})


@desk.post("/profil")
@permitted(Action.MANAGE_PROFILE)
def change_profile() -> ResponseReturnValue:
    """Show what would change, or put it into force."""
    form = Posted(request.form)
    content = profile_of(form, profile_content(catalogue()))
    try:
        if form.flag("look"):
            POLICIES[PROFILE].check(catalogue(), content)
            return _page(content, {}, form, looked=True)
        saved = save_profile(
            book(), content, form.text("note"), based_on=form.revision("based_on"),
            actor=acting(), now=now(),
        )
    except HelpdeskError as refused:
        release()
        begin_reading()
        stale = isinstance(refused, StalePolicy)
        told = refused.fields if isinstance(refused, InvalidInput) and refused.fields else {
            "note": refused.message}
        errors = {_field_of(path): reason for path, reason in told.items()}
        return _page(content, errors, form, looked=stale), status_of(refused)
    flash(f"Profil versi {saved.number} berlaku di semua halaman.", "ok")
    return redirect(url_for("officer.profile"), 303)


def _field_of(path: str) -> str:
    """Hours as a whole are refused under their first day."""
    return "counter_hours.mon" if path == "counter_hours" else path


def _page(
    content: Mapping[str, Any], errors: Mapping[str, str], form: Posted | None = None, *,
    looked: bool = False,
) -> str:
    """`looked`: what would change stands above the form, which then rests on what holds now."""
    based_on = book().revisions.get(PROFILE, 0)
    if form is not None and not looked:
        based_on = form.revision("based_on")
    return render_template(
        "officer/profile.html", parts=parts_of(content), example=content[EXAMPLE], errors=errors,
        based_on=based_on, note=form.text("note") if form else "", versions=_versions(),
        changes=changes_of(profile_content(catalogue()), content) if looked else None,
    )


def _versions() -> list[dict[str, Any]]:
    """The newest first, each with what it changed; of the oldest shown, that is not known."""
    rows = revisions_of(PROFILE, most=MOST + 1)
    told = [
        {"number": row.number, "at": row.saved_at, "by": who, "note": row.note,
         "changes": changes_of(before.content, row.content)}
        for (row, who), (before, _) in pairwise(rows)
    ]
    if rows and len(rows) <= MOST:
        first, who = rows[-1]
        told.append({"number": first.number, "at": first.saved_at, "by": who, "note": first.note,
                     "changes": None})
    return told
