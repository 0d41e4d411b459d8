"""Published articles, drafts and confirmed services; the previous release reads none of them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "article_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("release", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=True),
        sa.Column("published_by", sa.Integer(), nullable=True),
        sa.Column("self_reviewed", sa.Boolean(), nullable=False),
        sa.Column("measured", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["written_by"], ["officer.id"], name=op.f("fk_article_version_written_by_officer")
        ),
        sa.ForeignKeyConstraint(
            ["published_by"], ["officer.id"], name=op.f("fk_article_version_published_by_officer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_version")),
        sa.UniqueConstraint("article", "number", name=op.f("uq_article_version_article_number")),
    )
    op.create_table(
        "article_draft",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("origin", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("check_digest", sa.Text(), nullable=True),
        sa.Column("check_state", sa.Text(), nullable=True),
        sa.Column("check_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("check_result", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["written_by"], ["officer.id"], name=op.f("fk_article_draft_written_by_officer")
        ),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_article_draft")),
    )
    op.create_table(
        "service_confirmation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by"], ["officer.id"], name=op.f("fk_service_confirmation_by_officer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_confirmation")),
    )
    op.create_index(
        op.f("ix_service_confirmation_service"), "service_confirmation", ["service"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_service_confirmation_service"), table_name="service_confirmation")
    op.drop_table("service_confirmation")
    op.drop_table("article_draft")
    op.drop_table("article_version")
