"""An outage as the public and the Pokja are told of it; apart from the ticket that carries it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.db import Base, UtcDateTime


class Incident(Base):
    """What the incident's ticket stands for: neutral words, start, end, evidence."""

    __tablename__ = "incident"

    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id"), primary_key=True)
    headline: Mapped[str] = mapped_column(sa.Text)  # neutral words; nobody is blamed
    cause: Mapped[str] = mapped_column(sa.Text)  # bureau | lkpp | telkom | other | unknown
    evidence: Mapped[str | None] = mapped_column(sa.Text)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published: Mapped[bool] = mapped_column(default=False)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
