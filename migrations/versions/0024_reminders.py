"""Officers' own reminders of tickets."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
STANDS = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_reminder"),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name="fk_reminder_ticket_id_ticket"),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name="fk_reminder_officer_id_officer"
        ),
    )
    op.create_index("ix_reminder_ticket_id", "reminder", ["ticket_id"])
    for name, columns in (("standing", ["officer_id", "at"]), ("due", ["told_at", "at"])):
        op.create_index(f"ix_reminder_{name}", "reminder", columns, sqlite_where=STANDS,
                        postgresql_where=STANDS)


def downgrade() -> None:
    op.drop_table("reminder")
