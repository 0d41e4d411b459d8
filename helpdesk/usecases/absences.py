"""Who does not work from when to when, and who stands in meanwhile."""

from datetime import date, datetime

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.domain.absence import AbsenceKind
from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.roles import Action, Actor, authorize, permitted
from helpdesk.errors import IllegalMove, InvalidInput, NotAllowed, NotFound
from helpdesk.models import Absence, Officer
from helpdesk.usecases.rulebook import Rulebook

LONGEST = 366  # days


@use_case
def record_absence(
    book: Rulebook, officer_id: int | None, first: date | None, last: date | None,
    kind: AbsenceKind, deputy_id: int | None, *, actor: Actor, now: datetime,
) -> Absence:
    """Put it on record: one's own, or another's by their head or an administrator.

    Raises `InvalidInput` by field, `NotAllowed` for another's.
    """
    authorize(actor, Action.RECORD_ABSENCE)
    _lock(officer_id, deputy_id)
    officer = db.session.get(Officer, officer_id) if officer_id is not None else None
    if officer is None or not officer.active:
        raise InvalidInput(officer="Pilih petugas yang akunnya aktif.")
    _may_record(book, actor, officer)
    today = book.calendar.local_date(now)
    if first is None:
        raise InvalidInput(first="Isi tanggal mulai.")
    last = last or first
    if last < max(first, today):
        raise InvalidInput(last="Tanggal akhir tidak boleh sudah lewat atau sebelum tanggal mulai.")
    if (last - first).days >= LONGEST:
        raise InvalidInput(last="Paling lama setahun sekali catat.")
    if _overlapping(officer.id, first, last):
        raise InvalidInput(first=f"{officer.name} sudah tercatat tidak bertugas pada tanggal itu.")
    _check_deputy(officer, deputy_id, first, last)
    row = Absence(
        officer_id=officer.id, first=first, last=last, kind=kind.value, deputy_id=deputy_id,
        set_at=now, set_by=actor.id,
    )
    db.session.add(row)
    db.session.flush()
    return row


@use_case
def end_absence(book: Rulebook, absence_id: int, *, actor: Actor, now: datetime) -> Absence:
    """They are back, or did not go: today they work. The row stays with who said so."""
    authorize(actor, Action.RECORD_ABSENCE)
    row = db.session.get(Absence, absence_id, with_for_update=True)
    if row is None:
        raise NotFound("Catatan itu tidak ada.")
    officer = db.session.get(Officer, row.officer_id)
    assert officer is not None
    _may_record(book, actor, officer)
    if row.ended_at is not None or row.last < book.calendar.local_date(now):
        raise IllegalMove("Catatan ini sudah berakhir.")
    row.ended_at, row.ended_by = now, actor.id
    return row


def _lock(*ids: int | None) -> None:
    """Both officers, always in one order: of two records at once the second sees the first."""
    query = sa.select(Officer.id).where(Officer.id.in_([id_ for id_ in ids if id_ is not None]))
    db.session.execute(query.order_by(Officer.id).with_for_update())


def _may_record(book: Rulebook, actor: Actor, officer: Officer) -> None:
    if not may_record_for(book.catalogue, actor, officer):
        raise NotAllowed(
            "Ketidakhadiran petugas lain dicatat oleh kepala bagiannya, kepala biro, atau "
            "administrator."
        )


def may_record_for(catalogue: Catalogue, actor: Actor, officer: Officer) -> bool:
    """Oneself; the head of the officer's unit or of one above it; who keeps all accounts."""
    if officer.id == actor.id or permitted(actor, Action.MANAGE_OFFICERS):
        return True
    if actor.unit is None or not permitted(actor, Action.MANAGE_DUTY):
        return False
    unit = officer.unit
    while unit is not None and unit != actor.unit:
        known = catalogue.units.get(unit)
        unit = known.parent if known else None
    return unit is not None


def _overlapping(officer_id: int, first: date, last: date) -> bool:
    query = sa.select(Absence.id).where(
        Absence.officer_id == officer_id, Absence.ended_at.is_(None), Absence.first <= last,
        Absence.last >= first,
    )
    return db.session.scalar(query.limit(1)) is not None


def _check_deputy(officer: Officer, deputy_id: int | None, first: date, last: date) -> None:
    if deputy_id is None:
        return
    deputy = db.session.get(Officer, deputy_id)
    if deputy is None or not deputy.active or deputy.id == officer.id:
        raise InvalidInput(deputy="Pilih petugas lain yang akunnya aktif.")
    if not permitted(deputy.actor, Action.REPLY):
        raise InvalidInput(deputy=f"{deputy.name} tidak menangani tiket.")
    if _overlapping(deputy.id, first, last):
        raise InvalidInput(deputy=f"{deputy.name} juga tidak bertugas pada tanggal itu.")
