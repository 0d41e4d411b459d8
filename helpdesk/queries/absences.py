"""Who is away or will be, who stands in for whom, and whose turn a ticket is."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.absence import next_in_turn
from helpdesk.domain.events import EventType
from helpdesk.domain.roles import Role, may_see
from helpdesk.models import Absence, Officer, Ticket, TicketEvent
from helpdesk.models.absence import absent_on

REMEMBERED = timedelta(days=60)  # an older turn counts as none
_DESK = (Role.HELPDESK.value, Role.VERIFIER.value, Role.SYSTEM_ADMIN.value)


def absences_from(day: date) -> Sequence[tuple[Absence, Officer]]:
    """Those that last until `day` or longer, the earliest first."""
    query = sa.select(Absence, Officer).join(Officer, Officer.id == Absence.officer_id)
    query = query.where(Absence.last >= day, Absence.ended_at.is_(None))
    rows = db.session.execute(query.order_by(Absence.first, Officer.name, Absence.id))
    return [(row, officer) for row, officer in rows]


def stood_in_for(officer_id: int | None, day: date) -> sa.Select[int]:
    """Whose tickets the officer looks after on a local date."""
    return sa.select(Absence.officer_id).where(Absence.deputy_id == officer_id, absent_on(day))


def whose_turn(ticket: Ticket, officers: Sequence[Officer], day: date, now: datetime) -> (
    Officer | None
):
    """Of the unit's desk, present and fit for the ticket, who was given one longest ago."""
    away = set(db.session.scalars(sa.select(Absence.officer_id).where(absent_on(day))))
    able = [
        o for o in officers
        if o.active and o.id not in away and may_see(o.actor, ticket.access)
        and any(role in o.roles for role in _DESK)
    ]
    own = [o for o in able if o.unit == ticket.unit] or able
    chosen = next_in_turn([o.id for o in own], _last_given(now))
    return next((o for o in own if o.id == chosen), None)


def _last_given(now: datetime) -> Mapping[int, datetime]:
    """When each officer was last handed a ticket."""
    to = TicketEvent.data["officer"].as_integer()
    query = sa.select(to, sa.func.max(TicketEvent.at)).where(
        TicketEvent.type == EventType.ASSIGNED.value, TicketEvent.at > now - REMEMBERED,
        to.is_not(None),
    )
    return {row[0]: row[1] for row in db.session.execute(query.group_by(to))}
