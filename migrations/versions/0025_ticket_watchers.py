"""Which officers follow a ticket."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.create_table(
        "ticket_watcher",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", "officer_id", name="pk_ticket_watcher"),
        *(
            sa.ForeignKeyConstraint(
                [f"{of}_id"], [f"{of}.id"], name=f"fk_ticket_watcher_{of}_id_{of}"
            )
            for of in ("ticket", "officer")
        ),
    )
    op.create_index("ix_ticket_watcher_officer_id", "ticket_watcher", ["officer_id"])


def downgrade() -> None:
    op.drop_table("ticket_watcher")
