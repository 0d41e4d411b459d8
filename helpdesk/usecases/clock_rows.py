"""The rows of `ticket_clock`: the measured clocks of a ticket, written where they changed."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from helpdesk.db import db, table_of
from helpdesk.domain.sla import Clock
from helpdesk.domain.working_time import WorkingDays, WorkingMinutes
from helpdesk.models import TicketClock
from helpdesk.usecases.ticket_log import TicketLog

_CLOCK = table_of(TicketClock)
_PLACE = ("kind", "cycle", "revision")


def write_clocks(logs: Sequence[TicketLog]) -> None:
    """Bring the stored rows of many tickets to what was reckoned now."""
    new: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    gone: list[int] = []
    for log in logs:
        assert log.reckoning is not None
        stored = {tuple(row[name] for name in _PLACE): row for row in log.clock_rows}
        for place, values in _rows(log.reckoning.clocks).items():
            row = stored.pop(place, None)
            if row is None:
                keys = dict(zip(_PLACE, place, strict=True))
                new.append({"ticket_id": log.ticket.id, **keys, **values})
            elif _differs(row, values):
                changed.append({"row_id": row["id"], **values})
        gone += [row["id"] for row in stored.values()]
    if new:
        db.session.execute(sa.insert(_CLOCK), new)
    if changed:
        update = sa.update(_CLOCK).where(_CLOCK.c.id == sa.bindparam("row_id"))
        db.session.connection().execute(update, changed)
    if gone:
        db.session.execute(sa.delete(_CLOCK).where(_CLOCK.c.id.in_(gone)))


def _differs(row: sa.RowMapping, values: Mapping[str, Any]) -> bool:
    """Whether the stored row says something else.

    Where its days were not read they follow from the deadline, but for a clock that is held: what
    it has counted so far can change while it has none.
    """
    held_unseen = "days" not in row and values["due_at"] is None
    return held_unseen or any(row[name] != value for name, value in values.items() if name in row)


def _rows(clocks: Sequence[Clock]) -> Mapping[tuple[Any, ...], dict[str, Any]]:
    """Values by (kind, cycle, revision); of clocks of one cycle the superseded ones come first."""
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    revisions: dict[tuple[str, int], int] = {}
    for clock in sorted(clocks, key=lambda c: (c.unfinished, c.span.ended_at or c.started_at)):
        place = (clock.kind.value, clock.cycle)
        revisions[place] = revisions.get(place, 0) + 1
        rows[(*place, revisions[place])] = _values(clock)
    return rows


def _values(clock: Clock) -> dict[str, Any]:
    limit = clock.limit
    return {
        "started_at": clock.started_at,
        "limit_days": limit.count if isinstance(limit, WorkingDays) else None,
        "limit_minutes": limit.count if isinstance(limit, WorkingMinutes) else None,
        "basis": clock.basis, "due_at": clock.due_at, "state": clock.state.value,
        "stopped_at": clock.stopped_at, "ended_at": clock.span.ended_at,
        "days": [[d.date.isoformat(), d.counted, d.why] for d in clock.deadline.days],
    }
