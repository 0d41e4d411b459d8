"""Saving the bureau's figures and its ladder: promises stand, what is to come is looked at anew."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.domain.roles import Actor
from helpdesk.domain.ticket import OPEN, Status
from helpdesk.models import Revision, Ticket
from helpdesk.usecases.revisions import save_revision
from helpdesk.usecases.rulebook import Rulebook

_STILL_TIMED = [status.value for status in (*OPEN, Status.RESOLVED)]


@use_case
def save_rules(
    book: Rulebook, policy: str, content: Mapping[str, Any], note: str, *, based_on: int,
    actor: Actor, now: datetime,
) -> Revision:
    """Put figures or a ladder into force at once.

    No deadline moves: each promise keeps the limit it was made with. Every ticket that time still
    concerns is due for a look, as a rung may now come earlier than the sweep had planned.
    Raises what `save_revision` raises; what ran before goes on then.
    """
    saved = save_revision(book, policy, content, note, based_on=based_on, actor=actor, now=now)
    saved.applied_at = now
    db.session.execute(
        sa.update(Ticket).where(Ticket.status.in_(_STILL_TIMED)).values(next_check_at=now),
        execution_options={"synchronize_session": False},
    )
    return saved
