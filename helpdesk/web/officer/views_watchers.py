"""Who follows a ticket, as the part beside it tells."""

from typing import Any

from helpdesk.domain.roles import Actor
from helpdesk.models import Ticket
from helpdesk.queries.watchers import watchers_of


def watchers_view(ticket: Ticket, actor: Actor) -> dict[str, Any]:
    """Everybody's names, one's own as "Anda" and first, and whether one follows it."""
    found = watchers_of(ticket)
    mine = any(officer.id == actor.id for officer in found)
    names = [officer.name for officer in found if officer.id != actor.id]
    return {"names": ["Anda", *names] if mine else names, "mine": mine}
