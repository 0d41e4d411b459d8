"""What was said on a ticket: by the requester, an officer, a provider, or the system."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.db import Base, UtcDateTime
from helpdesk.models.attachment import Attachment


class Message(Base):
    """One message; `internal` ones are never shown outside the bureau."""

    __tablename__ = "message"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id"), index=True)
    side: Mapped[str] = mapped_column(sa.Text)  # requester | officer | provider | system
    officer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("officer.id"))
    internal: Mapped[bool] = mapped_column(default=False)
    channel: Mapped[str] = mapped_column(sa.Text)
    body: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    source_key: Mapped[str | None] = mapped_column(sa.Text, unique=True)

    attachments: Mapped[list[Attachment]] = relationship(
        lazy="selectin", order_by=Attachment.id
    )
