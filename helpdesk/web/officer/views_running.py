"""Running incidents on the queue: a notice each, and a mark on the rows that look like one."""

from collections import Counter
from datetime import datetime
from typing import Any

from flask import url_for

from helpdesk.domain.roles import Actor
from helpdesk.queries.inbox import Queue
from helpdesk.queries.likely import likely_incidents, running_incidents
from helpdesk.web.door import catalogue
from helpdesk.web.officer.matching import roots
from helpdesk.wording.time import relative_day


def with_incidents(
    page: dict[str, Any], found: Queue, actor: Actor, now: datetime
) -> dict[str, Any]:
    """The queue's page with what it says of incidents; the common day has none and costs one look.
    """
    running = running_incidents(actor, roots)
    likely = likely_incidents([row.ticket for row in found.rows], running, roots)
    for row, line in zip(found.rows, page["rows"], strict=True):
        match = likely.get(row.ticket.id)
        line["likely"] = match[0].ticket.number if match else ""
    counts = Counter(each.ticket.id for each, _ in likely.values())
    zone = str(catalogue().calendar.tz)
    return page | {"incidents": [
        {
            "href": url_for("officer.incident", number=each.ticket.number),
            "headline": each.incident.headline, "likely": counts[each.ticket.id],
            "since_text": relative_day(each.incident.started_at, now, zone),
        }
        for each in running
    ]}
