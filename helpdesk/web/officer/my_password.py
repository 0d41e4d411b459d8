"""/petugas/sandi: one's own password, changed by whoever knows the old one."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.db import begin_reading, db
from helpdesk.domain.roles import Action
from helpdesk.errors import InvalidInput, NotAllowed
from helpdesk.usecases.own_password import change_own_password, reset_password
from helpdesk.web.door import acting, now
from helpdesk.web.errors import status_of
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.forms import Posted
from helpdesk.web.officer.passwords import passwords
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.staff import again
from helpdesk.web.session import sign_in

LONGEST = 200


@desk.get("/sandi")
@permitted(Action.CHANGE_PASSWORD)
def my_password() -> ResponseReturnValue:
    """The form."""
    return render_template("officer/password.html", errors={})


@desk.post("/sandi")
@permitted(Action.CHANGE_PASSWORD)
def change_my_password() -> ResponseReturnValue:
    """The new one counts from now, and every other device is signed out."""
    form = request.form
    old, new = form.get("old", "")[:LONGEST], form.get("password", "")[:LONGEST]
    try:
        if new != form.get("again", "")[:LONGEST]:
            raise InvalidInput(again="Tidak sama dengan kata sandi baru di atasnya.")
        secret = change_own_password(
            passwords(), old, new, actor=acting(), source=request.remote_addr or "", now=now()
        )
    except (InvalidInput, NotAllowed) as refused:
        db.session.rollback()
        begin_reading()
        errors = refused.fields if isinstance(refused, InvalidInput) else {"old": refused.message}
        return render_template("officer/password.html", errors=errors), status_of(refused)
    sign_in(secret)
    flash("Kata sandi diganti. Perangkat lain sudah dikeluarkan.", "ok")
    return redirect(url_for("officer.my_password"), 303)


@desk.post("/petugas/<row:officer_id>/sandi")
@permitted(Action.MANAGE_OFFICERS)
def reset_officer_password(officer_id: int) -> ResponseReturnValue:
    """For an officer who forgot theirs."""
    form = Posted(request.form, f"p{officer_id}")
    try:
        reset_password(
            passwords(), officer_id, form.text("password")[:LONGEST], actor=acting(), now=now()
        )
    except (InvalidInput, NotAllowed) as refused:
        return again(form, refused)
    flash("Kata sandi diatur ulang. Sampaikan langsung kepada orangnya.", "ok")
    return redirect(url_for("officer.staff"), 303)
