"""An officer's chat as their page shows it."""

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.models import Conversation, OfficerChat


def chat_of(officer_id: int) -> tuple[OfficerChat, str] | None:
    """The linked chat, and the name that its owner carries in Telegram."""
    chat = db.session.get(OfficerChat, officer_id)
    if chat is None:
        return None
    named = sa.select(Conversation.name).filter_by(skin=chat.channel, address=chat.address)
    return chat, db.session.scalar(named) or "tanpa nama"
