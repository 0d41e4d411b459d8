"""/petugas/panduan/layanan: the head says for which services the published steps still hold."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.db import begin_reading, release
from helpdesk.domain.roles import Action, Actor
from helpdesk.domain.roles import permitted as may
from helpdesk.errors import HelpdeskError, InvalidInput, NotFound
from helpdesk.guide.confirmed import warned_services
from helpdesk.queries.guide import confirmations
from helpdesk.usecases.guide_confirm import confirm_service
from helpdesk.web.door import acting, catalogue, now
from helpdesk.web.errors import status_of
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.forms import Posted
from helpdesk.web.officer.guide_door import shelf
from helpdesk.web.officer.permitted import permitted


@desk.get("/panduan/layanan")
@permitted(Action.VIEW_GUIDE)
def guide_services() -> ResponseReturnValue:
    """Each account service, whether it is confirmed, and on whose word."""
    return render_template("officer/guide_services.html", **_page(acting()))


@desk.post("/panduan/layanan")
@permitted(Action.CONFIRM_SERVICE)
def confirm_guide_service() -> ResponseReturnValue:
    """Confirm a service, or take it back."""
    service = request.form.get("service", "")
    form = Posted(request.form, service)
    confirmed = request.form.get("pasti") == "ya"
    try:
        confirm_service(
            service, confirmed=confirmed, note=form.text("note"),
            known=warned_services(shelf().articles.values()), actor=acting(), now=now(),
        )
    except HelpdeskError as refused:
        release()
        begin_reading()
        errors = form.errors_of(refused) if isinstance(refused, InvalidInput) else {}
        page = _page(acting(), errors or {"layanan": refused.message}, dict(form.kept()))
        status = 400 if isinstance(refused, NotFound) else status_of(refused)
        return render_template("officer/guide_services.html", **page), status
    flash(
        "Dipastikan. Peringatan hilang dan langkahnya terbuka di situs dan chat." if confirmed
        else "Dicabut. Peringatan tampil lagi dan langkahnya terlipat.", "ok",
    )
    return redirect(url_for("officer.guide_services"), 303)


def _page(
    actor: Actor, errors: dict[str, str] | None = None, kept: dict[str, str] | None = None
) -> dict[str, Any]:
    said = confirmations()
    newest = {row.service: (row, who) for row, who in reversed(said)}
    services = catalogue().services
    return {
        "rows": [
            {
                "code": code, "name": services[code].name if code in services else code,
                "articles": articles, "last": newest.get(code),
                "confirmed": code in newest and newest[code][0].confirmed,
            }
            for code, articles in sorted(warned_services(shelf().articles.values()).items())
        ],
        "history": said, "may_confirm": may(actor, Action.CONFIRM_SERVICE),
        "errors": errors or {}, "kept": kept or {},
        "names": {code: service.name for code, service in services.items()},
    }
