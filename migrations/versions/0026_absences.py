"""When officers do not work, and who stands in."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_absence"),
        *(
            sa.ForeignKeyConstraint([column], ["officer.id"], name=f"fk_absence_{column}_officer")
            for column in ("officer_id", "deputy_id", "set_by", "ended_by")
        ),
    )
    op.create_index("ix_absence_officer_id", "absence", ["officer_id"])
    op.create_index("ix_absence_last", "absence", ["last"])


def downgrade() -> None:
    op.drop_table("absence")
