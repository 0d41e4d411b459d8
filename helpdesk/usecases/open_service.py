"""Opening a service in the desk: its first revision, at once or on its day."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.domain.revisions import PLANNED, SERVICES
from helpdesk.domain.roles import Action, Actor, authorize
from helpdesk.errors import InvalidInput
from helpdesk.models import Revision, Ticket
from helpdesk.usecases.edit_service import first_day
from helpdesk.usecases.revisions import (
    newest_of_service,
    newest_revision,
    save_revision,
    waiting_plan,
)
from helpdesk.usecases.rulebook import Rulebook

TAKEN = "Kode ini sudah pernah dipakai dan tidak dipakai lagi. Pilih kode lain."


@use_case
def open_service(
    book: Rulebook, wanted: Mapping[str, Any], note: str, starts: date | None, *,
    actor: Actor, now: datetime,
) -> Revision:
    """Offer a service that the files do not know, today or from the day `starts` on.

    Its code is in tickets, addresses and buttons for good: one that was ever in force, waits for
    its day, or stands on a ticket is refused. Raises `InvalidInput` by field, `StalePolicy`.
    """
    authorize(actor, Action.MANAGE_SERVICES)
    code = str(wanted.get("code"))
    starts = first_day(book, starts, now)
    policy = SERVICES if starts == book.calendar.local_date(now) else PLANNED
    newest = newest_revision(policy)  # read first: who saves between this and the save is noticed
    if _taken(book, code):
        raise InvalidInput(code=TAKEN)
    content = {
        "code": code, "from": starts.isoformat(), "based_on": 0, "opened": True,
        "service": dict(wanted),
    }
    saved = save_revision(
        book, policy, content, note, based_on=newest.number if newest else 0, actor=actor, now=now,
    )
    saved.applied_at = now if policy == SERVICES else None
    return saved


def _taken(book: Rulebook, code: str) -> bool:
    return (
        code in book.catalogue.services
        or newest_of_service(SERVICES, code) is not None
        or waiting_plan(code) is not None
        or db.session.scalar(sa.select(Ticket.id).filter_by(service=code).limit(1)) is not None
    )
