"""Who has a ticket's page open just now."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.create_table(
        "ticket_presence",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", "officer_id", name="pk_ticket_presence"),
        *(
            sa.ForeignKeyConstraint(
                [f"{of}_id"], [f"{of}.id"], name=f"fk_ticket_presence_{of}_id_{of}"
            )
            for of in ("ticket", "officer")
        ),
    )
    op.create_index("ix_ticket_presence_seen_at", "ticket_presence", ["seen_at"])


def downgrade() -> None:
    op.drop_table("ticket_presence")
