"""Who is away or will be, who stands in for whom, and whose turn a ticket is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from helpdesk.db import db
from helpdesk.domain.absence import next_in_turn
from helpdesk.domain.events import EventType
from helpdesk.domain.roles import Role, may_be_given
from helpdesk.models import Absence, Officer, Ticket, TicketEvent
from helpdesk.models.absence import absent_on
from helpdesk.queries.inbox import TODAY

REMEMBERED = 5_000  # events, the newest, found by their key; an older turn counts as none
_Named = aliased(Absence)
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
    """Whose tickets the officer looks after on a local date.

    Also those of whom a deputy would look after who is away as well and named this officer.
    """
    named = sa.select(_Named.officer_id).where(
        _Named.deputy_id == officer_id, absent_on(day, _Named))
    return sa.select(Absence.officer_id).where(
        sa.or_(Absence.deputy_id == officer_id, Absence.deputy_id.in_(named)), absent_on(day),
        Absence.officer_id != officer_id,
    )


_PEOPLE = (
    sa.select(Officer, Absence.last, Absence.deputy_id)
    .outerjoin(Absence, sa.and_(Absence.officer_id == Officer.id, absent_on(TODAY)))
    .order_by(Officer.active.desc(), Officer.name, Officer.id)
)


@dataclass(frozen=True)
class Away:
    """Until when an officer does not work, and who stands in; "" where nobody was named."""

    last: date
    deputy: str


def officers_on(day: date) -> tuple[Sequence[Officer], Mapping[int, Away]]:
    """Every officer, active ones first, by name; and who of them does not work on a local date.

    In one question, as the ticket's page has room for no other.
    """
    rows = db.session.execute(_PEOPLE, {"today": day}).all()
    names = {officer.id: officer.name for officer, _, _ in rows}
    away = {
        officer.id: Away(last, names.get(deputy or 0, ""))
        for officer, last, deputy in rows if last is not None
    }
    return list(dict.fromkeys(officer for officer, _, _ in rows)), away


def deputising(officer_id: int, first: date, last: date) -> Sequence[tuple[Absence, Officer]]:
    """The absences, overlapping these dates, in which the officer stands in for somebody."""
    query = sa.select(Absence, Officer).join(Officer, Officer.id == Absence.officer_id).where(
        Absence.deputy_id == officer_id, Absence.ended_at.is_(None), Absence.first <= last,
        Absence.last >= first,
    )
    return [(row, who) for row, who in db.session.execute(query.order_by(Absence.first))]


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
