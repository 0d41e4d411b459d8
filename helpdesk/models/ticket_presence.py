"""Who has a ticket's page open just now: rows that grow old in seconds unless they are renewed."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.db import Base, UtcDateTime


class TicketPresence(Base):
    """An officer looked at a ticket at `seen_at`. Kept for no longer than it is true."""

    __tablename__ = "ticket_presence"

    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id"), primary_key=True)
    officer_id: Mapped[int] = mapped_column(sa.ForeignKey("officer.id"), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
