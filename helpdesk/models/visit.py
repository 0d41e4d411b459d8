"""The guest book of the counter: who came, for what, and when they were called."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.db import Base, UtcDateTime


class Visit(Base):
    """One visitor. Name, company and telephone are erased after a while; the visit still counts."""

    __tablename__ = "visit"
    __table_args__ = (
        sa.UniqueConstraint("day", "turn"),
        sa.Index("ix_visit_waiting", "day", "ended_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]  # the bureau's
    turn: Mapped[int]
    arrived_at: Mapped[datetime] = mapped_column(UtcDateTime)
    name: Mapped[str | None] = mapped_column(sa.Text)
    company: Mapped[str | None] = mapped_column(sa.Text)
    phone: Mapped[str | None] = mapped_column(sa.Text)
    purpose: Mapped[str] = mapped_column(sa.Text)  # a code of `domain.visits.Purpose`
    service: Mapped[str | None] = mapped_column(sa.Text)
    number: Mapped[str | None] = mapped_column(sa.Text)  # of a ticket, as the visitor typed it
    officer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("officer.id"))
    called_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str | None] = mapped_column(sa.Text)  # served | left
    ticket_id: Mapped[int | None] = mapped_column(sa.ForeignKey("ticket.id"))
    form_key: Mapped[str] = mapped_column(sa.Text, unique=True)
