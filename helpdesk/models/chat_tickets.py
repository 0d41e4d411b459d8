"""Which tickets a chat may speak of: those it made, and those bound to it by a one-time link."""

import sqlalchemy as sa

from helpdesk.models.conversation import Conversation
from helpdesk.models.requester import Contact
from helpdesk.models.ticket import Ticket


def belongs_to(chat: Conversation) -> sa.ColumnElement[bool]:
    """The condition under which a ticket is the chat's. Requester rows are per ticket."""
    bound = sa.select(Contact.requester_id).filter_by(channel=chat.skin, address=chat.address)
    return sa.or_(Ticket.conversation_id == chat.id, Ticket.requester_id.in_(bound))
