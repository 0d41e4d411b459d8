"""The ledger of questions takes the place of faq_feedback; its verdicts are carried over.

The old table stays, as the previous release still writes to it; a later one takes it away.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_COUNTED = [
    "week", "skin", "zone", "complaint", "topic", "helped", "chosen", "chosen_helped", "filed",
]
# A verdict was all that was kept, in UTC; its week is near enough.
_SKINS = {"web": "form"}
_CHANNELS = {"form": "web"}


def upgrade() -> None:
    question = op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("skin", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("complaint", sa.Boolean(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("helped", sa.Boolean(), nullable=True),
        sa.Column("chosen", sa.Text(), nullable=True),
        sa.Column("chosen_helped", sa.Boolean(), nullable=True),
        sa.Column("filed", sa.Boolean(), nullable=False),
        sa.Column("handle", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("handle", name=op.f("uq_question_handle")),
    )
    op.create_index("ix_question_counts", "question", _COUNTED, unique=False)
    op.create_table(
        "question_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("settled_topic", sa.Text(), nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["officer.id"], name=op.f("fk_question_group_settled_by_officer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_group")),
    )
    op.create_table(
        "question_text",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"], ["question_group.id"],
            name=op.f("fk_question_text_group_id_question_group"),
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_question_text_question_id_question")
        ),
        sa.PrimaryKeyConstraint("question_id", name=op.f("pk_question_text")),
    )
    op.create_index(op.f("ix_question_text_day"), "question_text", ["day"], unique=False)
    op.create_index(op.f("ix_question_text_group_id"), "question_text", ["group_id"], unique=False)
    _carry_over(question)


def _carry_over(question: sa.Table) -> None:
    from datetime import timedelta

    old = sa.table("faq_feedback", sa.column("topic"), sa.column("helped", sa.Boolean()),
                   sa.column("channel"), sa.column("at", sa.DateTime(timezone=True)))
    rows = [
        {
            "week": at.date() - timedelta(days=at.weekday()), "skin": _SKINS.get(skin, skin),
            "zone": "marked", "complaint": False, "topic": topic, "helped": helped, "filed": False,
        }
        for topic, helped, skin, at in op.get_bind().execute(sa.select(old))
    ]
    if rows:
        op.bulk_insert(question, rows)


def downgrade() -> None:
    _give_back()
    op.drop_index(op.f("ix_question_text_group_id"), table_name="question_text")
    op.drop_index(op.f("ix_question_text_day"), table_name="question_text")
    op.drop_table("question_text")
    op.drop_table("question_group")
    op.drop_index("ix_question_counts", table_name="question")
    op.drop_table("question")


def _give_back() -> None:
    from datetime import UTC, datetime, time

    feedback = sa.table("faq_feedback", sa.column("topic"), sa.column("helped", sa.Boolean()),
                        sa.column("channel"), sa.column("at", sa.DateTime(timezone=True)))
    op.execute(sa.delete(feedback))  # each is in the ledger, with those given since
    kept = sa.table("question", sa.column("week", sa.Date()), sa.column("skin"),
                    sa.column("topic"), sa.column("helped", sa.Boolean()))
    marked = sa.select(kept).where(kept.c.helped.is_not(None), kept.c.topic.is_not(None))
    rows = [
        {"topic": topic, "helped": helped, "channel": _CHANNELS.get(skin, skin),
         "at": datetime.combine(week, time(), UTC)}
        for week, skin, topic, helped in op.get_bind().execute(marked)
    ]
    if rows:
        op.bulk_insert(feedback, rows)
