"""The board of matters at LKPP or Telkom: who may see them, in which column, late ones first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.relay import Stage
from helpdesk.domain.roles import Actor
from helpdesk.domain.ticket import OPEN, PROVIDERS, RelayState
from helpdesk.models import Ticket, TicketClock
from helpdesk.queries.inbox import visible
from helpdesk.queries.reading import Reading, read_tickets

PAGE = 50
MOST_COPIED = 500
LATE = "late"
_OPEN = [status.value for status in OPEN]
_PROVIDERS = [provider.value for provider in PROVIDERS]
_NOT_BEGUN = sa.or_(Ticket.relay_state.is_(None), Ticket.relay_state == RelayState.TAKEN_BACK.value)
_BEGUN = [
    RelayState.READY.value, RelayState.FILED.value, RelayState.ACCEPTED.value,
    RelayState.DATA_REQUESTED.value,
]


def _here() -> sa.ColumnElement[bool]:
    """On the board: two searches, each by an index of its own, which an OR would not take."""
    begun, meant = sa.orm.aliased(Ticket), sa.orm.aliased(Ticket)
    not_begun = sa.or_(
        meant.relay_state.is_(None), meant.relay_state == RelayState.TAKEN_BACK.value
    )
    return Ticket.id.in_(sa.union_all(
        sa.select(begun.id).where(begun.relay_state.in_(_BEGUN), begun.status.in_(_OPEN)),
        sa.select(meant.id).where(
            meant.authority.in_(_PROVIDERS), meant.status.in_(_OPEN), not_begun
        ),
    ))


_SELF_FILED = sa.func.coalesce(Ticket.relay_channel, "") == "self_filed"
_STAGES: Mapping[Stage, sa.ColumnElement[bool]] = {
    Stage.UNFILED: sa.or_(Ticket.relay_state == RelayState.READY.value, _NOT_BEGUN),
    Stage.SELF_FILED: sa.and_(Ticket.relay_state == RelayState.FILED.value, _SELF_FILED),
    Stage.FILED: sa.and_(Ticket.relay_state == RelayState.FILED.value, ~_SELF_FILED),
    Stage.ACCEPTED: Ticket.relay_state == RelayState.ACCEPTED.value,
    Stage.DATA_REQUESTED: Ticket.relay_state == RelayState.DATA_REQUESTED.value,
}
_SINCE = sa.func.coalesce(Ticket.relay_at, Ticket.received_at)


@dataclass(frozen=True)
class Wanted:
    """A filter of the board; empty means all. `late`: 'terlambat diteruskan' alone."""

    provider: str = ""
    stage: str = ""
    late: bool = False


@dataclass(frozen=True)
class Board:
    """One page, late ones first and the longest waiting first; counts of each stage and of late."""

    rows: Sequence[Reading]
    counts: Mapping[str, int]
    next_after: str | None


def board(
    actor: Actor, catalogue: Catalogue, now: datetime, wanted: Wanted, *,
    after: str | None = None, most: int = PAGE,
) -> Board:
    """The board as the actor may see it; sealed complaints never stand on it."""
    late = _late(now)
    order: list[Any] = [sa.case((late, 0), else_=1), _SINCE, Ticket.id]
    query = sa.select(Ticket).where(*_of(actor, wanted), *_chosen(wanted, late))
    if after is not None:
        known = (visible(actor), Ticket.number == after)
        last = db.session.execute(sa.select(*order).where(*known)).one_or_none()
        if last is not None:
            query = query.where(sa.tuple_(*order) > sa.tuple_(*[
                sa.literal(value, column.type) for value, column in zip(last, order, strict=True)
            ]))
    found = list(db.session.scalars(query.order_by(*order).limit(most + 1)).unique())
    page = found[:most]
    return Board(
        read_tickets(page, catalogue, now), _counts(actor, wanted, late),
        page[-1].number if len(found) > most else None,
    )


def _of(actor: Actor, wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    found = [visible(actor), Ticket.sealed.is_(False), _here()]
    if wanted.provider:
        with_whom = sa.case(
            (sa.and_(_NOT_BEGUN, Ticket.authority.in_(_PROVIDERS)), Ticket.authority),
            else_=sa.func.coalesce(Ticket.provider, "lkpp"),
        )
        found.append(with_whom == wanted.provider)
    return found


def _chosen(wanted: Wanted, late: sa.ColumnElement[bool]) -> list[sa.ColumnElement[bool]]:
    stages = [_STAGES[Stage(wanted.stage)]] if wanted.stage in list(Stage) else []
    return [*stages, *([late] if wanted.late else [])]


def _counts(actor: Actor, wanted: Wanted, late: sa.ColumnElement[bool]) -> dict[str, int]:
    """Of the provider chosen, whatever the stage."""
    named = {**{stage.value: condition for stage, condition in _STAGES.items()}, LATE: late}
    columns = [
        sa.func.count(sa.case((condition, Ticket.id))).label(name)
        for name, condition in named.items()
    ]
    row = db.session.execute(sa.select(*columns).where(*_of(actor, wanted))).one()
    return dict(zip(named, row, strict=True))


def _late(now: datetime) -> sa.ColumnElement[bool]:
    """`domain.relay.late_in_forwarding` on rows: a clock missed and nobody there accepted yet."""
    clock, newer = sa.orm.aliased(TicketClock), sa.orm.aliased(TicketClock)
    at = sa.literal(now, clock.due_at.type)
    resolution = sa.and_(
        clock.kind == "resolution", clock.ended_at.is_(None), clock.due_at < at
    )
    last = sa.select(newer.id).where(
        newer.ticket_id == clock.ticket_id, newer.kind == "forwarding",
        newer.state != "superseded", newer.started_at > clock.started_at,
    )
    forwarding = sa.and_(
        clock.kind == "forwarding", clock.state != "superseded",
        clock.due_at < sa.func.coalesce(clock.ended_at, at), ~last.exists(),
    )
    missed = sa.select(clock.id).where(
        clock.ticket_id == Ticket.id, sa.or_(resolution, forwarding)
    )
    accepted = Ticket.relay_state == RelayState.ACCEPTED.value
    return sa.and_(sa.or_(Ticket.relay_state.is_(None), ~accepted), missed.exists())
