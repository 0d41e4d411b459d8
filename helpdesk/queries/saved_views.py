"""The views an officer sees beside the queue: their own, and those colleagues share."""

from collections.abc import Sequence

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.roles import Actor
from helpdesk.models import SavedView

MOST = 100


def saved_views(actor: Actor) -> Sequence[SavedView]:
    """Their own first, each part by name."""
    mine = SavedView.officer_id == actor.id
    query = sa.select(SavedView).where(sa.or_(mine, SavedView.shared.is_(True)))
    order = query.order_by(sa.case((mine, 0), else_=1), SavedView.name, SavedView.id)
    return db.session.scalars(order.limit(MOST)).all()
