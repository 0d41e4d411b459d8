"""Who asked, and where they can be reached; rows that can be erased."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.db import Base, UtcDateTime


class Requester(Base):
    """A person asking; `company` only for suppliers."""

    __tablename__ = "requester"
    __table_args__ = (
        sa.Index("ix_requester_name_lower", sa.text("lower(name)")),
        sa.Index("ix_requester_company_lower", sa.text("lower(company)")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None] = mapped_column(sa.Text)
    category: Mapped[str] = mapped_column(sa.Text)
    company: Mapped[str | None] = mapped_column(sa.Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    contacts: Mapped[list["Contact"]] = relationship(lazy="select", back_populates="requester")


class Contact(Base):
    """An address on one channel: email, phone, telegram (chat id), webchat (conversation id)."""

    __tablename__ = "contact"
    __table_args__ = (sa.UniqueConstraint("requester_id", "channel", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    requester_id: Mapped[int] = mapped_column(sa.ForeignKey("requester.id"))
    channel: Mapped[str] = mapped_column(sa.Text)
    address: Mapped[str] = mapped_column(sa.Text, index=True)
    usable: Mapped[bool] = mapped_column(default=True)

    requester: Mapped[Requester] = relationship(back_populates="contacts")
