"""Tags: the bureau's own list of them, and which ticket bears which."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.db import Base, UtcDateTime


class Tag(Base):
    """One tag. Its name never changes, as the record of tickets says it; it is put away instead."""

    __tablename__ = "tag"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.Text, unique=True)
    name: Mapped[str] = mapped_column(sa.Text)
    officer_id: Mapped[int] = mapped_column(sa.ForeignKey("officer.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    put_away_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    put_away_by: Mapped[int | None] = mapped_column(sa.ForeignKey("officer.id"))


class TicketTag(Base):
    """A ticket bears a tag. By tag first, as the queue's filter asks."""

    __tablename__ = "ticket_tag"

    tag_id: Mapped[int] = mapped_column(sa.ForeignKey("tag.id"), primary_key=True)
    ticket_id: Mapped[int] = mapped_column(
        sa.ForeignKey("ticket.id"), primary_key=True, index=True
    )
