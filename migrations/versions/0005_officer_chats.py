"""Where an invitation was opened, and what an officer's chat keeps; old releases write neither."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("chat_invitation", sa.Column("address", sa.Text(), nullable=True))
    op.add_column("officer_chat", sa.Column("notices", sa.Text(), nullable=True))
    op.add_column("officer_chat", sa.Column("pending", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("officer_chat", "pending")
    op.drop_column("officer_chat", "notices")
    op.drop_column("chat_invitation", "address")
