"""The place of an open ticket in the queue, and what the queue is found by."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

INDEXES = {
    "ix_ticket_queue": ["queue_at", "id"],
    "ix_ticket_queue_status": ["status", "queue_at", "id"],
    "ix_ticket_queue_assignee": ["assignee_id", "queue_at", "id"],
    "ix_ticket_queue_unit": ["unit", "queue_at", "id"],
    "ix_ticket_queue_kind": ["kind", "queue_at", "id"],
    "ix_ticket_tender": ["tender_deadline"],
    "ix_ticket_ended": ["ended_at", "id"],
    "ix_ticket_resolved": ["status", "resolved_at", "id"],
}
OPEN = ("new", "triaged", "in_progress", "waiting_requester", "waiting_external")


def upgrade() -> None:
    op.add_column("ticket", sa.Column("queue_at", sa.DateTime(timezone=True)))
    ticket = sa.table(
        "ticket", sa.column("queue_at", sa.DateTime), sa.column("next_due_at", sa.DateTime),
        sa.column("status", sa.Text),
    )
    far = "9999-01-01 00:00:00.000000"
    if op.get_bind().dialect.name == "postgresql":
        far += "+00"
    op.execute(
        ticket.update().where(ticket.c.status.in_(OPEN)).values(
            queue_at=sa.func.coalesce(ticket.c.next_due_at, sa.text(f"'{far}'"))
        )
    )
    for name, columns in INDEXES.items():
        op.create_index(name, "ticket", columns)
    op.create_index(
        "ix_ticket_sealed", "ticket", ["queue_at", "id"], sqlite_where=sa.text("sealed IS 1"),
        postgresql_where=sa.text("sealed IS true"),
    )


def downgrade() -> None:
    for name in (*INDEXES, "ix_ticket_sealed"):
        op.drop_index(name, table_name="ticket")
    with op.batch_alter_table("ticket") as table:
        table.drop_column("queue_at")
