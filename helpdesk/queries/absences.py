"""Who is away or will be, who stands in for whom, and whose turn a ticket is."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.absence import next_in_turn
from helpdesk.domain.events import EventType
from helpdesk.domain.roles import Role, may_be_given
from helpdesk.models import Absence, Officer, Ticket, TicketEvent
from helpdesk.models.absence import absent_on

REMEMBERED = 5_000  # events, the newest, found by their key; an older turn counts as none
_DESK = (Role.HELPDESK.value, Role.VERIFIER.value, Role.SYSTEM_ADMIN.value)


def absences_from(day: date) -> Sequence[tuple[Absence, Officer]]:
    """Those that last until `day` or longer, the earliest first."""
    query = sa.select(Absence, Officer).join(Officer, Officer.id == Absence.officer_id)
    query = query.where(Absence.last >= day, Absence.ended_at.is_(None))
    rows = db.session.execute(query.order_by(Absence.first, Officer.name, Absence.id))
    return [(row, officer) for row, officer in rows]


def stood_in_for(
    officer_id: int | None, day: date | sa.BindParameter[date]
) -> sa.Select[int]:
    """Whose tickets the officer looks after on a local date."""
    return sa.select(Absence.officer_id).where(Absence.deputy_id == officer_id, absent_on(day))


def whose_turn(ticket: Ticket, day: date) -> Officer | None:
    """Of the unit's desk, present and fit for the ticket, who was given one longest ago."""
    newest = sa.select(sa.func.max(TicketEvent.id)).scalar_subquery()
    to = TicketEvent.data["officer"].as_integer()
    given = sa.select(to.label("officer"), sa.func.max(TicketEvent.at).label("at")).where(
        TicketEvent.type == EventType.ASSIGNED.value, TicketEvent.id > newest - REMEMBERED,
    ).group_by(to).subquery()
    away = sa.select(Absence.officer_id).where(absent_on(day))
    query = sa.select(Officer, given.c.at).outerjoin(given, given.c.officer == Officer.id)
    rows = db.session.execute(query.where(Officer.active.is_(True), Officer.id.not_in(away))).all()
    able = [
        officer for officer, _ in rows
        if may_be_given(officer.actor, ticket.access)
        and any(role in officer.roles for role in _DESK)
    ]
    own = [o for o in able if o.unit == ticket.unit] or able
    last = {officer.id: at for officer, at in rows if at is not None}
    chosen = next_in_turn([o.id for o in own], last)
    return next((o for o in own if o.id == chosen), None)
