"""The public status link: revoked and given anew."""

from datetime import datetime

from helpdesk.db import use_case
from helpdesk.domain.events import EventType
from helpdesk.domain.link import status_token, token_hash
from helpdesk.domain.roles import Action, Actor
from helpdesk.models import Ticket
from helpdesk.usecases.loading import load_ticket, ticket_for
from helpdesk.usecases.recording import Change, record
from helpdesk.usecases.rulebook import Rulebook


@use_case
def revoke_link(
    book: Rulebook, number: str, *, actor: Actor, now: datetime, version: int | None = None
) -> Ticket:
    """Make the public link useless and give the ticket a new one."""
    if actor.kind == "officer":
        ticket = ticket_for(number, actor, Action.REVOKE_LINK, version=version, ended=True)
    else:
        ticket = load_ticket(number)
    ticket.link_serial += 1
    ticket.link_hash = token_hash(status_token(book.link_key, ticket.id, ticket.link_serial))
    data = {"serial": ticket.link_serial}
    record(book, ticket, Change(EventType.LINK_REVOKED, data, actor, now))
    return ticket
