"""What the office published of its guide, what is being written, and what the head confirmed."""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from helpdesk.db import db
from helpdesk.models import (
    ArticleDraft,
    ArticleVersion,
    ArticleVotes,
    Officer,
    ServiceConfirmation,
)

_NEWEST = sa.select(
    ArticleVersion.article, sa.func.max(ArticleVersion.number).label("number")
).group_by(ArticleVersion.article).subquery()


def office_texts(connection: sa.Connection) -> dict[str, list[tuple[str, str | None]]]:
    """Each article of the office with its texts and the release each was made beside, newest first.
    """
    query = sa.select(ArticleVersion.article, ArticleVersion.text, ArticleVersion.release).order_by(
        ArticleVersion.article, ArticleVersion.number.desc()
    )
    found: dict[str, list[tuple[str, str | None]]] = {}
    for article, text, release in connection.execute(query):
        found.setdefault(article, []).append((text, release))
    return found


def confirmed_services(connection: sa.Connection) -> dict[str, datetime]:
    """The services whose steps the head says hold, and since when."""
    query = sa.select(
        ServiceConfirmation.service, ServiceConfirmation.confirmed, ServiceConfirmation.at
    ).order_by(ServiceConfirmation.id)
    newest = {service: (confirmed, at) for service, confirmed, at in connection.execute(query)}
    return {service: at for service, (confirmed, at) in newest.items() if confirmed}


def newest_versions() -> dict[str, ArticleVersion]:
    """The version in force of each article the office touched."""
    query = sa.select(ArticleVersion).join(_NEWEST, sa.and_(
        ArticleVersion.article == _NEWEST.c.article, ArticleVersion.number == _NEWEST.c.number,
    ))
    return {row.article: row for row in db.session.scalars(query)}


def newest_version(article: str) -> ArticleVersion | None:
    """The version in force, or None while the release's file is."""
    query = sa.select(ArticleVersion).filter_by(article=article)
    return db.session.scalars(query.order_by(ArticleVersion.number.desc()).limit(1)).one_or_none()


def version_of(article: str, number: int) -> ArticleVersion | None:
    """One version of an article."""
    query = sa.select(ArticleVersion).filter_by(article=article, number=number)
    return db.session.scalars(query).one_or_none()


def versions_of(article: str) -> Sequence[tuple[ArticleVersion, str, str]]:
    """(version, who wrote it, who published it), the newest first."""
    writer, publisher = aliased(Officer), aliased(Officer)
    query = (
        sa.select(ArticleVersion, writer.name, publisher.name)
        .outerjoin(writer, writer.id == ArticleVersion.written_by)
        .outerjoin(publisher, publisher.id == ArticleVersion.published_by)
        .where(ArticleVersion.article == article)
        .order_by(ArticleVersion.number.desc())
    )
    return [(row, who or "", by or "") for row, who, by in db.session.execute(query)]


def drafts() -> dict[str, ArticleDraft]:
    """Every draft by its article."""
    return {row.article: row for row in db.session.scalars(sa.select(ArticleDraft))}


def draft_with_writer(article: str) -> tuple[ArticleDraft, str] | None:
    """The draft of an article and its writer's name."""
    query = sa.select(ArticleDraft, Officer.name).join(
        Officer, Officer.id == ArticleDraft.written_by
    ).where(ArticleDraft.article == article)
    found = db.session.execute(query).one_or_none()
    return (found[0], found[1]) if found else None


def votes_of(article: str, since: date) -> tuple[int, int]:
    """(helped, did not) as readers of the page said it since a Monday, without a question."""
    query = sa.select(
        sa.func.coalesce(sa.func.sum(ArticleVotes.helped), 0),
        sa.func.coalesce(sa.func.sum(ArticleVotes.missed), 0),
    ).where(ArticleVotes.article == article, ArticleVotes.week >= since)
    helped, missed = db.session.execute(query).one()
    return int(helped), int(missed)


def confirmations() -> Sequence[tuple[ServiceConfirmation, str]]:
    """Every word of the head on the services, the newest first."""
    query = sa.select(ServiceConfirmation, Officer.name).join(
        Officer, Officer.id == ServiceConfirmation.by
    ).order_by(ServiceConfirmation.id.desc())
    return [(row, name) for row, name in db.session.execute(query)]
