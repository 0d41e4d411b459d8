"""An officer's chat as their page shows it, and who reads what goes to a chat or a mailbox."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.models import Conversation, Officer, OfficerChat, OutboxItem, linked_officer


def chat_of(officer_id: int) -> tuple[OfficerChat, str] | None:
    """The linked chat, and the name that its owner carries in Telegram."""
    chat = db.session.get(OfficerChat, officer_id)
    if chat is None:
        return None
    named = sa.select(Conversation.name).filter_by(skin=chat.channel, address=chat.address)
    return chat, db.session.scalar(named) or "tanpa nama"


def linked_since() -> Mapping[int, datetime]:
    """Which officers have linked a chat, and when."""
    rows = db.session.execute(sa.select(OfficerChat.officer_id, OfficerChat.linked_at))
    return {row.officer_id: row.linked_at for row in rows}


def readers_of(item: OutboxItem) -> Sequence[Officer]:
    """The active officers whose mailbox or linked chat a row goes to."""
    query = sa.select(Officer).filter_by(email=item.recipient, active=True)
    if item.channel == "telegram":
        query = linked_officer(item.channel, item.recipient)
    return db.session.scalars(query).all()
