"""The bureau's position now, for its heads: late, nearly late, at LKPP, decisions waiting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.events import EventType
from helpdesk.domain.incident import Cause
from helpdesk.domain.roles import Actor
from helpdesk.domain.shares import calendar_days
from helpdesk.domain.ticket import OPEN, RelayState
from helpdesk.models import Ticket, TicketEvent
from helpdesk.queries.attribution import late_elsewhere
from helpdesk.queries.inbox import visible

_OPEN = [status.value for status in OPEN]
# Steps of the ladder that ask a head for a decision.
DECISIONS = ("decide", "propose_letter", "propose_split", "refer")
MOST = 12
_AT_PROVIDER = Ticket.relay_state.in_([RelayState.FILED, RelayState.ACCEPTED])
MATTERS = 3
MATTERS_DAYS = 30


@dataclass(frozen=True)
class Abroad:
    """A ticket at LKPP or Telkom, and for how many working days."""

    ticket: Ticket
    days: int


@dataclass(frozen=True)
class Position:
    """Counts are of all; lists hold the first dozen, the most pressing first."""

    opened: int
    late: int
    near: int
    abroad_count: int
    decisions_count: int
    abroad: Sequence[Abroad]
    late_tickets: Sequence[Ticket]
    near_tickets: Sequence[Ticket]
    decisions: Sequence[tuple[Ticket, str]]
    matters: Sequence[tuple[str | None, str | None, int]]  # (service, kind, tickets)
    elsewhere: Mapping[int, Cause]  # late tickets, all of them, that an incident accounts for


def position_of(actor: Actor, catalogue: Catalogue, now: datetime) -> Position:
    """The position as the actor may see it."""
    calendar = catalogue.calendar
    late = Ticket.next_due_at < now
    near = sa.and_(Ticket.next_due_at >= now, Ticket.next_due_at <= calendar.shift(now, 1))
    return Position(
        opened=_count(actor, sa.true()), late=_count(actor, late), near=_count(actor, near),
        abroad_count=_count(actor, _AT_PROVIDER),
        decisions_count=_count(actor, Ticket.id.in_(_asked(now))),
        abroad=_abroad(actor, catalogue, now), late_tickets=_first(actor, late),
        near_tickets=_first(actor, near), decisions=_decisions(actor, now),
        matters=_matters(actor, now), elsewhere=late_elsewhere(actor, now),
    )


def _going(actor: Actor) -> tuple[sa.ColumnElement[bool], ...]:
    return visible(actor), Ticket.status.in_(_OPEN)


def _count(actor: Actor, condition: sa.ColumnElement[bool]) -> int:
    query = sa.select(sa.func.count(Ticket.id)).where(*_going(actor), condition)
    return db.session.scalar(query) or 0


def _first(actor: Actor, condition: sa.ColumnElement[bool]) -> Sequence[Ticket]:
    query = sa.select(Ticket).where(*_going(actor), condition)
    found = db.session.scalars(query.order_by(Ticket.next_due_at, Ticket.id).limit(MOST))
    return found.unique().all()


def _abroad(actor: Actor, catalogue: Catalogue, now: datetime) -> Sequence[Abroad]:
    query = sa.select(Ticket).where(*_going(actor), _AT_PROVIDER)
    found = db.session.scalars(query.order_by(Ticket.relay_at, Ticket.id).limit(MOST)).unique()
    return [
        Abroad(t, calendar_days(catalogue.calendar, t.relay_at or now, now)) for t in found
    ]


_ACTION = TicketEvent.data["action"].as_string()


def _newest_asking() -> sa.Select[int]:
    """Of each ticket the last step that asks a head to decide."""
    return sa.select(sa.func.max(TicketEvent.id)).where(
        TicketEvent.type == EventType.STEP_TAKEN.value, _ACTION.in_(DECISIONS)
    ).group_by(TicketEvent.ticket_id)


def _undecided(now: datetime) -> sa.ColumnElement[bool]:
    """No target lies ahead: nobody has decided since."""
    return sa.or_(Ticket.target_at.is_(None), Ticket.target_at < now)


def _asked(now: datetime) -> sa.Select[int]:
    """The tickets of all such steps."""
    return sa.select(TicketEvent.ticket_id).join(
        Ticket, Ticket.id == TicketEvent.ticket_id
    ).where(
        TicketEvent.type == EventType.STEP_TAKEN.value, _ACTION.in_(DECISIONS), _undecided(now)
    )


def _decisions(actor: Actor, now: datetime) -> Sequence[tuple[Ticket, str]]:
    """Open tickets on which the ladder asks a head to decide, the most pressing first."""
    query = (
        sa.select(Ticket, _ACTION).join(TicketEvent, TicketEvent.ticket_id == Ticket.id)
        .where(*_going(actor), TicketEvent.id.in_(_newest_asking()), _undecided(now))
        .order_by(Ticket.next_due_at, Ticket.id).limit(MOST)
    )
    return [(ticket, asked) for ticket, asked in db.session.execute(query).unique()]


def _matters(actor: Actor, now: datetime) -> Sequence[tuple[str | None, str | None, int]]:
    total = sa.func.count(Ticket.id)
    query = (
        sa.select(Ticket.service, Ticket.kind, total)
        .where(visible(actor), Ticket.received_at > now - timedelta(days=MATTERS_DAYS))
        .group_by(Ticket.service, Ticket.kind)
        .order_by(total.desc(), Ticket.service, Ticket.kind).limit(MATTERS)
    )
    return [(service, kind, count) for service, kind, count in db.session.execute(query)]
