"""The database: naming, the UTC column, SQLite's set-up, and `use_case`, the only commit."""

import functools
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, ParamSpec, TypeVar

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.orm.exc import StaleDataError

from helpdesk.errors import StaleTicket

P = ParamSpec("P")
R = TypeVar("R")

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every table; constraints are named so that a migration can drop them on SQLite too."""

    metadata = sa.MetaData(naming_convention=NAMING)


# Objects stay readable after the commit, so that a door can render what a use case returned.
db = SQLAlchemy(
    model_class=Base, disable_autonaming=True, session_options={"expire_on_commit": False}
)


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An aware instant, stored in UTC; a naive value is a programming error and is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime: {value!r}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def table_of(model: type[Base]) -> sa.Table:
    """The table behind a model, for statements over many rows that need no objects."""
    return Base.metadata.tables[model.__tablename__]


def prepare_sqlite(engine: sa.Engine) -> None:
    """Make SQLite transactions real: WAL, full sync, and BEGIN IMMEDIATE for whoever may write.

    pysqlite sends no BEGIN before a SELECT, so read and write would not be one transaction and
    updates are lost; measured in `docs/operations.md`.
    """

    @event.listens_for(engine, "connect")
    def _connect(dbapi: Any, _record: Any) -> None:
        dbapi.isolation_level = None
        cursor = dbapi.cursor()
        for pragma in (
            "journal_mode=WAL",
            "busy_timeout=15000",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
        ):
            cursor.execute("PRAGMA " + pragma)
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        reading = connection.get_execution_options().get("sqlite_read")
        connection.exec_driver_sql("BEGIN " + ("DEFERRED" if reading else "IMMEDIATE"))


def begin_reading() -> None:
    """Open the session's transaction for reading only, so that SQLite takes no write lock."""
    db.session.connection(execution_options={"sqlite_read": True})


def release() -> None:
    """End the transaction without keeping anything, before slow work or a network call."""
    db.session.rollback()


def use_case(function: Callable[P, R]) -> Callable[P, R]:
    """Run `function` in one transaction: the outermost call commits, any exception rolls back.

    Raises `StaleTicket` when another transaction changed the ticket meanwhile.
    """

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        session = db.session()
        if session.info.get("in_use_case"):
            return function(*args, **kwargs)
        session.info["in_use_case"] = True
        try:
            result = function(*args, **kwargs)
            session.commit()
        except StaleDataError as error:
            session.rollback()
            raise StaleTicket from error
        except BaseException:
            session.rollback()
            raise
        finally:
            session.info.pop("in_use_case", None)
        return result

    return run
