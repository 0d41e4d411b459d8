"""What each week of the ledger came to, kept for good; the previous release writes none."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_COUNTS = (
    "asked", "answered", "picked", "filed", "helped", "wrong", "complaints", "at_once_right",
    "at_once_wrong", "chosen", "chosen_right", "chosen_wrong",
)


def upgrade() -> None:
    op.create_table(
        "question_week",
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("skin", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _COUNTS),
        sa.PrimaryKeyConstraint("week", "skin", "topic", name=op.f("pk_question_week")),
    )


def downgrade() -> None:
    op.drop_table("question_week")
