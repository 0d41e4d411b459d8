"""What the bureau announces to everybody."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "announcement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_announcement"),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name="fk_announcement_officer_id_officer"
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by"], ["officer.id"], name="fk_announcement_withdrawn_by_officer"
        ),
    )
    op.create_index("ix_announcement_published_at", "announcement", ["published_at"])


def downgrade() -> None:
    op.drop_table("announcement")
