"""The bureau's list of tags, and the ids of those a ticket bears."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.models import Tag, TicketTag


def every_tag() -> Sequence[Tag]:
    """All of them by name, those put away last."""
    away = sa.case((Tag.put_away_at.is_(None), 0), else_=1)
    return db.session.scalars(sa.select(Tag).order_by(away, sa.func.lower(Tag.name), Tag.id)).all()


def tag_names() -> Mapping[str, str]:
    """Each name by its code, those put away included: tickets may still bear them."""
    return {tag.code: tag.name for tag in every_tag()}


def tags_for(ticket_id: int) -> Sequence[tuple[Tag, bool]]:
    """Which tags may be chosen for a ticket, and whether it bears each; asked in one go."""
    bears = sa.and_(TicketTag.tag_id == Tag.id, TicketTag.ticket_id == ticket_id)
    query = (
        sa.select(Tag, TicketTag.ticket_id).outerjoin(TicketTag, bears)
        .where(sa.or_(Tag.put_away_at.is_(None), TicketTag.ticket_id.is_not(None)))
    )
    rows = db.session.execute(query.order_by(sa.func.lower(Tag.name), Tag.id))
    return [(tag, borne is not None) for tag, borne in rows]
