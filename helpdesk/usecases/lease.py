"""Who does a job just now: a short claim on a name; it saves idle work and shows who is alive."""

from collections.abc import Callable
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from helpdesk.db import db, use_case
from helpdesk.models import Lease

SECONDS = 10


@use_case
def take_lease(
    name: str, holder: str, *, now: datetime, seconds: int = SECONDS, ran: bool = True,
    gone: Callable[[str], bool] = lambda holder: False,
) -> bool:
    """Whether `holder` has the job `name` for the next `seconds`; call it again to keep it.

    `ran` notes `now` as the job's last run. `gone` tells of another holder that it is surely dead,
    so that its lease need not run out. An end further ahead than `seconds` comes from a clock that
    was set back and does not count.
    """
    row = db.session.get(Lease, name)
    if row is None:
        return _first(name, holder, now, seconds, ran)
    free = sa.or_(
        Lease.holder == holder, Lease.until <= now, Lease.until > now + timedelta(seconds=seconds)
    )
    if row.holder != holder and gone(row.holder):
        free = Lease.holder == row.holder
    values = {"holder": holder, "until": now + timedelta(seconds=seconds)}
    if ran:
        values["last_run_at"] = now
    update = sa.update(Lease).where(Lease.name == name, free).values(**values)
    taken = db.session.execute(update, execution_options={"synchronize_session": False})
    db.session.expire(row)
    return bool(taken.rowcount)  # type: ignore[attr-defined]


def _first(name: str, holder: str, now: datetime, seconds: int, ran: bool) -> bool:
    """The row made; another process may make it in the same moment."""
    until = now + timedelta(seconds=seconds)
    try:
        with db.session.begin_nested():
            db.session.add(
                Lease(name=name, holder=holder, until=until, last_run_at=now if ran else None)
            )
    except IntegrityError:
        return False
    return True


@use_case
def give_back_lease(name: str, holder: str, *, now: datetime) -> None:
    """End one's own lease at once, so that the next process need not wait."""
    db.session.execute(
        sa.update(Lease).where(Lease.name == name, Lease.holder == holder).values(until=now),
        execution_options={"synchronize_session": False},
    )
