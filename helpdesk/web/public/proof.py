"""Bukti Lapor for the browser that was let in, and /bukti, where anybody checks a paper of ours."""

from flask import Response, make_response, render_template, request

from helpdesk.domain.incident import Cause
from helpdesk.domain.number import parse_number
from helpdesk.domain.proof_code import same_code
from helpdesk.errors import NotFound
from helpdesk.models import Incident, Ticket
from helpdesk.queries.incidents import incident_row, reports_of
from helpdesk.queries.paper import sayings
from helpdesk.queries.public import ticket_of_number
from helpdesk.reports.proof_of_report import exact_time, text_digest
from helpdesk.web import limiter
from helpdesk.web.door import catalogue
from helpdesk.web.papers import code_of, incident_code_of, proof_sheet, send_sheet
from helpdesk.web.public import visitor
from helpdesk.web.public.blueprint import public
from helpdesk.web.public.status import chat_id, opened_ticket
from helpdesk.web.sending import sandboxed
from helpdesk.wording.incident import CAUSE, until_text
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


@public.get("/chat/bukti-lapor.pdf")
@limiter.limit("10 per minute; 60 per hour")
@sandboxed
def chat_proof() -> Response:
    """For the chat that made the ticket, which its own cookie proves."""
    ticket = ticket_of_number(parse_number(request.args.get("nomor", "")[:60]) or "-")
    chat = chat_id()
    if chat is None or ticket.conversation_id != chat:
        raise NotFound
    return send_sheet(proof_sheet(ticket, name_company=True))


@public.get("/bukti")
def check_proof() -> str:
    return render_template("public/proof.html", errors={}, values={}, found=None)


@public.post("/bukti")
@limiter.limit("10 per minute; 40 per hour")
def checked_proof() -> Response:
    """What our records say of the paper, for comparing; nothing that names a person."""
    found = _matching()
    errors = {} if found else {"kode": UNKNOWN}
    page = render_template(
        "public/proof.html", errors=errors, values=request.form, found=found
    )
    response = make_response(page, 200 if found else 400)
    response.headers["Cache-Control"] = "no-store"
    return response


def _matching() -> dict[str, object] | None:
    """Our record of the paper whose number and code were typed; all wrong ways look the same."""
    number = parse_number(request.form.get("nomor", "")[:60].replace("\0", ""))
    typed = request.form.get("kode", "")[:60]
    try:
        ticket = ticket_of_number(number or "-")
    except NotFound:
        return None
    incident = incident_row(ticket)
    if same_code(code_of(ticket), typed):
        return _record(ticket)
    if incident is not None and same_code(incident_code_of(ticket), typed):
        return _incident_record(ticket, incident)
    return None


def _incident_record(ticket: Ticket, incident: Incident) -> dict[str, object]:
    """Of a Keterangan Gangguan what was counted and when; its free text is not repeated here."""
    zone = catalogue().bureau.zone
    return {"incident": True, "rows": [
        {"term": "Nomor gangguan", "text": ticket.number},
        {"term": "Mulai", "text": datetime_long(incident.started_at, zone)},
        {"term": "Berakhir", "text": until_text(incident.ended_at, zone)},
        {"term": "Sebab", "text": CAUSE[Cause(incident.cause)]},
        {"term": "Laporan", "text": str(reports_of(ticket).count)},
        {"term": "Terakhir diubah", "text": datetime_long(incident.updated_at, zone)},
    ], "hashes": []}


def _record(ticket: Ticket) -> dict[str, object]:
    zone = catalogue().bureau.zone
    tender = ticket.tender_deadline
    said = sayings(ticket)
    files = [file for saying in said for file in saying.files]
    return {
        "rows": [
            {"term": "Nomor tiket", "text": ticket.number},
            {"term": "Dicatat server", "text": exact_time(ticket.created_at, zone)},
            {"term": "Kode paket atau tender", "text": ticket.package_code},
            {"term": "Sidik uraian (SHA-256)", "text": text_digest(said) if said else ""},
            {"term": "Batas waktu tender", "text": datetime_long(tender, zone) if tender else ""},
        ],
        "hashes": [file.sha256 for file in files],
    }
