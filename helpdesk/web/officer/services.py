"""/petugas/layanan: what is published of each service, to read, look over, change and plan."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.catalogue.policy_services import check_services, service_content, service_of
from helpdesk.db import begin_reading, release
from helpdesk.domain.revisions import SERVICES
from helpdesk.domain.roles import Action
from helpdesk.domain.services import Service
from helpdesk.errors import HelpdeskError, InvalidInput, NotFound
from helpdesk.queries.revisions import revisions_of, waiting_plans
from helpdesk.usecases.edit_service import cancel_plan, save_service, versioned
from helpdesk.usecases.revisions import StalePolicy
from helpdesk.web.door import acting, book, catalogue, now
from helpdesk.web.errors import status_of
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.forms import Posted
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.services_form import field_of, fields_of, service_of_form
from helpdesk.web.officer.services_place import place_options
from helpdesk.web.public.showing import service_page, state_of
from helpdesk.wording.services import COLUMN_TYPES, STANDINGS, UNITS, changes_of
from helpdesk.wording.values import LABELS

MOST = 20


@desk.get("/layanan")
@permitted(Action.MANAGE_SERVICES)
def services() -> ResponseReturnValue:
    """Every service with its version and what waits."""
    plans = waiting_plans()
    rows = [
        {"code": each.code, "name": each.name, "unit": catalogue().units[each.unit].name,
         "state": state_of(each), "active": each.active,
         "revision": each.standard.revision if each.standard else "",
         "starts": plans[each.code].content["from"] if each.code in plans else None}
        for each in catalogue().services.values()
    ]
    opening = [
        {"code": code, "name": plan.content["service"]["name"],
         "starts": date.fromisoformat(plan.content["from"])}
        for code, plan in plans.items() if code not in catalogue().services
    ]
    return render_template("officer/services.html", rows=rows, opening=opening)


@desk.get("/layanan/<topic:code>")
@permitted(Action.MANAGE_SERVICES)
def service(code: str) -> ResponseReturnValue:
    """The form with what is published now."""
    return _page(_known(code), None, {})


@desk.post("/layanan/<topic:code>")
@permitted(Action.MANAGE_SERVICES)
def change_service(code: str) -> ResponseReturnValue:
    """Show what would change, or save it."""
    running, form = _known(code), Posted(request.form)
    content = service_of_form(form, service_content(running), running.checklist)
    try:
        starts = day_of(form.text("starts"))
        if form.flag("look"):
            check_services(catalogue(), {"code": code, "service": content})
            return _page(running, content, {}, form, looked=True)
        saved = save_service(
            book(), content, form.text("note"), starts, based_on=form.revision("based_on"),
            actor=acting(), now=now(),
        )
    except HelpdeskError as refused:
        release()
        begin_reading()
        told = refused.fields if isinstance(refused, InvalidInput) and refused.fields else {
            "note": refused.message}
        errors = {field_of(path): reason for path, reason in told.items()}
        stale = isinstance(refused, StalePolicy)
        return _page(running, content, errors, form, looked=stale), status_of(refused)
    flash(_done(saved.policy, running.name), "ok")
    return redirect(url_for("officer.service", code=code), 303)


def _done(policy: str, name: str) -> str:
    return (f"{name}: perubahan berlaku di semua halaman." if policy == SERVICES
            else f"{name}: perubahan direncanakan dan berlaku sendiri pada harinya.")


@desk.post("/layanan/<topic:code>/batalkan")
@permitted(Action.MANAGE_SERVICES)
def cancel_service_plan(code: str) -> ResponseReturnValue:
    """Take back the change that waits."""
    running, form = _known(code), Posted(request.form)
    try:
        cancel_plan(book(), code, form.text("batal-note"), number=form.revision("number"),
                    actor=acting(), now=now())
    except HelpdeskError as refused:
        release()
        begin_reading()
        return _page(running, None, {"batal-note": refused.message}), status_of(refused)
    flash("Rencana perubahan dibatalkan.", "ok")
    if code not in catalogue().services:
        return redirect(url_for("officer.services"), 303)
    return redirect(url_for("officer.service", code=code), 303)


def _known(code: str) -> Service:
    """One that is published, or a new one that waits for its day."""
    found = catalogue().services.get(code)
    if found is None:
        plan = waiting_plans().get(code)
        if plan is None:
            raise NotFound
        return service_of(catalogue(), plan.content["service"])
    return found


def _page(
    running: Service, content: Mapping[str, Any] | None, errors: Mapping[str, str],
    form: Posted | None = None, *, looked: bool = False,
) -> str:
    """`looked`: what would change stands above the form, which then rests on what holds now."""
    before, rows = service_content(running), _rows(running.code)
    based_on = rows[0][0].number if rows else 0
    if form is not None and not looked:
        based_on = form.revision("based_on")
    typed = content or before
    return render_template(
        "officer/service.html", service=running, fields=fields_of(typed, running.checklist),
        errors=errors, published=running.code in catalogue().services, options=options(),
        based_on=based_on, note=form.text("note") if form else "",
        starts=form.text("starts") if form else "", standings=list(STANDINGS.items()),
        units=list(UNITS.items()), types=list(COLUMN_TYPES.items()),
        today=book().calendar.local_date(now()).isoformat(),
        changes=changes_of(before, typed, unit_names()) if looked else None,
        shown=shown_as(before, typed, form) if looked and form else None,
        plan=_plan(running.code, before), versions=_versions(running, rows),
    )


def unit_names() -> dict[str, str]:
    """The units' names by their codes."""
    return {unit.code: unit.name for unit in catalogue().units.values()}


def options() -> Any:
    """The choices of the form's lists."""
    return place_options(list(catalogue().units.values()), LABELS)


def shown_as(
    before: Mapping[str, Any], typed: Mapping[str, Any], form: Posted
) -> dict[str, Any] | None:
    """The public page as it would be; None while what was typed may not be published."""
    try:
        starts = day_of(form.text("starts")) or book().calendar.local_date(now())
        made = versioned(before, typed, form.text("note"), starts)
        check_services(catalogue(), {"code": typed["code"], "service": made, "opened": True})
        return service_page(catalogue(), service_of(catalogue(), made))
    except HelpdeskError:
        return None


def _rows(code: str) -> list[Any]:
    return list(revisions_of(SERVICES, most=MOST, service=code))


def _plan(code: str, before: Mapping[str, Any]) -> dict[str, Any] | None:
    plan = waiting_plans().get(code)
    if plan is None:
        return None
    return {"number": plan.number, "starts": date.fromisoformat(plan.content["from"]),
            "note": plan.note, "changes": changes_of(before, plan.content["service"], unit_names())}


def _versions(running: Service, rows: list[Any]) -> list[dict[str, Any]]:
    """The newest first, each with what it changed of the one before."""
    held = [service_content(each) for _, each in catalogue().services_before.get(running.code, ())]
    told = []
    for row, who in rows:
        before = held.pop() if held else None
        told.append({
            "at": row.saved_at, "by": who, "note": row.note,
            "starts": date.fromisoformat(row.content["from"]),
            "changes": changes_of(before, row.content["service"], unit_names()) if before else None,
        })
    return told


def day_of(typed: str) -> date | None:
    """The day typed, None when left open. Raises `InvalidInput`."""
    if not typed.strip():
        return None
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        raise InvalidInput(starts="Isi tanggal, misalnya 01/01/2027.") from None
