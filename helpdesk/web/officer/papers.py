"""Papers an officer downloads: Bukti Lapor, Tanda Terima Berkas, the dossier as PDF or ZIP."""

import logging
from dataclasses import replace

from flask import Response, request

from helpdesk.domain.privacy import may_know_requester
from helpdesk.domain.roles import Action
from helpdesk.domain.ticket import PROVIDERS, Authority, IdentityMode
from helpdesk.errors import IllegalMove, InvalidInput
from helpdesk.models import Ticket
from helpdesk.queries.paper import PaperFile, forwardable_files, sayings
from helpdesk.queries.reading import Reading, read_ticket, ticket_seen_by
from helpdesk.reports.dossier import Dossier, archive, dossier_sheet, safe_names
from helpdesk.reports.file_receipt import file_receipt
from helpdesk.reports.naming import file_name
from helpdesk.reports.sheet import Sheet, pdf_of
from helpdesk.usecases.dossier import facts_of
from helpdesk.web.door import acting, catalogue, files, now
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.views_side import CONTACTS, no_resolution_clock
from helpdesk.web.papers import ZIP, frame, link_of, proof_sheet, send_made, send_sheet
from helpdesk.web.sending import sandboxed

log = logging.getLogger("helpdesk.papers")


@desk.get("/tiket/<ticket:number>/bukti-lapor.pdf")
@permitted(Action.VIEW_TICKET)
@sandboxed
def proof_paper(number: str) -> Response:
    """Bukti Lapor, as the requester can download it."""
    actor = acting()
    ticket = ticket_seen_by(number, actor)
    identity = IdentityMode(ticket.identity)
    named = may_know_requester(actor, identity, ticket.assignee_id)
    return send_sheet(proof_sheet(ticket, name_company=named))


@desk.get("/tiket/<ticket:number>/tanda-terima-berkas.pdf")
@permitted(Action.RECEIVE_FILE)
@sandboxed
def file_receipt_paper(number: str) -> Response:
    """Tanda Terima Berkas, for the requester to take home."""
    ticket = ticket_seen_by(number, acting())
    reading = read_ticket(ticket, catalogue(), now())
    no_clock = no_resolution_clock(reading)
    return send_sheet(file_receipt(catalogue(), reading, link_of(ticket), no_clock, frame()))


@desk.get("/tiket/<ticket:number>/berkas-penerusan")
@permitted(Action.FORWARD)
@sandboxed
def dossier(number: str) -> Response:
    """The dossier for LKPP or Telkom: `bentuk` pdf or zip, `lampiran` the refs of chosen files."""
    ticket = ticket_seen_by(number, acting())
    if ticket.sealed:
        raise IllegalMove("Pengaduan tertutup tidak diteruskan ke LKPP atau Telkom.")
    reading, made = read_ticket(ticket, catalogue(), now()), frame()
    chosen = _chosen(ticket)
    named = safe_names(chosen)
    content = Dossier(
        _provider(reading), facts_of(ticket, catalogue().bureau), sayings(ticket),
        _renamed(named), _contacts(ticket),
    )
    sheet = dossier_sheet(catalogue(), reading, content, made)
    form = "zip" if request.args.get("bentuk") == "zip" else "pdf"
    # Exports are audited (security.md); numbers and counts only, no content.
    log.info("dossier %s of %s for %s, %d files", form, ticket.number, acting(), len(chosen))
    return _zipped(sheet, named) if form == "zip" else send_sheet(sheet)


def _chosen(ticket: Ticket) -> list[PaperFile]:
    """The files ticked. One that may not go, of another ticket or gone, is refused aloud."""
    wanted = set(request.args.getlist("lampiran"))
    found = [file for file in forwardable_files(ticket) if file.ref in wanted]
    if len(found) != len(wanted):
        raise InvalidInput(lampiran="Ada lampiran yang tidak dapat disertakan. Pilih kembali.")
    return found


def _renamed(named: dict[str, PaperFile]) -> list[PaperFile]:
    """On paper under the very names they have in the archive."""
    return [replace(file, name=name) for name, file in named.items()]


def _provider(reading: Reading) -> str:
    """Whom the ticket is with or meant for; LKPP unless something else is known."""
    asked = request.args.get("tujuan", "")
    if asked in [provider.value for provider in PROVIDERS]:
        return asked
    standing = reading.standing
    known = standing.authority if standing.authority in PROVIDERS else Authority.LKPP
    return standing.provider or known.value


def _contacts(ticket: Ticket) -> list[tuple[str, str]]:
    """Name and contacts, only when asked for and only of somebody who is not kept secret."""
    if request.args.get("kontak") != "1" or ticket.identity != IdentityMode.KNOWN:
        return []
    person = ticket.requester
    told = [(CONTACTS[c.channel], c.address) for c in person.contacts
            if c.channel in ("email", "phone")]
    return [("Nama", person.name or "tidak disebutkan"), *told]


def _zipped(sheet: Sheet, named: dict[str, PaperFile]) -> Response:
    paper = file_name(sheet.title, sheet.number, "pdf")
    paths = {name: files().path(file.ref) for name, file in named.items()}
    zone = sheet.frame.bureau.zone
    data = archive((paper, pdf_of(sheet)), paths, sheet.frame.made_at, zone)
    return send_made(data, file_name(sheet.title, sheet.number, "zip"), ZIP)
