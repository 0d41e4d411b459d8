"""Two tickets that belong together: linked by an officer, or one split off the other."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
STANDS = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "ticket_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_ticket_link"),
        *(
            sa.ForeignKeyConstraint([column], [f"{of}.id"], name=f"fk_ticket_link_{column}_{of}")
            for column, of in (("first_id", "ticket"), ("second_id", "ticket"),
                               ("officer_id", "officer"), ("ended_by", "officer"))
        ),
    )
    op.create_index("ix_ticket_link_first_id", "ticket_link", ["first_id"])
    op.create_index("ix_ticket_link_second_id", "ticket_link", ["second_id"])
    op.create_index(
        "ix_ticket_link_standing", "ticket_link", ["first_id", "second_id"], unique=True,
        sqlite_where=STANDS, postgresql_where=STANDS,
    )


def downgrade() -> None:
    op.drop_table("ticket_link")
