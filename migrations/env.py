"""How Alembic runs here: on the application's engine, one transaction, batch mode for SQLite."""

from typing import Any

from alembic import context
from flask import current_app

extension = current_app.extensions["migrate"]
database = extension.db


def run() -> None:
    """Upgrade or downgrade inside one transaction, so that a failed step leaves nothing behind."""
    options: dict[str, Any] = {
        "target_metadata": database.metadata,
        **extension.configure_args,
    }
    with database.engine.connect() as connection:
        context.configure(connection=connection, **options)
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
