"""/petugas/massal: one act on many tickets, said before it is done, with a result for each."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.db import begin_reading, db
from helpdesk.domain.bulk import BulkKind
from helpdesk.domain.number import parse_number
from helpdesk.domain.roles import Action
from helpdesk.errors import IllegalMove, InvalidInput
from helpdesk.queries.bulk import order_of
from helpdesk.usecases.bulk import Chosen, call_back, order_bulk
from helpdesk.web.door import acting, book, now
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.forms import Posted
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.views_bulk import choose_view, order_view

MOST_READ = 300  # of an address; the use case says how many may be chosen


@desk.get("/massal")
@permitted(Action.VIEW_QUEUE)
def bulk() -> ResponseReturnValue:
    """What would be done, to which tickets as they stand now; the address may be shared."""
    chosen = _chosen(request.args.getlist("t"))
    kind = _kind(request.args.get("aksi", ""))
    return render_template("officer/bulk.html", **choose_view(chosen, kind, acting(), now()))


@desk.post("/massal")
@permitted(Action.VIEW_QUEUE)
def give_order() -> ResponseReturnValue:
    """Order it; nothing happens for ten seconds."""
    form, chosen = Posted(request.form), _chosen(request.form.getlist("t"))
    kind = _kind(form.text("aksi"))
    try:
        act = order_bulk(book(), kind, _data(form), chosen, actor=acting(), now=now())
    except InvalidInput as refused:
        db.session.rollback()
        begin_reading()
        page = choose_view(chosen, kind, acting(), now(), errors=form.errors_of(refused),
                           kept=form.kept())
        return render_template("officer/bulk.html", **page), 400
    return redirect(url_for("officer.bulk_act", bulk_id=act.id), 303)


@desk.get("/massal/<row:bulk_id>")
@permitted(Action.VIEW_QUEUE)
def bulk_act(bulk_id: int) -> ResponseReturnValue:
    """How each ticket fared, and the ten seconds while it can be called back."""
    actor = acting()
    return render_template("officer/bulk_act.html", **order_view(
        order_of(bulk_id, actor), actor, now()
    ))


@desk.post("/massal/<row:bulk_id>/batalkan")
@permitted(Action.VIEW_QUEUE)
def cancel_bulk(bulk_id: int) -> ResponseReturnValue:
    """Call it back."""
    try:
        call_back(bulk_id, actor=acting(), now=now())
        flash("Dibatalkan. Tidak ada tiket yang berubah dan tidak ada balasan yang terkirim.", "ok")
    except IllegalMove as late:
        flash(late.message, "error")
    return redirect(url_for("officer.bulk_act", bulk_id=bulk_id), 303)


def _kind(code: str) -> BulkKind:
    try:
        return BulkKind(code)
    except ValueError:
        return BulkKind.ASSIGN  # the form lets one choose another


def _chosen(boxes: list[str]) -> list[Chosen]:
    """The ticked boxes, each "number:version"; what is none of ours is dropped."""
    found = []
    for box in boxes[:MOST_READ]:
        number, _, version = box.partition(":")
        parsed = parse_number(number[:60])
        if parsed and version.isascii() and version.isdigit() and len(version) < 10:
            found.append((parsed, int(version)))
    return found


def _data(form: Posted) -> dict[str, object]:
    return {
        "officer": form.row("officer"), "unit": form.line("unit"), "service": form.line("service"),
        "parent": parse_number(form.text("parent")), "text": form.text("text").strip(),
        "instruction": form.text("instruction").strip(), "reason": form.line("reason", limit=500),
        "completeness": "complete" if form.flag("completeness") else None,
    }
