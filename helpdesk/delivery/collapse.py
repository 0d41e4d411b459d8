"""Two levels of the ladder that end at one person: the same news is told once."""

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.delivery.matter import Matter
from helpdesk.domain.events import EventType
from helpdesk.models import OutboxItem, TicketEvent

_NEVER_CAME = ("dead", "skipped")


def told_before(matter: Matter) -> bool:
    """Whether the addressee heard of this missed deadline at a lower level of the bureau.

    What they heard is looked up, not worked out anew: who stands in for whom may have changed.
    """
    data = matter.data
    level = data.get("level") or 0
    if level != 2 or matter.item.audience in ("requester", "provider"):
        return False
    lower = [
        event.seq for event in matter.reading.events
        if event.type is EventType.STEP_TAKEN and event.data["level"] == 1
        and (event.data["clock"], event.data["cycle"]) == (data["clock"], data["cycle"])
    ]
    query = (
        sa.select(OutboxItem.id).join(TicketEvent, OutboxItem.event_id == TicketEvent.id)
        .where(
            OutboxItem.ticket_id == matter.ticket.id, TicketEvent.seq.in_(lower),
            OutboxItem.recipient == matter.item.recipient, OutboxItem.state.not_in(_NEVER_CAME),
        )
    )
    return db.session.scalar(query.limit(1)) is not None
