"""Indexes for the board of matters at LKPP or Telkom; the previous release does not notice."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_index("ix_ticket_relay", "ticket", ["relay_state", "status"], unique=False)
    op.create_index("ix_ticket_authority", "ticket", ["authority", "status"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_ticket_authority", table_name="ticket")
    op.drop_index("ix_ticket_relay", table_name="ticket")
