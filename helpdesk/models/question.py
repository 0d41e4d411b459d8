"""The ledger of questions put to the guide: figures for ever, redacted words for a while."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.db import Base


class Question(Base):
    """One question and what became of it; nothing in it leads to a person or a ticket.

    `handle` ties it to its conversation while an outcome may still come, and is then forgotten.
    `topic` is the nearest one, answered with or not; `helped` the verdict on an answer given at
    once, `chosen_helped` on the topic chosen last.
    """

    __tablename__ = "question"
    # What the page counts is read from the index alone, a week being one stretch of it.
    __table_args__ = (
        sa.Index(
            "ix_question_counts", "week", "skin", "zone", "complaint", "topic", "helped", "chosen",
            "chosen_helped", "filed",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    week: Mapped[date]  # its Monday, local
    skin: Mapped[str] = mapped_column(sa.Text)
    zone: Mapped[str] = mapped_column(sa.Text)
    complaint: Mapped[bool] = mapped_column(default=False)
    topic: Mapped[str | None] = mapped_column(sa.Text)
    helped: Mapped[bool | None]
    chosen: Mapped[str | None] = mapped_column(sa.Text)
    chosen_helped: Mapped[bool | None]
    filed: Mapped[bool] = mapped_column(default=False)
    handle: Mapped[str | None] = mapped_column(sa.Text, unique=True)


class QuestionWeek(Base):
    """What a week came to, kept when no outcome can follow any more; `topic` is "" for none.

    `at_once_*` are verdicts on answers given at once, `chosen*` of the topic that was chosen.
    """

    __tablename__ = "question_week"

    week: Mapped[date] = mapped_column(primary_key=True)
    skin: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    topic: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    asked: Mapped[int]
    answered: Mapped[int]
    picked: Mapped[int]
    filed: Mapped[int]
    helped: Mapped[int]
    wrong: Mapped[int]
    complaints: Mapped[int]
    at_once_right: Mapped[int]
    at_once_wrong: Mapped[int]
    chosen: Mapped[int]
    chosen_right: Mapped[int]
    chosen_wrong: Mapped[int]


class QuestionGroup(Base):
    """Questions that ask the same, unanswered or answered wrongly; `words` are its first one's.

    `settled_topic`: an officer has given its words to that topic; later ones begin a new group.
    """

    __tablename__ = "question_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(sa.Text)
    settled_topic: Mapped[str | None] = mapped_column(sa.Text)
    settled_by: Mapped[int | None] = mapped_column(sa.ForeignKey("officer.id"))


class QuestionText(Base):
    """The redacted words of a question not answered, or wrongly; deleted after some months."""

    __tablename__ = "question_text"

    question_id: Mapped[int] = mapped_column(sa.ForeignKey("question.id"), primary_key=True)
    text: Mapped[str] = mapped_column(sa.Text)
    day: Mapped[date] = mapped_column(index=True)
    group_id: Mapped[int | None] = mapped_column(sa.ForeignKey("question_group.id"), index=True)
