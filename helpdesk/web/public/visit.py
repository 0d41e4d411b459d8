"""The visit card: a large number and a QR code for the counter, what to bring, when, where."""

from typing import Any

from flask import Response, make_response, render_template, request, url_for
from flask import redirect as redirect_to
from werkzeug.wrappers import Response as AnyResponse

from helpdesk.domain.checklist import papers_of
from helpdesk.domain.ticket import OPEN, Kind, Status
from helpdesk.models import Ticket
from helpdesk.queries.reading import Reading, read_ticket, ticket_of_link
from helpdesk.web import limiter
from helpdesk.web.door import catalogue, now, settings
from helpdesk.web.public import visitor
from helpdesk.web.public.blueprint import public
from helpdesk.web.public.links import qr_image
from helpdesk.web.public.status import LONGEST_TOKEN, back_to, opened_ticket
from helpdesk.wording.checklist import document_text, state_text
from helpdesk.wording.hours import hours_text
from helpdesk.wording.opening import closures, next_visit


@public.get("/t/<token>/kunjungan")
@limiter.limit("30 per minute; 300 per hour")
def open_visit(token: str) -> AnyResponse:
    """From the message: the secret leaves the address bar, as with the status link."""
    ticket = ticket_of_link(token[:LONGEST_TOKEN])
    visitor.open_link(ticket)
    return redirect_to(url_for("public.visit", nomor=ticket.number), 303)


@public.get("/t/kunjungan")
def visit() -> Response | AnyResponse | tuple[str, int]:
    """For whoever has the link; a ticket that is over needs no card."""
    ticket = opened_ticket(request.args.get("nomor"))
    if ticket is None:
        return render_template("public/status_closed.html"), 403
    if Status(ticket.status) not in OPEN:
        return back_to(ticket)
    response = make_response(render_template("public/visit.html", **visit_card(ticket)))
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def visit_card(ticket: Ticket) -> dict[str, Any]:
    """What the card shows; the QR code leads officers to the counter's page, others to a log-in."""
    promises, at = catalogue(), now()
    reading = read_ticket(ticket, promises, at)
    service = promises.service_at(reading.standing.service, reading.standing.received_at)
    return {
        "number": ticket.number, "service_text": service.name if service else "",
        "qr": qr_image(f"{settings().base_url}/petugas/loket/{ticket.number}", 280),
        "documents": _documents(reading), "counter_next": next_visit(promises, at),
        "hours": hours_text(promises.bureau).split("; "), "closures": closures(promises, at),
        "awaited": reading.standing.wait_reason == "visit",
    }


def _documents(reading: Reading) -> list[dict[str, Any]]:
    service = catalogue().service_at(reading.standing.service, reading.standing.received_at)
    if service is None or reading.standing.kind is not Kind.REQUEST:
        return []
    return [
        {"text": document_text(p.needed), "done": p.enough,
         "state": state_text(p) if p.enough else ""}
        for p in papers_of(service.documents, reading.events)
    ]
