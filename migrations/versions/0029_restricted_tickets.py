"""Tickets about the evaluation of a running tender: for the heads and who handles them."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.add_column(
        "ticket",
        sa.Column("restricted", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.create_index(
        "ix_ticket_restricted", "ticket", ["queue_at", "id"],
        sqlite_where=sa.text("restricted IS 1"), postgresql_where=sa.text("restricted IS true"),
    )


def downgrade() -> None:
    op.drop_index("ix_ticket_restricted", "ticket")
    op.drop_column("ticket", "restricted")
