"""A chat with the bot, on any skin: its durable state and, for the web, its lines."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.db import Base, UtcDateTime


class Conversation(Base):
    """`address`: the Telegram chat id, or the SHA-256 of the web chat's cookie."""

    __tablename__ = "conversation"
    __table_args__ = (sa.UniqueConstraint("skin", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    skin: Mapped[str] = mapped_column(sa.Text)  # telegram | webchat
    address: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    version: Mapped[int] = mapped_column()
    requester_id: Mapped[int | None] = mapped_column(sa.ForeignKey("requester.id"))
    name: Mapped[str | None] = mapped_column(sa.Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  read once by the mapper


class ChatLine(Base):
    """One line of a web chat; the status link is put in when the line is shown."""

    __tablename__ = "chat_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(sa.ForeignKey("conversation.id"), index=True)
    side: Mapped[str] = mapped_column(sa.Text)  # requester | bot | officer
    text: Mapped[str] = mapped_column(sa.Text)
    buttons: Mapped[list[Any]] = mapped_column(sa.JSON)
    ticket_id: Mapped[int | None] = mapped_column(sa.ForeignKey("ticket.id"))
    outbox_id: Mapped[int | None] = mapped_column(sa.ForeignKey("outbox.id"), unique=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
