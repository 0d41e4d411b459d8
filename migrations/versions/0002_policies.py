"""Revisions of the bureau's policies, the duty roster, incidents, and the calendar of a ticket.

The previous release still runs on the result: it writes none of the new tables, and the new
column of `ticket` has a default.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=True),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["saved_by"], ["officer.id"], name=op.f("fk_revision_saved_by_officer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("policy", "number", name=op.f("uq_revision_policy_number")),
    )
    op.create_table(
        "duty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_duty_officer_id_officer")
        ),
        sa.ForeignKeyConstraint(["set_by"], ["officer.id"], name=op.f("fk_duty_set_by_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
        sa.UniqueConstraint("day", "officer_id", name=op.f("uq_duty_day_officer_id")),
    )
    op.create_table(
        "incident",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("headline", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_incident_ticket_id_ticket")
        ),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_incident")),
    )
    # SQLite adds a column with a default in place; a rebuild of the table is not needed.
    op.add_column(
        "ticket",
        sa.Column("calendar_revision", sa.Integer(), server_default="0", nullable=False),
    )
    op.create_index(op.f("ix_ticket_calendar_revision"), "ticket", ["calendar_revision"])


def downgrade() -> None:
    op.drop_index(op.f("ix_ticket_calendar_revision"), table_name="ticket")
    op.drop_column("ticket", "calendar_revision")
    op.drop_table("incident")
    op.drop_table("duty")
    op.drop_table("revision")
