"""The saved revisions of a policy, who saved them, and whether every ticket follows them."""

from collections.abc import Sequence

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.models import Officer, Revision


def revisions_of(policy: str, *, most: int, before: int | None = None) -> Sequence[
    tuple[Revision, str]
]:
    """(revision, name of who saved it), the newest first, from `before` downwards."""
    query = (
        sa.select(Revision, Officer.name)
        .outerjoin(Officer, Officer.id == Revision.saved_by)
        .where(Revision.policy == policy)
        .order_by(Revision.number.desc())
        .limit(most)
    )
    if before is not None:
        query = query.where(Revision.number < before)
    return [(row, name or "sistem") for row, name in db.session.execute(query)]
