"""Bukti Lapor drawn on demand, for a download, a chat or a mail; it is stored nowhere."""

from dataclasses import dataclass, field
from datetime import datetime

from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.link import status_token
from helpdesk.domain.proof_code import proof_code
from helpdesk.queries.paper import sayings
from helpdesk.queries.reading import Reading
from helpdesk.reports.file_receipt import TITLE as RECEIPT
from helpdesk.reports.file_receipt import file_receipt, no_resolution_clock
from helpdesk.reports.naming import file_name
from helpdesk.reports.proof_of_report import TITLE, Proof, proof_of_report
from helpdesk.reports.sheet import Frame, Sheet, pdf_of


@dataclass(frozen=True)
class Press:
    """What a paper carries beside its ticket: whose it is, where it leads, what proves it."""

    catalogue: Catalogue
    base_url: str
    link_key: bytes = field(repr=False)
    proof_key: bytes = field(repr=False)
    demo: bool = False

    def frame(self, now: datetime) -> Frame:
        """Whose paper, made now."""
        return Frame(self.catalogue.bureau, now, self.demo)

    def link(self, ticket_id: int, serial: int) -> str:
        """The ticket's public address, as printed."""
        return f"{self.base_url}/t/{status_token(self.link_key, ticket_id, serial)}"

    def code(self, number: str, recorded_at: datetime) -> str:
        """The check code of the ticket's Bukti Lapor."""
        return proof_code(self.proof_key, number, recorded_at)

    def proof(self, reading: Reading, *, name_company: bool = True, in_full: bool = True) -> Sheet:
        """The Bukti Lapor; not `in_full` it holds nothing that its sender wrote."""
        ticket = reading.ticket
        proof = Proof(
            self.link(ticket.id, ticket.link_serial), self.code(ticket.number, ticket.created_at),
            f"{self.base_url}/bukti", name_company, in_full,
        )
        frame = self.frame(reading.now)
        return proof_of_report(self.catalogue, reading, sayings(ticket), proof, frame)

    def draw_file_receipt(self, reading: Reading) -> tuple[str, bytes]:
        """The Tanda Terima Berkas. Raises `NotFound` before there is one."""
        ticket = reading.ticket
        link = self.link(ticket.id, ticket.link_serial)
        no_clock = no_resolution_clock(self.catalogue, reading)
        sheet = file_receipt(self.catalogue, reading, link, no_clock, self.frame(reading.now))
        return file_name(RECEIPT, ticket.number, "pdf"), pdf_of(sheet)

    def draw_proof(self, reading: Reading, *, in_full: bool) -> tuple[str, bytes]:
        """Its name as a file, and the PDF."""
        sheet = self.proof(reading, in_full=in_full)
        return file_name(TITLE, reading.ticket.number, "pdf"), pdf_of(sheet)
