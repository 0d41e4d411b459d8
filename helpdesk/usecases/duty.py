"""The piket roster: heads put officers on duty for dates to come, holidays included."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from helpdesk.db import db, use_case
from helpdesk.domain.calendar import WorkingCalendar, dates_between
from helpdesk.domain.roles import Action, Actor, authorize, permitted
from helpdesk.errors import InvalidInput, NotFound
from helpdesk.models import Duty, Officer
from helpdesk.usecases.rulebook import Rulebook

LONGEST = 62  # dates of one assignment


class Days(StrEnum):
    """Which dates of a range."""

    ALL = "all"
    WORKING = "working"
    CLOSED = "closed"


@use_case
def put_on_duty(
    book: Rulebook, officer_id: int | None, first: date, last: date, days: Days, *, actor: Actor,
    now: datetime,
) -> list[date]:
    """Put the officer on duty on the range's `days`; the dates. Raises `InvalidInput`."""
    authorize(actor, Action.MANAGE_DUTY)
    officer = _able(officer_id)
    _check_range(book, first, last, now)
    chosen = [d for d in dates_between(first, last) if _fits(book.calendar, d, days)]
    if not chosen:
        raise InvalidInput(days="Tidak ada hari seperti itu dalam rentang ini.")
    _check_free(officer, chosen)
    rows = [Duty(day=day, officer_id=officer.id, set_at=now, set_by=actor.id) for day in chosen]
    try:
        with db.session.begin_nested():  # what is left of the session can still tell the name
            db.session.add_all(rows)
    except IntegrityError:  # another head set the same in this moment
        raise _twice(officer, chosen[0]) from None
    return chosen


@use_case
def take_off_duty(
    book: Rulebook, officer_id: int, day: date, *, actor: Actor, now: datetime
) -> None:
    """Take the officer off one date to come. Raises `NotFound`, `InvalidInput`."""
    authorize(actor, Action.MANAGE_DUTY)
    row = db.session.scalars(sa.select(Duty).filter_by(day=day, officer_id=officer_id)).first()
    if row is None:
        raise NotFound("Petugas itu tidak piket pada tanggal ini.")
    if day < book.calendar.local_date(now):
        raise InvalidInput(day="Piket yang sudah lewat tidak dapat diubah.")
    db.session.delete(row)


def _able(officer_id: int | None) -> Officer:
    officer = db.session.get(Officer, officer_id) if officer_id is not None else None
    if officer is None or not officer.active:
        raise InvalidInput(officer="Pilih petugas yang akunnya aktif.")
    if not permitted(officer.actor, Action.REPLY):
        raise InvalidInput(officer=f"{officer.name} tidak menangani tiket, jadi tidak dapat piket.")
    return officer


def _check_range(book: Rulebook, first: date, last: date, now: datetime) -> None:
    if first < book.calendar.local_date(now):
        raise InvalidInput(first="Tanggal piket tidak boleh sudah lewat.")
    if last < first:
        raise InvalidInput(last="Tanggal akhir tidak boleh sebelum tanggal awal.")
    if (last - first).days >= LONGEST:
        raise InvalidInput(last=f"Rentang paling panjang {LONGEST} hari.")


def _fits(calendar: WorkingCalendar, day: date, days: Days) -> bool:
    return days is Days.ALL or calendar.is_working_day(day) == (days is Days.WORKING)


def _check_free(officer: Officer, days: Iterable[date]) -> None:
    query = sa.select(Duty.day).filter_by(officer_id=officer.id).where(Duty.day.in_(list(days)))
    taken = db.session.scalars(query.order_by(Duty.day).limit(1)).first()
    if taken is not None:
        raise _twice(officer, taken)


def _twice(officer: Officer, day: date) -> InvalidInput:
    return InvalidInput(officer=f"{officer.name} sudah piket pada {day:%d/%m/%Y}.")
