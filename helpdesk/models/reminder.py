"""An officer's own reminder of a ticket; nobody else reads it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.db import Base, UtcDateTime
from helpdesk.models.ticket import Ticket

_STANDS = sa.text("ended_at IS NULL")


class Reminder(Base):
    """Stands until `ended_at`; `told_at` once the officer has been told."""

    __tablename__ = "reminder"
    __table_args__ = (
        sa.Index("ix_reminder_standing", "officer_id", "at", sqlite_where=_STANDS,
                 postgresql_where=_STANDS),
        sa.Index("ix_reminder_due", "told_at", "at", sqlite_where=_STANDS,
                 postgresql_where=_STANDS),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id"), index=True)
    officer_id: Mapped[int] = mapped_column(sa.ForeignKey("officer.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    text: Mapped[str] = mapped_column(sa.Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    ticket: Mapped[Ticket] = relationship(lazy="joined", innerjoin=True)
