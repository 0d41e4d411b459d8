"""The guest book: a visitor signs in, an officer calls them, the name is forgotten in time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.domain.number import parse_number
from helpdesk.domain.plain_text import clean_line
from helpdesk.domain.roles import Action, Actor, authorize
from helpdesk.domain.visits import KEPT_DAYS, Outcome, Purpose
from helpdesk.errors import DuplicateRequest, IllegalMove, InvalidInput, NotFound
from helpdesk.models import Ticket, Visit
from helpdesk.usecases.register import next_serial
from helpdesk.usecases.rulebook import Rulebook


@dataclass(frozen=True)
class Guest:
    """What a visitor wrote; `key` is the form's own, so that two presses are one visit."""

    key: str
    name: str
    purpose: Purpose
    company: str = ""
    phone: str = ""
    service: str | None = None
    number: str = ""


@use_case
def sign_in_guest(book: Rulebook, guest: Guest, *, now: datetime) -> Visit:
    """Put a visitor at the end of today's turns.

    Raises `InvalidInput` by field; `DuplicateRequest` with the turn for a form sent twice.
    """
    earlier = db.session.scalars(sa.select(Visit).filter_by(form_key=guest.key)).one_or_none()
    if earlier is not None:
        raise DuplicateRequest(str(earlier.turn))
    if guest.service is not None and guest.service not in book.catalogue.offered:
        raise InvalidInput(layanan="Pilih layanan dari daftar.")
    name = _line("nama", guest.name, 120)
    if name is None:
        raise InvalidInput(nama="Tulis nama Anda, supaya petugas dapat memanggil.")
    today = book.calendar.local_date(now)
    visit = Visit(
        day=today, turn=next_serial(f"visit:{today.isoformat()}"), arrived_at=now, name=name,
        company=_line("perusahaan", guest.company, 200), phone=_line("telepon", guest.phone, 25),
        purpose=guest.purpose.value,
        service=guest.service if guest.purpose is Purpose.FILE else None,
        number=parse_number(guest.number) if guest.number.strip() else None, form_key=guest.key,
    )
    db.session.add(visit)
    return visit


def _line(field: str, typed: str, limit: int) -> str | None:
    if not typed.strip():
        return None
    try:
        return clean_line(typed, limit=limit, field=field)
    except InvalidInput as error:
        raise InvalidInput(**{field: error.message}) from None


@use_case
def call_guest(visit_id: int, *, actor: Actor, now: datetime) -> Visit:
    """An officer takes the visitor on. Raises `IllegalMove` when another did, or they left."""
    visit = _open(visit_id, actor)
    if visit.called_at is not None and visit.officer_id != actor.id:
        raise IllegalMove("Tamu ini sudah dilayani petugas lain.")
    visit.officer_id, visit.called_at = actor.id, visit.called_at or now
    return visit


@use_case
def end_visit(visit_id: int, outcome: Outcome, *, actor: Actor, now: datetime) -> Visit:
    """The visitor was served, or did not come when called. Raises `IllegalMove` a second time."""
    visit = _open(visit_id, actor)
    visit.ended_at, visit.outcome = now, outcome.value
    if outcome is Outcome.SERVED:
        visit.officer_id, visit.called_at = visit.officer_id or actor.id, visit.called_at or now
    return visit


@use_case
def join_ticket(visit_id: int, ticket: Ticket, *, actor: Actor, now: datetime) -> None:
    """The ticket that was written for a visitor; it ends the visit."""
    visit = _open(visit_id, actor)
    visit.ticket_id, visit.officer_id = ticket.id, actor.id
    visit.called_at = visit.called_at or now
    visit.ended_at, visit.outcome = now, Outcome.SERVED.value


def _open(visit_id: int, actor: Actor) -> Visit:
    authorize(actor, Action.RECEIVE_FILE)
    visit = db.session.get(Visit, visit_id, with_for_update=True)
    if visit is None:
        raise NotFound("Kunjungan ini tidak ada.")
    if visit.ended_at is not None:
        raise IllegalMove("Kunjungan ini sudah selesai.")
    return visit


@use_case
def forget_guests(now: datetime) -> int:
    """Erase who came more than `KEPT_DAYS` days ago; that somebody came still counts."""
    old = (now - timedelta(days=KEPT_DAYS)).date()
    changed = db.session.execute(
        sa.update(Visit).where(Visit.day < old, Visit.name.is_not(None))
        .values(name=None, company=None, phone=None, number=None)
    )
    return int(changed.rowcount)  # type: ignore[attr-defined]
