"""The guide as the office keeps it: what is published, being written, confirmed by the head."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.db import Base, UtcDateTime


class ArticleVersion(Base):
    """One published state of one article, whole, as its file; never changed, the newest in force.

    An article nobody touched has no row: it is what the release's file says.
    """

    __tablename__ = "article_version"
    __table_args__ = (sa.UniqueConstraint("article", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article: Mapped[str] = mapped_column(sa.Text)
    number: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text)
    # SHA-256 of the release's file of that day; none where the office wrote the article.
    release: Mapped[str | None] = mapped_column(sa.Text)
    note: Mapped[str] = mapped_column(sa.Text)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by: Mapped[int | None] = mapped_column(sa.ForeignKey("officer.id"))
    published_by: Mapped[int | None] = mapped_column(sa.ForeignKey("officer.id"))
    self_reviewed: Mapped[bool]
    # What was measured before publishing, and the written reason where it got worse.
    measured: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)


class ArticleVotes(Base):
    """What readers of an article's page said of it in a week, nobody's question being known."""

    __tablename__ = "article_votes"

    article: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    week: Mapped[date] = mapped_column(primary_key=True)  # its Monday
    helped: Mapped[int] = mapped_column(default=0)
    missed: Mapped[int] = mapped_column(default=0)


class ArticleDraft(Base):
    """What an officer is writing: one draft an article, kept as typed, complete or not."""

    __tablename__ = "article_draft"

    article: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    fields: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    note: Mapped[str] = mapped_column(sa.Text)
    based_on: Mapped[int]  # the version it began from; 0 is the file, or nothing yet
    state: Mapped[str] = mapped_column(sa.Text)  # writing | submitted
    written_by: Mapped[int] = mapped_column(sa.ForeignKey("officer.id"))
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    origin: Mapped[str | None] = mapped_column(sa.Text)  # the ticket's number it was made from
    version: Mapped[int] = mapped_column()
    # The rehearsal before publishing: of which content, how far, and what it found.
    check_digest: Mapped[str | None] = mapped_column(sa.Text)
    check_state: Mapped[str | None] = mapped_column(sa.Text)  # running | done | failed
    check_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    check_result: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  read once by the mapper


class ServiceConfirmation(Base):
    """The head's word on whether the steps of 2018 hold for a service; the newest row counts."""

    __tablename__ = "service_confirmation"

    id: Mapped[int] = mapped_column(primary_key=True)
    service: Mapped[str] = mapped_column(sa.Text, index=True)
    confirmed: Mapped[bool]
    note: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[int] = mapped_column(sa.ForeignKey("officer.id"))
