"""The facts of a ticket that a provider is told; nothing internal, nobody else's data."""

from collections.abc import Sequence

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.catalogue import Bureau
from helpdesk.domain.dossier import DossierFacts
from helpdesk.domain.ticket import Category, IdentityMode
from helpdesk.errors import InvalidInput
from helpdesk.models import Attachment, Message, Ticket


def facts_of(
    ticket: Ticket, bureau: Bureau, messages: Sequence[Message] | None = None
) -> DossierFacts:
    """What is known of the matter from its requester's own words and files, and of our LPSE.

    `messages`: the ticket's with their files, where they have been read already.
    """
    if messages is None:
        query = sa.select(Message).filter_by(ticket_id=ticket.id).order_by(Message.id)
        messages = db.session.scalars(query).all()
    theirs = sorted((m for m in messages if m.side == "requester"), key=lambda m: m.id)
    said = [m.body for m in theirs]
    images = sum(
        a.media_type.startswith("image/") and not a.restricted
        for m in theirs if not m.internal for a in m.attachments
    )
    return DossierFacts(
        number=ticket.number, subject=ticket.subject, category=ticket.category,
        category_known=ticket.category != Category.PUBLIC.value,
        # A hidden identity stays hidden from those the matter is passed on to.
        company=ticket.requester.company if ticket.identity == IdentityMode.KNOWN else None,
        package_code=ticket.package_code,
        tender_deadline=ticket.tender_deadline,
        description="\n\n".join(said), images=images,
        received_at=ticket.received_at, earlier_number=ticket.external_number,
        spse_version=bureau.spse_version,
    )


def forwardable(ticket: Ticket) -> Sequence[Attachment]:
    """The requester's own files that may go to a provider; never an identity document."""
    query = (
        sa.select(Attachment).join(Message, Attachment.message_id == Message.id)
        .where(
            Attachment.ticket_id == ticket.id, Attachment.restricted.is_(False),
            Message.internal.is_(False), Message.side == "requester",
        )
        .order_by(Attachment.id)
    )
    return db.session.scalars(query).all()


def chosen(ticket: Ticket, refs: Sequence[str]) -> list[int]:
    """Ids of the files an officer ticked. Raises `InvalidInput` for one that may not go."""
    found = [file.id for file in forwardable(ticket) if file.ref in set(refs)]
    if len(found) != len(set(refs)):
        raise InvalidInput(
            attachments="Ada lampiran yang tidak dapat disertakan. Pilih kembali."
        )
    return found
