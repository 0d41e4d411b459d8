"""What officers filled into the columns of a ticket's service."""

from collections.abc import Mapping

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.models import TicketField


def fields_of_ticket(ticket_id: int) -> Mapping[str, str]:
    """The value of each column that holds one."""
    query = sa.select(TicketField.field, TicketField.value).filter_by(ticket_id=ticket_id)
    return {row.field: row.value for row in db.session.execute(query)}
