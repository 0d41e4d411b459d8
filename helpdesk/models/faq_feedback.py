"""Verdicts of before the ledger of questions: still there for the previous release to write to."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.db import Base, UtcDateTime


class FaqFeedback(Base):
    """Nothing of this release reads or writes it; the next migration may drop it."""

    __tablename__ = "faq_feedback"

    id: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[str] = mapped_column(sa.Text, index=True)
    helped: Mapped[bool]
    channel: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
