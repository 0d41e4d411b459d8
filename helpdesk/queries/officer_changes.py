"""The record of officers' accounts, the newest first."""

from collections.abc import Sequence

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.models import OfficerChange

MOST = 50


def officer_changes() -> Sequence[OfficerChange]:
    """The last ones."""
    query = sa.select(OfficerChange).order_by(OfficerChange.id.desc()).limit(MOST)
    return db.session.scalars(query).all()
