"""Where a merged ticket's matter goes on, for its requester."""

from helpdesk.db import db
from helpdesk.domain.ticket import OPEN, Status
from helpdesk.models import Ticket


def goes_on_in(ticket: Ticket) -> Ticket | None:
    """The ticket at the end of all merges; None for one that was not merged."""
    if ticket.merged_id is None:
        return None
    while ticket.merged_id is not None:
        found = db.session.get(Ticket, ticket.merged_id)
        assert found is not None
        ticket = found
    return ticket


def takes_words(ticket: Ticket) -> bool:
    """Whether what is written to a merged ticket still comes to somebody."""
    main = goes_on_in(ticket)
    return main is not None and Status(main.status) in (*OPEN, Status.RESOLVED)
