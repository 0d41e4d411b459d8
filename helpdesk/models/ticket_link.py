"""Two tickets that belong together: linked by an officer, split off, or merged."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.db import Base, UtcDateTime

RELATED, SPLIT, MERGED = "related", "split", "merged"
_STANDS = sa.text("ended_at IS NULL")


class TicketLink(Base):
    """One link; `first_id` is the older ticket. A link undone stays, with who undid it."""

    __tablename__ = "ticket_link"
    __table_args__ = (
        sa.Index("ix_ticket_link_standing", "first_id", "second_id", unique=True,
                 sqlite_where=_STANDS, postgresql_where=_STANDS),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    first_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id"), index=True)
    second_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.Text)
    reason: Mapped[str] = mapped_column(sa.Text)
    officer_id: Mapped[int] = mapped_column(sa.ForeignKey("officer.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[int | None] = mapped_column(sa.ForeignKey("officer.id"))
