"""One-time links into a chat, and officers' chats; the previous release writes neither."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "chat_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_chat_invitation_ticket_id_ticket")
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_chat_invitation_officer_id_officer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat_invitation")),
        sa.UniqueConstraint("hash", name=op.f("uq_chat_invitation_hash")),
    )
    for column in ("ticket_id", "officer_id"):
        name = op.f(f"ix_chat_invitation_{column}")
        op.create_index(name, "chat_invitation", [column], unique=False)
    op.create_table(
        "officer_chat",
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("usable", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_officer_chat_officer_id_officer")
        ),
        sa.PrimaryKeyConstraint("officer_id", name=op.f("pk_officer_chat")),
        sa.UniqueConstraint("channel", "address", name=op.f("uq_officer_chat_channel_address")),
    )


def downgrade() -> None:
    op.drop_table("officer_chat")
    op.drop_index(op.f("ix_chat_invitation_officer_id"), table_name="chat_invitation")
    op.drop_index(op.f("ix_chat_invitation_ticket_id"), table_name="chat_invitation")
    op.drop_table("chat_invitation")
