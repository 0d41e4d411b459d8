"""The whole filter of the queue, and the views kept from it."""

from urllib.parse import parse_qsl

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.db import begin_reading, db
from helpdesk.domain.roles import Action
from helpdesk.errors import InvalidInput
from helpdesk.models import SavedView
from helpdesk.queries.related import all_officers
from helpdesk.queries.saved_views import saved_views
from helpdesk.queries.tags import tag_names
from helpdesk.usecases.saved_views import drop_view, save_view
from helpdesk.web.door import acting, catalogue, now
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.forms import asked
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.queue_filter import Wanted, filter_choices, read_filter
from helpdesk.web.officer.typed_search import with_typed


def wanted_of(values: dict[str, str]) -> Wanted:
    """The filter's parts of an address; what is none of ours is dropped."""
    return Wanted(**{name: asked(values, name) for name in Wanted._fields})


@desk.get("/saringan")
@permitted(Action.VIEW_QUEUE)
def queue_filter() -> ResponseReturnValue:
    """Every filter of the queue in one form, and the name to keep it under."""
    return _filter_page(wanted_of(request.args.to_dict()))


def _filter_page(wanted: Wanted, errors: dict[str, str] | None = None) -> ResponseReturnValue:
    people = {str(each.id): each.name for each in all_officers() if each.active}
    promises = catalogue()
    # What was typed as a filter stands in the field it belongs to.
    tags = tag_names()
    wanted = with_typed(wanted, promises, people, promises.calendar.local_date(now()), tags)
    _, wrong = read_filter(wanted, promises, people, tags)
    page = render_template(
        "officer/queue_filter.html", wanted=wanted, wrong=wrong, errors=errors or {},
        choices=filter_choices(people, tags), kept=request.form,
        units=[(u.code, u.name) for u in promises.units.values() if u.queue],
        services=[(s.code, s.name) for s in promises.services.values()],
    )
    return (page, 400) if errors else page


@desk.get("/pandangan")
@permitted(Action.VIEW_QUEUE)
def views() -> ResponseReturnValue:
    """The views that are kept; a part of the queue's page, asked for apart."""
    actor = acting()
    return render_template(
        "officer/saved_views.html", part=request.headers.get("X-Requested-With") == "fetch",
        rows=[_row(each, mine=each.officer_id == actor.id) for each in saved_views(actor)],
    )


def _row(kept: SavedView, *, mine: bool) -> dict[str, object]:
    query = wanted_of(dict(parse_qsl(kept.query))).kept
    return {"id": kept.id, "name": kept.name, "mine": mine, "shared": kept.shared,
            "href": url_for("officer.queue", **query)}


@desk.post("/pandangan")
@permitted(Action.VIEW_QUEUE)
def keep_view() -> ResponseReturnValue:
    """Keep the filter of the form under a name."""
    wanted = wanted_of(request.form.to_dict())
    try:
        row = save_view(
            request.form.get("nama", ""), wanted.kept, shared=bool(request.form.get("bersama")),
            actor=acting(), now=now(),
        )
    except InvalidInput as refused:
        db.session.rollback()
        begin_reading()
        return _filter_page(wanted, {"nama": refused.message})
    flash(f"Pandangan “{row.name}” disimpan.", "ok")
    return redirect(url_for("officer.queue", **wanted.kept), 303)


@desk.post("/pandangan/<row:view_id>/hapus")
@permitted(Action.VIEW_QUEUE)
def remove_view(view_id: int) -> ResponseReturnValue:
    """Delete one's own."""
    drop_view(view_id, actor=acting())
    flash("Pandangan dihapus.", "ok")
    return redirect(url_for("officer.views"), 303)
