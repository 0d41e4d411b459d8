"""Time passing under a worker that never sleeps: each step is taken a minute after it fell due."""

from datetime import timedelta

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.models import Ticket
from helpdesk.usecases.sweep import sweep


def sweep_until(book, until):
    """Take every step due before `until` when it is due; the number of steps."""
    taken, at = 0, None
    while True:
        due = db.session.scalar(sa.select(sa.func.min(Ticket.next_check_at)))
        db.session.rollback()
        at = due if at is None or due is None else max(due, at)
        if at is None or at >= until:
            return taken
        at += timedelta(minutes=1)
        taken += sweep(book, at)
