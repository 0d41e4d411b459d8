"""Which officers follow a ticket that is not theirs to handle."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.db import Base, UtcDateTime


class TicketWatcher(Base):
    """An officer follows a ticket. Whether they may still see it is asked each time it matters."""

    __tablename__ = "ticket_watcher"

    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id"), primary_key=True)
    officer_id: Mapped[int] = mapped_column(
        sa.ForeignKey("officer.id"), primary_key=True, index=True
    )
    at: Mapped[datetime] = mapped_column(UtcDateTime)
