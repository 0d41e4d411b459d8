"""Names of requesters are looked for in small letters, when words of a question are redacted."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    for column in ("name", "company"):
        op.create_index(
            f"ix_requester_{column}_lower", "requester", [sa.text(f"lower({column})")],
            unique=False,
        )


def downgrade() -> None:
    for column in ("company", "name"):
        op.drop_index(f"ix_requester_{column}_lower", table_name="requester")
