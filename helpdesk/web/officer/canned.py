"""/petugas/balasan: replies kept for use again; and what the composer inserts of them."""

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.db import begin_reading, db
from helpdesk.domain.roles import Action
from helpdesk.errors import InvalidInput
from helpdesk.queries.canned import canned_reply
from helpdesk.queries.reading import ticket_seen_by
from helpdesk.usecases.canned import put_away_canned, write_canned
from helpdesk.usecases.reply_drafts import keep_draft
from helpdesk.web.door import acting, now
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.forms import Posted, asked
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.views_canned import canned_page, edit_page, insertions


@desk.get("/balasan")
@permitted(Action.REPLY)
def canned() -> ResponseReturnValue:
    """All that the officer may use, and the form for another."""
    return render_template("officer/canned.html", **canned_page(acting()))


@desk.get("/balasan/<row:reply_id>")
@permitted(Action.REPLY)
def canned_one(reply_id: int) -> ResponseReturnValue:
    """One to change, with how it read before."""
    actor = acting()
    return render_template("officer/canned_edit.html", **edit_page(
        canned_reply(reply_id, actor), actor
    ))


@desk.post("/balasan")
@permitted(Action.REPLY)
def add_canned() -> ResponseReturnValue:
    """Keep a new one."""
    form = Posted(request.form)
    try:
        _write(form, None)
    except InvalidInput as refused:
        _start_again()
        page = canned_page(acting(), form.kept(), refused.fields)
        return render_template("officer/canned.html", **page), 400
    return redirect(url_for("officer.canned"), 303)


@desk.post("/balasan/<row:reply_id>")
@permitted(Action.REPLY)
def change_canned(reply_id: int) -> ResponseReturnValue:
    """Another wording."""
    form = Posted(request.form)
    try:
        _write(form, reply_id)
    except InvalidInput as refused:
        _start_again()
        actor = acting()
        page = edit_page(canned_reply(reply_id, actor), actor, form.kept(), refused.fields)
        return render_template("officer/canned_edit.html", **page), 400
    return redirect(url_for("officer.canned"), 303)


def _write(form: Posted, reply_id: int | None) -> None:
    row = write_canned(
        reply_id, form.text("title"), form.text("body"), shared=form.flag("shared"),
        actor=acting(), now=now(),
    )
    flash(f"Balasan “{row.title}” disimpan.", "ok")


def _start_again() -> None:
    db.session.rollback()
    begin_reading()


@desk.post("/balasan/<row:reply_id>/arsipkan")
@permitted(Action.REPLY)
def archive_canned(reply_id: int) -> ResponseReturnValue:
    """Offer it no longer."""
    put_away_canned(reply_id, actor=acting(), now=now())
    flash("Balasan diarsipkan.", "ok")
    return redirect(url_for("officer.canned"), 303)


@desk.get("/tiket/<ticket:number>/sisipan")
@permitted(Action.REPLY)
def insertable(number: str) -> ResponseReturnValue:
    """Replies (`::`), articles (`??`) or colleagues (`@`) that fit the typed words."""
    actor = acting()
    ticket = ticket_seen_by(number, actor)
    found = insertions(ticket, actor, asked(request.args, "q"), request.args.get("dari", ""))
    if request.headers.get("X-Requested-With") == "fetch":
        return jsonify(items=found)
    return render_template("officer/insertable.html", ticket=ticket, found=found,
                           q=asked(request.args, "q"))


@desk.post("/tiket/<ticket:number>/draf")
@permitted(Action.NOTE)
def save_draft(number: str) -> ResponseReturnValue:
    """Keep what is being written; the script asks for this while one types."""
    form = Posted(request.form)
    keep_draft(
        number, form.text("text"), internal=form.text("visibility") == "internal",
        actor=acting(), now=now(),
    )
    return "", 204
