"""The ticket in which a merged one's matter goes on.

No foreign key: SQLite could add a named one only by copying the table of all tickets.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.add_column("ticket", sa.Column("merged_id", sa.Integer(), nullable=True))
    op.create_index("ix_ticket_merged_id", "ticket", ["merged_id"])


def downgrade() -> None:
    op.drop_index("ix_ticket_merged_id", "ticket")
    op.drop_column("ticket", "merged_id")
