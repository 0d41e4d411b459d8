"""What waits to go out, and how much automatic mail an address has had."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.models import OutboxItem

# Of automatic mails to one address (security.md 4.13): (window, most in it).
CAPS = ((timedelta(hours=1), 5), (timedelta(days=1), 40))
# Not automatic: an officer's own words, and what the reader has asked for a moment ago, which
# has caps of its own.
DIRECT = (
    "reply", "resolved", "rejected", "referred", "forwarded", "self_filed",
    "access_code", "link_again", "chat_bound",
    "escalation_lkpp", "escalation_telkom",
)


def anything_due(channels: Sequence[str], now: datetime) -> bool:
    """Whether a dispatcher would find work: a due row, or one whose claimer may have died."""
    query = sa.select(OutboxItem.id).where(
        OutboxItem.channel.in_(channels),
        sa.or_(
            sa.and_(OutboxItem.state.in_(("pending", "failed")), OutboxItem.not_before <= now),
            OutboxItem.state == "sending",
        ),
    )
    return db.session.scalar(query.limit(1)) is not None


def free_again(address: str, template: str, now: datetime) -> datetime | None:
    """When the address may have this mail; None for now."""
    if template in DIRECT:
        return None
    query = sa.select(OutboxItem.sent_at).where(
        OutboxItem.channel == "email", OutboxItem.state == "sent",
        sa.func.lower(OutboxItem.recipient) == address.lower(),
        OutboxItem.template.not_in(DIRECT), OutboxItem.sent_at > now - CAPS[-1][0],
        OutboxItem.sent_at <= now,
    )
    sent = [at for at in db.session.scalars(query.order_by(OutboxItem.sent_at)) if at]
    waits = [_wait(sent, window, most, now) for window, most in CAPS]
    return max((until for until in waits if until is not None), default=None)


def _wait(
    sent: Sequence[datetime], window: timedelta, most: int, now: datetime
) -> datetime | None:
    """When the oldest of the last `most` leaves the window."""
    recent = [at for at in sent if at > now - window]
    return recent[-most] + window if len(recent) >= most else None
