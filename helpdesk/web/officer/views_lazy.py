"""What comes beside a ticket after its page: each part is one key, and one include."""

from collections.abc import Mapping
from typing import Any

from helpdesk.domain.roles import Actor
from helpdesk.models import Ticket
from helpdesk.web.officer.views_canned import draft_view
from helpdesk.web.officer.views_fields import fields_view
from helpdesk.web.officer.views_links import links_view
from helpdesk.web.officer.views_similar import similar_view
from helpdesk.web.officer.views_suggestions import asked_in, suggestions
from helpdesk.web.officer.views_tags import tags_view
from helpdesk.web.officer.views_triage_help import neutrality_help, triage_help
from helpdesk.web.officer.views_turn import turn_view
from helpdesk.web.officer.views_watchers import watchers_view


def beside(ticket: Ticket, actor: Actor, *, ready: bool) -> Mapping[str, Any]:
    """The parts that the page does not wait for, so that it stays within its dozen queries.

    `ready` is False while a fresh process still learns the guide.
    """
    asked = asked_in(ticket) if ready else ""
    return {
        "ready": ready, "found": suggestions(asked) if ready else (),
        "similar": similar_view(ticket, actor) if ready else (),
        "draft": draft_view(ticket, actor), "tags": tags_view(ticket, actor),
        "links": links_view(ticket, actor), "watchers": watchers_view(ticket, actor),
        "fields": fields_view(ticket, actor),
        "turn": turn_view(ticket, actor),
        "triage_help": triage_help(ticket, actor, asked) if ready else (),
        "neutrality": neutrality_help(ticket, actor, asked) if ready else "",
    }
