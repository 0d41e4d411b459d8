"""View models of the counter: who is awaited, and the file of the visitor who stands there."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import url_for

from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.roles import Actor
from helpdesk.queries.listing import listing
from helpdesk.queries.reading import Reading
from helpdesk.queries.rows import tickets_on
from helpdesk.web.door import catalogue
from helpdesk.web.officer.views_file import request_file
from helpdesk.web.officer.views_queue import ticket_lines
from helpdesk.web.officer.views_side import clock_views, no_resolution_clock
from helpdesk.web.officer.views_ticket import Again
from helpdesk.wording.opening import opening_line


def awaited_list(actor: Actor, promises: Catalogue, now: datetime) -> dict[str, Any]:
    """The tickets that wait for a visit, and whether the counter is open."""
    found = listing(actor, promises.calendar, now, view="menunggu-kedatangan")
    lines = ticket_lines(tickets_on(found), actor, promises, now)
    return {
        "rows": [
            {**line, "href": url_for("officer.counter_ticket", number=line["number"])}
            for line in lines
        ],
        "opening": opening_line(promises, now),
    }


def counter_view(
    reading: Reading, actor: Actor, names: Mapping[int, str], again: Again
) -> dict[str, Any]:
    """The page of one visitor."""
    ticket = reading.ticket
    line = ticket_lines([ticket], actor, catalogue(), reading.now)[0]
    return {
        "ticket": ticket, "line": line, "status": reading.standing.status,
        "file": request_file(reading, actor, names),
        "clocks": [c for c in clock_views(reading) if c["kind"] == "resolution"],
        "no_clock": no_resolution_clock(reading), "again": again, "kept": again.kept,
        "errors": again.errors,
        "hidden": {
            "version": ticket.version, "seen": reading.events[-1].seq, "layar": "loket"
        },
    }
