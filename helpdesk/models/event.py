"""The event log of a ticket: append-only, numbered, chained by hash."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.db import Base, UtcDateTime
from helpdesk.domain.events import Event, EventType, Visibility


class TicketEvent(Base):
    """One change. `hash` covers the row and the previous hash of the same ticket."""

    __tablename__ = "ticket_event"
    __table_args__ = (sa.UniqueConstraint("ticket_id", "seq"), sa.UniqueConstraint("key"))

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id"))
    seq: Mapped[int]
    type: Mapped[str] = mapped_column(sa.Text, index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    occurred_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(sa.Text)
    visibility: Mapped[str] = mapped_column(sa.Text)
    data: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    key: Mapped[str | None] = mapped_column(sa.Text)
    previous_hash: Mapped[str] = mapped_column(sa.Text)
    hash: Mapped[str] = mapped_column(sa.Text)

    def as_event(self) -> Event:
        """The row as the domain's value."""
        return Event(
            seq=self.seq, type=EventType(self.type), at=self.at, occurred_at=self.occurred_at,
            actor=self.actor, visibility=Visibility(self.visibility), data=self.data, key=self.key,
        )
