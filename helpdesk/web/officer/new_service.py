"""/petugas/layanan/baru: a service that no file knows, looked over and opened or planned."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.catalogue.policy_services import LONGEST_CODE, check_services
from helpdesk.db import begin_reading, release
from helpdesk.domain.revisions import SERVICES
from helpdesk.domain.roles import Action
from helpdesk.domain.ticket import Authority, Category, Kind
from helpdesk.errors import HelpdeskError, InvalidInput
from helpdesk.usecases.open_service import open_service
from helpdesk.web.door import acting, book, catalogue, now
from helpdesk.web.errors import status_of
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.forms import Posted
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.services import day_of, options, shown_as, unit_names
from helpdesk.web.officer.services_form import code_of, field_of, fields_of, service_of_form
from helpdesk.wording.services import COLUMN_TYPES, STANDINGS, UNITS, changes_of


@desk.get("/layanan/baru")
@permitted(Action.MANAGE_SERVICES)
def new_service() -> ResponseReturnValue:
    """The empty form."""
    return _page(_blank(), {}, None)


@desk.post("/layanan/baru")
@permitted(Action.MANAGE_SERVICES)
def add_service() -> ResponseReturnValue:
    """Show how it would be published, or open it."""
    form = Posted(request.form)
    content = service_of_form(form, _blank())
    typed = form.text("code").strip()
    content["code"] = typed or code_of(
        content["name"], set(catalogue().services), longest=LONGEST_CODE - 4)
    try:
        starts = day_of(form.text("starts"))
        if form.flag("look"):
            check_services(catalogue(), {
                "code": content["code"], "service": content, "opened": True})
            return _page(content, {}, form, looked=True)
        saved = open_service(
            book(), content, form.text("note"), starts, actor=acting(), now=now())
    except HelpdeskError as refused:
        release()
        begin_reading()
        told = refused.fields if isinstance(refused, InvalidInput) and refused.fields else {
            "note": refused.message}
        errors = {field_of(path): reason for path, reason in told.items()}
        return _page(content, errors, form), status_of(refused)
    flash(f"{content['name']}: layanan dibuka." if saved.policy == SERVICES
          else f"{content['name']}: layanan direncanakan dan dibuka sendiri pada harinya.", "ok")
    return redirect(url_for("officer.service", code=content["code"]), 303)


def _blank() -> dict[str, Any]:
    """What the form begins with: neither an SOP nor a standard, as both may come later."""
    orders = [each.order for each in catalogue().services.values()]
    return {
        "code": "", "order": max(orders, default=0) + 1, "name": "", "also_called": [],
        "unit": "", "kind": Kind.REQUEST.value, "authority": Authority.BUREAU.value,
        "audience": [Category.SUPPLIER.value], "description": "", "requirements": [],
        "documents": [], "needs_visit": False, "verifies_identity": False, "procedure": None,
        "steps": [], "standard": None, "status": "current", "legal_basis_note": None,
        "notice": None, "relevant_topics": [], "active": True, "fields": [],
    }


def _page(
    content: Mapping[str, Any], errors: Mapping[str, str], form: Posted | None, *,
    looked: bool = False,
) -> str:
    return render_template(
        "officer/service.html", service=None, fields=fields_of(content), errors=errors,
        code=form.text("code") if form else "", note=form.text("note") if form else "",
        starts=form.text("starts") if form else "", standings=list(STANDINGS.items()),
        units=list(UNITS.items()), types=list(COLUMN_TYPES.items()), options=options(),
        today=book().calendar.local_date(now()).isoformat(), published=False,
        changes=changes_of(_blank(), content, unit_names()) if looked else None,
        shown=shown_as(_blank(), content, form) if looked and form else None,
        plan=None, versions=[], based_on=0,
    )
