"""Acts on many tickets: what an officer ordered, and how each ticket fared."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.db import Base, UtcDateTime


class BulkAct(Base):
    """One order. Until `begun_at` it can be called back; `data` is what the act needs."""

    __tablename__ = "bulk_act"
    __table_args__ = (
        sa.Index("ix_bulk_act_due", "due_at", sqlite_where=sa.text("finished_at IS NULL"),
                 postgresql_where=sa.text("finished_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    officer_id: Mapped[int] = mapped_column(sa.ForeignKey("officer.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.Text)
    data: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    begun_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    items: Mapped[list["BulkItem"]] = relationship(order_by="BulkItem.id", lazy="selectin")


class BulkItem(Base):
    """One ticket of an order, by the number and version that the officer saw."""

    __tablename__ = "bulk_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    act_id: Mapped[int] = mapped_column(sa.ForeignKey("bulk_act.id"), index=True)
    number: Mapped[str] = mapped_column(sa.Text)
    version: Mapped[int] = mapped_column()
    state: Mapped[str] = mapped_column(sa.Text)
    words: Mapped[str | None] = mapped_column(sa.Text)
