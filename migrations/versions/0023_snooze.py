"""Until when a ticket is put off, and why."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.add_column("ticket", sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("ticket", sa.Column("snooze_reason", sa.Text(), nullable=True))
    # Few tickets are put off at a time: the index holds those alone.
    set_ = sa.text("snoozed_until IS NOT NULL")
    op.create_index("ix_ticket_snoozed", "ticket", ["snoozed_until"], sqlite_where=set_,
                    postgresql_where=set_)


def downgrade() -> None:
    op.drop_index("ix_ticket_snoozed", "ticket")
    op.drop_column("ticket", "snooze_reason")
    op.drop_column("ticket", "snoozed_until")
