"""View models of what is printed: the requester's receipt and the Tanda Terima Berkas."""

from typing import Any

import segno

from helpdesk.domain.events import EventType
from helpdesk.domain.link import status_token
from helpdesk.domain.ticket import Channel
from helpdesk.errors import NotFound
from helpdesk.queries.reading import Reading
from helpdesk.web.door import book, catalogue, settings
from helpdesk.web.officer.views_side import clock_views, documents, no_resolution_clock
from helpdesk.wording.time import datetime_long
from helpdesk.wording.values import label


def receipt_page(reading: Reading) -> dict[str, Any]:
    """Number, link as a QR picture, and the dates with what they stand on."""
    ticket, zone = reading.ticket, str(catalogue().calendar.tz)
    service = catalogue().services.get(ticket.service or "")
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
    handed = [e for e in reading.events if e.type is EventType.FILE_RECEIVED]
    if not handed:
        raise NotFound("Berkas tiket ini belum diterima di loket.")
    zone = str(catalogue().calendar.tz)
    return {
        **receipt_page(reading), "handed_text": datetime_long(handed[-1].occurred_at, zone),
        "documents": documents(reading.ticket)["needed"],
        "clocks": [c for c in clock_views(reading) if c["kind"] == "resolution"],
    }
