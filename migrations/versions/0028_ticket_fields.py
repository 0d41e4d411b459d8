"""What officers filled into the columns of a ticket's service."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.create_table(
        "ticket_field",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", "field", name="pk_ticket_field"),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name="fk_ticket_field_ticket_id_ticket"
        ),
    )


def downgrade() -> None:
    op.drop_table("ticket_field")
