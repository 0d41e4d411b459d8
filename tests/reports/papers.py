"""What tests of papers share: PDFs read back as text, files put on tickets, an office."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from helpdesk.domain.ticket import Category
from helpdesk.models import Ticket
from helpdesk.usecases.attach import keep_upload
from helpdesk.web.door import files
from tests.builders import at
from tests.web.desk import address, new_ticket

START = {
    "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "pdf": b"%PDF-1.4\n",
    "mp4": b"\0\0\0\x18ftypmp42",
}
OWNER = "uji"
SAYS = "Unggah penawaran gagal, galat 500 “Server busy” – sudah ≥ 3 kali, é. "


def lines_of(pdf: bytes) -> list[str]:
    """Every line on every page."""
    reader = PdfReader(BytesIO(pdf))
    return [line.strip() for page in reader.pages for line in page.extract_text().splitlines()]


def text_of(pdf: bytes) -> str:
    """The words of a PDF with single blanks, lines joined."""
    return " ".join(" ".join(lines_of(pdf)).split())


def upload(app: Flask, name: str, content: bytes = b"", caption: str = "") -> str:
    """A file received and kept as the form does; its ref."""
    with app.app_context():
        body = START[name.rpartition(".")[2]] + (content or name.encode())
        upload = files().receive(BytesIO(body), name)
        kept = keep_upload(upload, owner=OWNER, now=app.extensions["clock"](), caption=caption)
        return kept.ref


def a_tender_ticket(app: Flask, files: Sequence[str] = (), **fields: Any) -> Ticket:
    """A supplier's problem with a tender that closes this afternoon."""
    given = {
        "text": SAYS, "category": Category.SUPPLIER, "company": "PT Maju Jaya",
        "package_code": "10048123000", "files": tuple(files), "owner": OWNER,
        "tender_deadline": at("Senin 23 November 2026 14.00"),
    }
    return new_ticket(app, **(given | fields))


def dossier(client: FlaskClient, ticket: Ticket, form: str = "pdf", **query: Any) -> Any:
    return client.get(
        address(ticket, "berkas-penerusan"), query_string={"bentuk": form, **query},
        buffered=True,  # as a server does, close what was sent
    )
