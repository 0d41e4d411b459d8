"""Notices waiting to be sent: written with their event, sent by another process."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.db import Base, UtcDateTime


class OutboxItem(Base):
    """One notice to one recipient. States: pending → sending → sent; or failed, dead, skipped.

    A line of a digest is gathered → told, and the digest it went into a row of its own, whose key
    stands in the line's `external_id`. `key` is unique: (event, channel, recipient) for notices,
    (day or week, recipient) for digests, the turn's key for chat replies.
    """

    __tablename__ = "outbox"
    __table_args__ = (sa.Index("ix_outbox_due", "channel", "state", "not_before"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.Text, unique=True)
    event_id: Mapped[int | None] = mapped_column(sa.ForeignKey("ticket_event.id"))
    ticket_id: Mapped[int | None] = mapped_column(sa.ForeignKey("ticket.id"), index=True)
    message_id: Mapped[int | None] = mapped_column(sa.ForeignKey("message.id"))
    channel: Mapped[str] = mapped_column(sa.Text)
    recipient: Mapped[str] = mapped_column(sa.Text)
    audience: Mapped[str] = mapped_column(sa.Text)
    template: Mapped[str] = mapped_column(sa.Text)
    data: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    state: Mapped[str] = mapped_column(sa.Text, default="pending")
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime] = mapped_column(UtcDateTime)
    claimed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    error: Mapped[str | None] = mapped_column(sa.Text)
    external_id: Mapped[str | None] = mapped_column(sa.Text, index=True)

    @property
    def offered(self) -> tuple[str, ...]:
        """The values of every button it has been sent with: a reply's own, those put on record."""
        rows = self.data.get("buttons") or ()
        written = tuple(str(value) for row in rows for _, value in row)
        return (*written, *self.data.get("offered", ()))
