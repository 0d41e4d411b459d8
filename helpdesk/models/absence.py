"""When an officer does not work, and who stands in."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.db import Base, UtcDateTime


class Absence(Base):
    """Local dates `first` to `last`, both included; one that was called off has `ended_at`."""

    __tablename__ = "absence"

    id: Mapped[int] = mapped_column(primary_key=True)
    officer_id: Mapped[int] = mapped_column(sa.ForeignKey("officer.id"), index=True)
    first: Mapped[date] = mapped_column(sa.Date)
    last: Mapped[date] = mapped_column(sa.Date, index=True)
    kind: Mapped[str] = mapped_column(sa.Text)  # leave | travel | other: no more is asked
    deputy_id: Mapped[int | None] = mapped_column(sa.ForeignKey("officer.id"))
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)
    set_by: Mapped[int | None] = mapped_column(sa.ForeignKey("officer.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[int | None] = mapped_column(sa.ForeignKey("officer.id"))


def absent_on(
    day: date | sa.BindParameter[date], of: type[Absence] = Absence
) -> sa.ColumnElement[bool]:
    """An absence that holds on a local date; `of`: the table or an alias of it."""
    return sa.and_(of.first <= day, of.last >= day, of.ended_at.is_(None))
