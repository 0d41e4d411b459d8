"""What the bureau changed in its rules through the UI: numbered, kept for good, newest in force."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.db import Base, UtcDateTime


class Revision(Base):
    """One saved state of one policy, whole. Number 0 is what the files say and has no row."""

    __tablename__ = "revision"
    __table_args__ = (sa.UniqueConstraint("policy", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    policy: Mapped[str] = mapped_column(sa.Text)  # calendar | limits | ladder | pledge
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    note: Mapped[str] = mapped_column(sa.Text)  # what was changed and on whose word
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_by: Mapped[int | None] = mapped_column(sa.ForeignKey("officer.id"))
    applied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # every ticket follows it
