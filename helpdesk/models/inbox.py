"""Raw input of every door, under the source's own key, kept before anything is confirmed."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.db import Base, UtcDateTime


class InboxItem(Base):
    """One arrival; keys as `tg:<bot>:<update_id>`, `form:<token>`, `chat:<chat>:<nonce>`."""

    __tablename__ = "inbox"
    __table_args__ = (sa.Index("ix_inbox_state", "state", "lane", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.Text, unique=True)
    lane: Mapped[str] = mapped_column(sa.Text)  # what must stay in order: the chat
    payload: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    state: Mapped[str] = mapped_column(sa.Text, default="new")  # new | done | parked
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(sa.Text)
    reference: Mapped[str | None] = mapped_column(sa.Text)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
