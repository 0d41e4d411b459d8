"""Acts on many tickets, and how each ticket fared."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "bulk_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_bulk_act"),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name="fk_bulk_act_officer_id_officer"
        ),
    )
    op.create_index("ix_bulk_act_officer_id", "bulk_act", ["officer_id"])
    open_ones = sa.text("finished_at IS NULL")
    op.create_index("ix_bulk_act_due", "bulk_act", ["due_at"], sqlite_where=open_ones,
                    postgresql_where=open_ones)
    op.create_table(
        "bulk_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_bulk_item"),
        sa.ForeignKeyConstraint(["act_id"], ["bulk_act.id"], name="fk_bulk_item_act_id_bulk_act"),
    )
    op.create_index("ix_bulk_item_act_id", "bulk_item", ["act_id"])


def downgrade() -> None:
    op.drop_table("bulk_item")
    op.drop_table("bulk_act")
