"""View models of what is printed: the requester's receipt and the Tanda Terima Berkas."""

from typing import Any

import segno

from helpdesk.domain.checklist import papers_of
from helpdesk.domain.link import status_token
from helpdesk.domain.ticket import Channel
from helpdesk.queries.reading import Reading
from helpdesk.reports.file_receipt import identity_text, received_of, ticked_rows
from helpdesk.web.door import book, catalogue, settings
from helpdesk.web.officer.views_side import clock_views, no_resolution_clock
from helpdesk.wording.checklist import paper_label, state_text
from helpdesk.wording.time import datetime_long
from helpdesk.wording.values import label


def receipt_page(reading: Reading) -> dict[str, Any]:
    """Number, link as a QR picture, and the dates with what they stand on."""
    ticket, zone = reading.ticket, str(catalogue().calendar.tz)
    service = catalogue().service_at(ticket.service, ticket.received_at)
    token = status_token(book().link_key, ticket.id, ticket.link_serial)
    link = f"{settings().base_url}/t/{token}"
    return {
        "ticket": ticket, "link": link, "qr": segno.make(link, error="m").svg_data_uri(scale=4),
        "rows": [
            {"term": "Perihal", "text": ticket.subject},
            {"term": "Jenis", "text": label(reading.standing.kind)},
            {"term": "Layanan", "text": service.name if service else ""},
            {"term": "Diterima lewat", "text": label(Channel(ticket.channel))},
            {"term": "Diterima", "text": datetime_long(ticket.received_at, zone)},
            {"term": "Nomor LAPOR!", "text": ticket.lapor_id},
        ],
        "clocks": [c for c in clock_views(reading) if c["kind"] in ("response", "resolution")],
        "no_clock": no_resolution_clock(reading),
    }


def file_receipt_page(reading: Reading) -> dict[str, Any]:
    """What was handed over, when, and until when it is done. Raises `NotFound` before it was."""
    received = received_of(catalogue(), reading)
    service = catalogue().service_at(reading.ticket.service, reading.ticket.received_at)
    papers = papers_of(service.documents if service else (), received.before)
    rows, common = ticked_rows(catalogue(), received, papers)
    return {
        **receipt_page(reading), "common": common, "identity": identity_text(received),
        "handed_text": datetime_long(received.at, str(catalogue().calendar.tz)),
        "documents": [
            {"label": paper_label(paper.needed), "state": state_text(paper), "by": by}
            for paper, by in rows
        ],
        "clocks": [c for c in clock_views(reading) if c["kind"] == "resolution"],
    }
