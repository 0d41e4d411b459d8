"""Tags on tickets: the bureau's list, which ticket bears which, and the names in the row."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("put_away_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("put_away_by", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_tag"),
        sa.UniqueConstraint("code", name="uq_tag_code"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_tag_officer_id_officer"),
        sa.ForeignKeyConstraint(
            ["put_away_by"], ["officer.id"], name="fk_tag_put_away_by_officer"
        ),
    )
    op.create_table(
        "ticket_tag",
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tag_id", "ticket_id", name="pk_ticket_tag"),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name="fk_ticket_tag_tag_id_tag"),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name="fk_ticket_tag_ticket_id_ticket"
        ),
    )
    op.create_index("ix_ticket_tag_ticket_id", "ticket_tag", ["ticket_id"])
    op.add_column("ticket", sa.Column("tags", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("ticket", "tags")
    op.drop_table("ticket_tag")
    op.drop_table("tag")
