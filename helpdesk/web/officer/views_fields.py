"""The columns of a ticket's service, as the part beside it and their own page show them."""

from collections.abc import Mapping
from typing import Any

from helpdesk.domain.roles import Action, Actor, permitted
from helpdesk.models import Ticket
from helpdesk.queries.fields import fields_of_ticket
from helpdesk.web.door import catalogue


def fields_view(
    ticket: Ticket, actor: Actor, kept: Mapping[str, str] | None = None
) -> dict[str, Any] | None:
    """The columns with what they hold; None where the service has none. `kept`: as typed."""
    service = catalogue().services.get(ticket.service or "")
    if service is None or not service.fields or not permitted(actor, Action.FILL_FIELDS):
        return None
    held = fields_of_ticket(ticket.id) if kept is None else kept
    return {
        "rows": [
            {"name": f"kolom-{each.code}", "label": each.label, "type": each.type,
             "needed": each.needed, "value": held.get(each.code, ""),
             "options": [(choice, choice) for choice in each.choices]}
            for each in service.fields
        ],
        "version": ticket.version,
        "filled": sum(1 for each in service.fields if held.get(each.code)),
    }
