"""The measured clocks of a ticket, rewritten from its events at every change."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.db import Base, UtcDateTime


class TicketClock(Base):
    """One clock for queries and reports; `days` keeps the day-by-day reason of its deadline."""

    __tablename__ = "ticket_clock"
    __table_args__ = (sa.UniqueConstraint("ticket_id", "kind", "cycle", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id"))
    kind: Mapped[str] = mapped_column(sa.Text)
    cycle: Mapped[int]
    revision: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    limit_days: Mapped[int | None]
    limit_minutes: Mapped[int | None]
    basis: Mapped[str] = mapped_column(sa.Text)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(sa.Text)
    days: Mapped[list[Any]] = mapped_column(sa.JSON)
