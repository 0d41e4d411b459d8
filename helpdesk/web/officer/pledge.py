"""/petugas/maklumat: the pledge as it holds, and the Kepala's word on it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.db import begin_reading, db, release
from helpdesk.domain.revisions import PLEDGE
from helpdesk.domain.roles import Action, permitted
from helpdesk.errors import HelpdeskError, InvalidInput
from helpdesk.models import Officer
from helpdesk.queries.revisions import revisions_of
from helpdesk.usecases.pledge import sign_pledge, withdraw_pledge
from helpdesk.web.door import acting, book, catalogue, now
from helpdesk.web.errors import status_of
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.forms import Posted
from helpdesk.web.officer.permitted import permitted as only
from helpdesk.wording.pledge import versions_of

_FIELDS = {"pernyataan": "statement_1", "penutup": "body", "nama": "signatory"}


@desk.get("/maklumat")
@only(Action.VIEW_POLICY)
def pledge() -> ResponseReturnValue:
    """What hangs on the wall, who put it there, and the form for another."""
    return _page(None, {})


@desk.post("/maklumat")
@only(Action.MANAGE_POLICY)
def sign() -> ResponseReturnValue:
    """Put it into force."""
    form = Posted(request.form)
    try:
        if not form.flag("sure"):
            raise InvalidInput(sure="Centang pernyataan ini bila maklumat memang ditandatangani.")
        sign_pledge(
            book(), [form.text(f"statement_{n}") for n in (1, 2, 3)], form.text("body"),
            form.text("signatory"), form.day("signed_on"), form.text("note"),
            based_on=form.revision("based_on"), actor=acting(), now=now(),
        )
    except HelpdeskError as refused:
        return _refused(form, refused)
    flash("Maklumat berlaku dan tampil untuk umum.", "ok")
    return redirect(url_for("officer.pledge"), 303)


@desk.post("/maklumat/tarik")
@only(Action.MANAGE_POLICY)
def take_back() -> ResponseReturnValue:
    """A draft again."""
    form = Posted(request.form, "tarik")
    try:
        withdraw_pledge(
            book(), form.text("note"), based_on=form.revision("based_on"), actor=acting(),
            now=now(),
        )
    except HelpdeskError as refused:
        return _refused(form, refused)
    flash("Maklumat ditarik; halaman umum menampilkannya sebagai rancangan.", "ok")
    return redirect(url_for("officer.pledge"), 303)


def _refused(form: Posted, refused: HelpdeskError) -> ResponseReturnValue:
    release()
    begin_reading()
    told = refused.fields if isinstance(refused, InvalidInput) and refused.fields else {
        "note": refused.message}
    return _page(form, {form.key(_FIELDS.get(k, k)): v for k, v in told.items()}), status_of(
        refused)


def _page(form: Posted | None, errors: dict[str, str]) -> str:
    shown, actor = catalogue().pledge, acting()
    me = db.session.get(Officer, actor.id)
    kept: dict[str, Any] = {
        **{f"statement_{n}": text for n, text in enumerate(shown.statements, 1)},
        "body": shown.body, "signatory": catalogue().bureau.signatory.name or (me and me.name),
        "signed_on": catalogue().calendar.local_date(now()).isoformat(), "note": "",
    }
    if form is not None and not form.prefix:
        kept = {name: form.text(name) for name in kept}
    return render_template(
        "officer/pledge.html", pledge=shown, kept=kept, errors=errors,
        taking_back=form is not None and bool(form.prefix), form=form,
        may_sign=permitted(actor, Action.MANAGE_POLICY), based_on=book().revisions.get(PLEDGE, 0),
        versions=versions_of(revisions_of(PLEDGE, most=20), catalogue().bureau),
    )
