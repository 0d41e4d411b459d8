"""What readers say of a page of the guide, summed by week."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "article_votes",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("helped", sa.Integer(), nullable=False),
        sa.Column("missed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("article", "week", name="pk_article_votes"),
    )


def downgrade() -> None:
    op.drop_table("article_votes")
