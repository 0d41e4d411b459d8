"""Similar tickets for the part beside a ticket: where each stands, why it is shown, its answer."""

from typing import Any

from flask import url_for

from helpdesk.domain.roles import Actor
from helpdesk.models import Ticket
from helpdesk.queries.similar import similar_tickets
from helpdesk.web.officer.matching import roots


def similar_view(ticket: Ticket, actor: Actor) -> list[dict[str, Any]]:
    """The most similar first."""
    return [
        {
            "number": s.number, "subject": s.subject, "status": s.status,
            "href": url_for("officer.ticket", number=s.number),
            "words": ", ".join(s.likeness.words), "solution": s.solution,
            "also": "layanan sama" if s.likeness.same_service else "",
        }
        for s in similar_tickets(ticket, actor, roots)
    ]
