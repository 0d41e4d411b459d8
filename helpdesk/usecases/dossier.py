"""The facts of a ticket that a provider is told; nothing internal, nobody else's data."""

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.dossier import DossierFacts
from helpdesk.domain.ticket import Category, IdentityMode
from helpdesk.models import Attachment, Message, Ticket


def facts_of(ticket: Ticket) -> DossierFacts:
    """What is known of the matter from its requester's own words and files."""
    said = db.session.scalars(
        sa.select(Message).filter_by(ticket_id=ticket.id, side="requester").order_by(Message.id)
    ).all()
    images = db.session.scalar(
        sa.select(sa.func.count()).select_from(Attachment).where(
            Attachment.ticket_id == ticket.id, Attachment.restricted.is_(False),
            Attachment.media_type.like("image/%"),
        )
    )
    return DossierFacts(
        number=ticket.number, subject=ticket.subject, category=ticket.category,
        category_known=ticket.category != Category.PUBLIC.value,
        # A hidden identity stays hidden from those the matter is passed on to.
        company=ticket.requester.company if ticket.identity == IdentityMode.KNOWN else None,
        package_code=ticket.package_code,
        tender_deadline=ticket.tender_deadline,
        description="\n\n".join(m.body for m in said), images=images or 0,
        received_at=ticket.received_at, earlier_number=ticket.external_number,
    )
