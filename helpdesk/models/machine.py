"""Rows the machine keeps for itself: counters, leases, settings made in the UI."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.db import Base, UtcDateTime


class Counter(Base):
    """The last number given out under a name."""

    __tablename__ = "counter"

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    value: Mapped[int]


class Lease(Base):
    """Who does a job just now; saves idle work, while unique keys keep work from doubling."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    holder: Mapped[str] = mapped_column(sa.Text)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    last_run_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Setting(Base):
    """A decision made in the UI, such as allowing mail to a provider."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    value: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[int | None] = mapped_column(sa.ForeignKey("officer.id"))
