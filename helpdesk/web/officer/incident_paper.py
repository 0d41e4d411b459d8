"""Keterangan Gangguan, downloaded by an officer for the Pokja."""

import logging

from flask import Response

from helpdesk.domain.roles import Action
from helpdesk.errors import IllegalMove
from helpdesk.queries.incidents import incident_row, statement_of
from helpdesk.queries.reading import ticket_seen_by
from helpdesk.reports.incident_statement import incident_statement
from helpdesk.web.door import acting, catalogue, settings
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.papers import frame, incident_code_of, send_sheet
from helpdesk.web.sending import sandboxed

log = logging.getLogger("helpdesk.papers")


@desk.get("/tiket/<ticket:number>/mode-gangguan/keterangan.pdf")
@permitted(Action.DECLARE_INCIDENT)
@sandboxed
def incident_paper(number: str) -> Response:
    """As the incident stands now; it may still be running."""
    ticket = ticket_seen_by(number, acting())
    incident = incident_row(ticket)
    if incident is None or ticket.sealed:
        raise IllegalMove("Tiket ini belum dinyatakan sebagai gangguan.")
    stated = statement_of(ticket, incident)
    checked = f"{incident_code_of(ticket)}, dicocokkan di {settings().base_url}/bukti"
    # Exports are audited (security.md); numbers and counts only, no content.
    log.info(
        "incident statement of %s for %s, %d reports", number, acting(), stated.reports.count
    )
    return send_sheet(incident_statement(catalogue(), stated, checked, frame()))
