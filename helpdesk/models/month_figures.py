"""What a month of receipts came to, as the public may know it; no page then reads tickets."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.db import Base, UtcDateTime


class MonthFigures(Base):
    """One month by local date of receipt; `facts` is what `queries.month_facts` makes of it."""

    __tablename__ = "month_figures"

    month: Mapped[date] = mapped_column(primary_key=True)  # its first day
    computed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    facts: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
