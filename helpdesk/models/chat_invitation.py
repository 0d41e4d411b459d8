"""One-time deep links that bring a ticket or an officer into a chat, and the officers' chats."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.db import Base, UtcDateTime
from helpdesk.models.officer import Officer


class ChatInvitation(Base):
    """A link that opens a chat once, for some minutes; it names a ticket or an officer.

    Only the hash of its token is stored, as with every other link. `address`: the chat that opened
    it first, which alone may confirm it.
    """

    __tablename__ = "chat_invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(sa.Text, unique=True)
    ticket_id: Mapped[int | None] = mapped_column(sa.ForeignKey("ticket.id"), index=True)
    officer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("officer.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    address: Mapped[str | None] = mapped_column(sa.Text)


class OfficerChat(Base):
    """The private chat in which an officer is told of work and answers; one each.

    `notices`: how they want to be told (`domain/officer_notices.py`); `pending`: words that wait
    for the press which says where they go.
    """

    __tablename__ = "officer_chat"
    __table_args__ = (sa.UniqueConstraint("channel", "address"),)

    officer_id: Mapped[int] = mapped_column(sa.ForeignKey("officer.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(sa.Text)
    address: Mapped[str] = mapped_column(sa.Text)
    linked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    usable: Mapped[bool] = mapped_column(default=True)
    notices: Mapped[str | None] = mapped_column(sa.Text)
    pending: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)


def linked_officer(channel: str, address: str) -> sa.Select[Officer]:
    """The active officer whose chat it is; the chat of one who was deactivated is nobody's."""
    return sa.select(Officer).join(OfficerChat, OfficerChat.officer_id == Officer.id).where(
        OfficerChat.channel == channel, OfficerChat.address == address, Officer.active.is_(True)
    )
