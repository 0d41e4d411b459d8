"""Replies kept for use again, their earlier wordings, and replies half written."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def _officer(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_officer_id_officer"
    return sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=name)


def upgrade() -> None:
    op.create_table(
        "canned_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_canned_reply"), _officer("canned_reply"),
    )
    op.create_index("ix_canned_reply_officer_id", "canned_reply", ["officer_id"])
    op.create_table(
        "canned_reply_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reply_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_canned_reply_version"),
        sa.ForeignKeyConstraint(
            ["reply_id"], ["canned_reply.id"], name="fk_canned_reply_version_reply_id_canned_reply"
        ),
        _officer("canned_reply_version"),
    )
    op.create_index("ix_canned_reply_version_reply_id", "canned_reply_version", ["reply_id"])
    op.create_table(
        "reply_draft",
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("internal", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("officer_id", "ticket_id", name="pk_reply_draft"),
        _officer("reply_draft"),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name="fk_reply_draft_ticket_id_ticket"
        ),
    )
    op.create_index("ix_reply_draft_at", "reply_draft", ["at"])


def downgrade() -> None:
    op.drop_table("reply_draft")
    op.drop_table("canned_reply_version")
    op.drop_table("canned_reply")
