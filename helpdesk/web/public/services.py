"""Standards as they are published: services, procedures (SOP), the pledge."""

from io import BytesIO

from flask import Response, render_template, url_for

from helpdesk.domain.revisions import PLEDGE
from helpdesk.errors import NotFound
from helpdesk.queries.revisions import revisions_of
from helpdesk.reports.pledge import pledge_sheet
from helpdesk.reports.standard import standard_sheet
from helpdesk.web import limiter
from helpdesk.web.door import catalogue, settings
from helpdesk.web.papers import PDF, frame, send_made, send_sheet
from helpdesk.web.public.blueprint import public
from helpdesk.web.public.showing import procedure_page, service_page, services_by_unit
from helpdesk.web.sending import sandboxed
from helpdesk.wording.pledge import versions_of


@public.get("/layanan")
def services() -> str:
    return render_template("public/services.html", groups=services_by_unit(catalogue()))


@public.get("/layanan/<code>")
def service(code: str) -> str:
    found = catalogue().services.get(code)
    if found is None:
        raise NotFound
    return render_template("public/service.html", view=service_page(catalogue(), found))


@public.get("/layanan/<code>/standar.pdf")
@limiter.limit("30 per minute")
@sandboxed
def standard_paper(code: str) -> Response:
    """The standard to print; while it is being made there is none."""
    found = catalogue().services.get(code)
    if found is None or found.standard is None:
        raise NotFound
    return send_sheet(standard_sheet(catalogue(), found, found.standard, frame()))


@public.get("/sop")
def procedures() -> str:
    everything = catalogue().procedures.values()
    return render_template(
        "public/procedures.html", serving=[p for p in everything if not p.internal_only],
        internal=[p for p in everything if p.internal_only],
    )


@public.get("/sop/<code>")
def procedure(code: str) -> str:
    found = catalogue().procedures.get(code)
    if found is None:
        raise NotFound
    serves = [s for s in catalogue().services.values() if s.procedure == code]
    return render_template(
        "public/procedure.html", sop=found, view=procedure_page(found), serves=serves
    )


@public.get("/maklumat")
def pledge() -> str:
    """The pledge, and when it was put into force or taken back."""
    bureau, shown = catalogue().bureau, catalogue().pledge
    return render_template(
        "public/pledge.html", pledge=shown, body=bureau.fill(shown.body),
        versions=versions_of(revisions_of(PLEDGE, most=20), bureau),
    )


@public.get("/maklumat-poster.pdf")
@limiter.limit("30 per minute")
@sandboxed
def pledge_wall() -> Response:
    """The pledge to hang up at A3."""
    from helpdesk.reports.poster import pledge_poster  # reportlab, as `pdf_of` says

    address = settings().base_url + url_for("public.pledge")
    made = pledge_poster(catalogue().pledge, frame(), address)
    return send_made(BytesIO(made), "maklumat-pelayanan-a3.pdf", PDF)


@public.get("/maklumat.pdf")
@limiter.limit("30 per minute")
@sandboxed
def pledge_paper() -> Response:
    """The pledge to hang up, a draft until it is signed."""
    return send_sheet(pledge_sheet(catalogue().pledge, frame()))
