"""One-time deep links that bring a ticket or an officer into a chat, and the officers' chats."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.db import Base, UtcDateTime


class ChatInvitation(Base):
    """A link that opens a chat once, for some minutes; it names a ticket or an officer.

    Only the hash of its token is stored, as with every other link.
    """

    __tablename__ = "chat_invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(sa.Text, unique=True)
    ticket_id: Mapped[int | None] = mapped_column(sa.ForeignKey("ticket.id"), index=True)
    officer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("officer.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class OfficerChat(Base):
    """The private chat in which an officer is told of work and answers; one each."""

    __tablename__ = "officer_chat"
    __table_args__ = (sa.UniqueConstraint("channel", "address"),)

    officer_id: Mapped[int] = mapped_column(sa.ForeignKey("officer.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(sa.Text)
    address: Mapped[str] = mapped_column(sa.Text)
    linked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    usable: Mapped[bool] = mapped_column(default=True)
