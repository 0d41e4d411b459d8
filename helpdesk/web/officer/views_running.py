"""Running incidents on the queue: a notice each, and a mark on the rows that look like one."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import url_for

from helpdesk.domain.roles import Actor
from helpdesk.queries.likely import likely_incidents, running_incidents
from helpdesk.queries.listing import Listing
from helpdesk.web.door import catalogue
from helpdesk.web.officer.matching import roots
from helpdesk.wording.time import relative_day


def incidents_on(
    found: Listing, actor: Actor, now: datetime
) -> tuple[list[dict[str, Any]], Mapping[int, str]]:
    """What the queue says of running incidents, and by ticket the number of the one it looks like.

    The common day has none and costs one look.
    """
    running = running_incidents(actor, roots)
    likely = likely_incidents([place.id for place in found.places], running, roots)
    counts = Counter(each.ticket.id for each, _ in likely.values())
    zone = str(catalogue().calendar.tz)
    notices = [
        {
            "href": url_for("officer.incident", number=each.ticket.number),
            "headline": each.incident.headline, "likely": counts[each.ticket.id],
            "since_text": relative_day(each.incident.started_at, now, zone),
        }
        for each in running
    ]
    return notices, {id_: each.ticket.number for id_, (each, _) in likely.items()}
