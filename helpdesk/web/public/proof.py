"""Bukti Lapor for the browser that was let in, and /bukti, where anybody checks one."""

from flask import Response, make_response, render_template, request

from helpdesk.domain.number import parse_number
from helpdesk.domain.proof_code import same_code
from helpdesk.errors import NotFound
from helpdesk.models import Ticket
from helpdesk.queries.paper import sayings
from helpdesk.queries.public import ticket_of_number
from helpdesk.reports.proof_of_report import exact_time
from helpdesk.web import limiter
from helpdesk.web.door import catalogue
from helpdesk.web.papers import code_of, proof_sheet, send_sheet
from helpdesk.web.public import visitor
from helpdesk.web.public.blueprint import public
from helpdesk.web.public.status import chat_id, opened_ticket
from helpdesk.web.sending import sandboxed
from helpdesk.wording.time import datetime_long

UNKNOWN = (
    "Nomor dan kode itu tidak cocok dengan catatan kami. Periksa lagi penulisannya pada lembar."
)


@public.get("/t/bukti-lapor.pdf")
@limiter.limit("10 per minute; 60 per hour")
@sandboxed
def proof() -> Response:
    """For whom the status page shows the conversation; a link alone does not suffice."""
    ticket = opened_ticket(request.args.get("nomor", "-"))
    if ticket is None:
        raise NotFound
    visitor.require_write(ticket, chat_id())
    return send_sheet(proof_sheet(ticket, name_company=True))


@public.get("/bukti")
def check_proof() -> str:
    return render_template("public/proof.html", errors={}, values={}, found=None)


@public.post("/bukti")
@limiter.limit("10 per minute; 40 per hour")
def checked_proof() -> Response:
    """What our records say of the paper, for comparing; nothing that names a person."""
    ticket = _matching()
    errors = {} if ticket else {"kode": UNKNOWN}
    page = render_template(
        "public/proof.html", errors=errors, values=request.form,
        found=_record(ticket) if ticket else None,
    )
    response = make_response(page, 200 if ticket else 400)
    response.headers["Cache-Control"] = "no-store"
    return response


def _matching() -> Ticket | None:
    """The ticket whose number and code were typed; both wrong ways look the same."""
    number = parse_number(request.form.get("nomor", "")[:60].replace("\0", ""))
    typed = request.form.get("kode", "")[:60]
    try:
        ticket = ticket_of_number(number or "-")
    except NotFound:
        return None
    return ticket if same_code(code_of(ticket), typed) else None


def _record(ticket: Ticket) -> dict[str, object]:
    zone = catalogue().bureau.zone
    tender = ticket.tender_deadline
    files = [file for saying in sayings(ticket) for file in saying.files]
    return {
        "rows": [
            {"term": "Nomor tiket", "text": ticket.number},
            {"term": "Dicatat server", "text": exact_time(ticket.created_at, zone)},
            {"term": "Kode paket atau tender", "text": ticket.package_code},
            {"term": "Batas waktu tender", "text": datetime_long(tender, zone) if tender else ""},
        ],
        "hashes": [file.sha256 for file in files],
    }
