"""What was done to officers' accounts, by whom."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "officer_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_officer_change"),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name="fk_officer_change_officer_id_officer"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["officer.id"], name="fk_officer_change_by_id_officer"),
    )
    op.create_index("ix_officer_change_officer_id", "officer_change", ["officer_id"])
    op.create_index("ix_officer_change_at", "officer_change", ["at"])


def downgrade() -> None:
    op.drop_table("officer_change")
