"""View model of splitting: the requester's messages, and the choices of the new matter."""

from collections.abc import Sequence
from typing import Any

from helpdesk.domain.roles import Actor
from helpdesk.domain.ticket import Kind
from helpdesk.models import Ticket
from helpdesk.queries.reading import messages_of
from helpdesk.web.door import catalogue
from helpdesk.web.officer.views_queue import requester_text
from helpdesk.web.officer.views_ticket import Again
from helpdesk.wording.time import datetime_short
from helpdesk.wording.values import label


def split_page(
    ticket: Ticket, actor: Actor, again: Again, ticked: Sequence[str]
) -> dict[str, Any]:
    """Everything the template needs; what was ticked stays ticked."""
    zone = str(catalogue().calendar.tz)
    return {
        "ticket": ticket, "requester_text": requester_text(ticket, actor),
        "messages": [
            {"id": m.id, "at_text": datetime_short(m.at, zone), "text": m.body,
             "files": len(m.attachments), "ticked": str(m.id) in ticked}
            for m in messages_of(ticket, internal=False) if m.side == "requester"
        ],
        "kinds": [(kind.value, label(kind)) for kind in Kind],
        "services": [(s.code, s.name) for s in catalogue().offered.values()],
        "again": again, "kept": again.kept, "errors": again.errors,
        "hidden": {"version": ticket.version}, "may_split": not ticket.sealed,
    }
