"""What tickets are found by, and the database's own full-text index over it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0018"
down_revision = "0017"

# Terms are cut and stemmed before they come here, so the tokenizer only parts them at blanks.
# No places and no sizes are kept: results are ordered by time.
FTS = """CREATE VIRTUAL TABLE ticket_fts USING fts5(
    said, who, content='ticket_text', content_rowid='ticket_id', detail=column, columnsize=0,
    tokenize='unicode61 remove_diacritics 0'
)"""
ADD = "INSERT INTO ticket_fts(rowid, said, who) VALUES (new.ticket_id, new.said, new.who);"
DROP = ("INSERT INTO ticket_fts(ticket_fts, rowid, said, who)"
        " VALUES ('delete', old.ticket_id, old.said, old.who);")
TRIGGERS = {
    "ticket_text_added": f"AFTER INSERT ON ticket_text BEGIN {ADD} END",
    "ticket_text_dropped": f"AFTER DELETE ON ticket_text BEGIN {DROP} END",
    "ticket_text_changed": f"AFTER UPDATE ON ticket_text BEGIN {DROP} {ADD} END",
}


def upgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    terms = TSVECTOR() if postgresql else sa.Text()
    op.create_table(
        "ticket_text",
        sa.Column("ticket_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("recipe", sa.Integer(), nullable=False),
        sa.Column("said", terms, nullable=False),
        sa.Column("who", terms, nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", name="pk_ticket_text"),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name="fk_ticket_text_ticket_id_ticket"
        ),
    )
    op.create_table(
        "search_word",
        sa.Column("word", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("word", name="pk_search_word"),
    )
    if postgresql:
        op.execute("CREATE INDEX ix_ticket_text_words ON ticket_text USING gin (said, who)")
    else:
        op.execute(FTS)
        for name, what in TRIGGERS.items():
            op.execute(f"CREATE TRIGGER {name} {what}")


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        op.execute("DROP TABLE ticket_fts")
    op.drop_table("search_word")
    op.drop_table("ticket_text")
