"""Piket: who is on duty on a date, holidays and cuti bersama included."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.db import Base, UtcDateTime


class Duty(Base):
    """One officer on duty on one local date."""

    __tablename__ = "duty"
    __table_args__ = (sa.UniqueConstraint("day", "officer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(sa.Date)
    officer_id: Mapped[int] = mapped_column(sa.ForeignKey("officer.id"))
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)
    set_by: Mapped[int | None] = mapped_column(sa.ForeignKey("officer.id"))
