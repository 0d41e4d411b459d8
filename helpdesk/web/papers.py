"""Papers on their way out: made for the ticket at this instant, sent as downloads nobody keeps."""

from io import BytesIO
from typing import IO

from flask import Response, current_app, send_file

from helpdesk.domain.proof_code import proof_code
from helpdesk.models import Ticket
from helpdesk.press import press_of
from helpdesk.queries.reading import read_ticket
from helpdesk.reports.naming import file_name
from helpdesk.reports.press import Press
from helpdesk.reports.sheet import Frame, Sheet, pdf_of
from helpdesk.usecases.rulebook import derive_key
from helpdesk.web.door import catalogue, now, settings

PDF, ZIP = "application/pdf", "application/zip"


def press() -> Press:
    """What papers are drawn with."""
    return press_of(current_app._get_current_object())  # type: ignore[attr-defined]


def frame() -> Frame:
    """Whose paper, made now."""
    return press().frame(now())


def link_of(ticket: Ticket) -> str:
    """The ticket's public address, as printed."""
    return press().link(ticket.id, ticket.link_serial)


def code_of(ticket: Ticket) -> str:
    """The check code of the ticket's Bukti Lapor."""
    return press().code(ticket.number, ticket.created_at)


def incident_code_of(ticket: Ticket) -> str:
    """The check code of the Keterangan Gangguan; another key, as it is another paper."""
    key = derive_key(settings().secret_key, "incident-statement")
    return proof_code(key, ticket.number, ticket.created_at)


def proof_sheet(ticket: Ticket, *, name_company: bool) -> Sheet:
    """The ticket's Bukti Lapor."""
    reading = read_ticket(ticket, catalogue(), now())
    return press().proof(reading, name_company=name_company)


def send_sheet(sheet: Sheet) -> Response:
    """The paper as a PDF to keep; no browser opens it in place."""
    name = file_name(sheet.title, sheet.number, "pdf")
    return send_made(BytesIO(pdf_of(sheet)), name, PDF)


def send_made(data: IO[bytes], name: str, media_type: str) -> Response:
    """What was made for this one answer, as a download that is stored nowhere on the way."""
    response = send_file(data, mimetype=media_type, as_attachment=True, download_name=name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
