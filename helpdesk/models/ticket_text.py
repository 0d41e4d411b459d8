"""What a ticket is found by: its terms, kept in step by `usecases.search_index`.

The migration builds the full-text index over these columns: an FTS5 table with triggers on
SQLite, GIN indexes on PostgreSQL. Neither is known to the metadata; `is_full_text` names them.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.db import Base

FTS = "ticket_fts"
_GIN = "ix_ticket_text_words"


class Terms(sa.types.TypeDecorator[frozenset[str]]):
    """Terms without blanks or quotes: a text on SQLite, a `tsvector` without places elsewhere."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        return dialect.type_descriptor(TSVECTOR() if dialect.name == "postgresql" else sa.Text())

    def process_bind_param(self, value: frozenset[str] | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else " ".join(sorted(value))

    def process_result_value(
        self, value: Any | None, dialect: sa.Dialect
    ) -> frozenset[str] | None:
        return None if value is None else frozenset(str(value).replace("'", "").split())


class TicketText(Base):
    """The terms of one ticket; `who` is found only by those who may know the requester."""

    __tablename__ = "ticket_text"

    ticket_id: Mapped[int] = mapped_column(
        sa.ForeignKey("ticket.id"), primary_key=True, autoincrement=False
    )
    recipe: Mapped[int]  # which way of cutting a text made these
    said: Mapped[frozenset[str]] = mapped_column(Terms)
    who: Mapped[frozenset[str]] = mapped_column(Terms)


class SearchWord(Base):
    """A word that some ticket has: what a mistyped one is compared with."""

    __tablename__ = "search_word"

    word: Mapped[str] = mapped_column(sa.Text, primary_key=True)


def is_full_text(name: str | None) -> bool:
    """Whether a table or index belongs to the database's own full-text search."""
    return name is not None and (name.startswith(FTS) or name == _GIN)


def include_object(
    _object: Any, name: str | None, _type: str, _reflected: bool, _compare_to: Any
) -> bool:
    """For Alembic: compare everything but what only one kind of database has."""
    return not is_full_text(name)
