"""The saved revisions of a policy, who saved them, and whether every ticket follows them."""

from collections.abc import Sequence

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.revisions import PLANNED
from helpdesk.models import Officer, Revision

_service_code = Revision.content["code"].as_string()


def revisions_of(
    policy: str, *, most: int, before: int | None = None, service: str | None = None
) -> Sequence[tuple[Revision, str]]:
    """(revision, name of who saved it), the newest first, from `before` downwards.

    `service`: only those of one service, where each revision is one.
    """
    query = (
        sa.select(Revision, Officer.name)
        .outerjoin(Officer, Officer.id == Revision.saved_by)
        .where(Revision.policy == policy)
        .order_by(Revision.number.desc())
        .limit(most)
    )
    if before is not None:
        query = query.where(Revision.number < before)
    if service is not None:
        query = query.where(_service_code == service)
    return [(row, name or "sistem") for row, name in db.session.execute(query)]


def waiting_plans() -> dict[str, Revision]:
    """The changes of services that wait for their day, by the service's code."""
    query = sa.select(Revision).where(Revision.policy == PLANNED, Revision.applied_at.is_(None))
    return {row.content["code"]: row for row in db.session.scalars(query)}
