"""The legal contents of a complaint (Pasal 8(4)); apart, so that they can be erased."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.db import Base, UtcDateTime


class Complaint(Base):
    """Name and address, loss, what is asked for, place and time, and the declaration."""

    __tablename__ = "complaint"

    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id"), primary_key=True)
    name: Mapped[str | None] = mapped_column(sa.Text)
    address: Mapped[str | None] = mapped_column(sa.Text)
    loss: Mapped[str | None] = mapped_column(sa.Text)
    request: Mapped[str | None] = mapped_column(sa.Text)
    place: Mapped[str | None] = mapped_column(sa.Text)
    declared_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
