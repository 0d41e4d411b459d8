"""The tags of a ticket, as the part beside it offers them."""

from typing import Any

from helpdesk.domain.roles import Action, Actor, permitted
from helpdesk.models import Ticket
from helpdesk.queries.tags import tags_for


def tags_view(ticket: Ticket, actor: Actor) -> dict[str, Any] | None:
    """What can be ticked, and what is; None for who may not, or where there is nothing to tick."""
    if not permitted(actor, Action.TAG):
        return None
    rows = [
        {"id": tag.id, "name": tag.name, "borne": borne, "away": tag.put_away_at is not None}
        for tag, borne in tags_for(ticket.id)
    ]
    return {
        "rows": rows, "manages": permitted(actor, Action.MANAGE_TAGS), "version": ticket.version,
    }
