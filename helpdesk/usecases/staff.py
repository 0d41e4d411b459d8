"""Keeping the list of officers: who may make whom what, so that nobody raises themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.domain.roles import Action, Actor, Role, authorize
from helpdesk.errors import InvalidInput, NotAllowed, NotFound
from helpdesk.models import Officer
from helpdesk.usecases.officer_record import note_change, standing_of
from helpdesk.usecases.officers import Passwords, change_officer, create_officer
from helpdesk.usecases.rulebook import Rulebook


@dataclass(frozen=True)
class NewOfficer:
    """What the form knows of someone joining."""

    name: str
    email: str
    password: str
    roles: tuple[Role, ...]
    unit: str | None


@use_case
def add_officer(
    book: Rulebook, passwords: Passwords, new: NewOfficer, *, actor: Actor, now: datetime
) -> Officer:
    """Add an officer. Raises `InvalidInput`, or `NotAllowed` for a role not theirs to give."""
    authorize(actor, Action.MANAGE_OFFICERS)
    _check_unit(book, new.unit)
    _check_head(actor, frozenset(new.roles), frozenset())
    made = create_officer(
        passwords, name=new.name, email=new.email, password=new.password, roles=new.roles,
        unit=new.unit, now=now,
    )
    note_change(made, "added", actor=actor, now=now)
    return made


@use_case
def edit_officer(
    book: Rulebook, officer_id: int, *, roles: Iterable[Role], unit: str | None, active: bool,
    deputy_of: int | None, actor: Actor, now: datetime,
) -> Officer:
    """Set roles, unit, activity and whom they stand in for; their sessions end at once.

    Nobody changes themselves, and only the head of the bureau makes or unmakes one: an
    administrator could otherwise let themselves into sealed complaints (`sla-rules.md` section 5).
    """
    authorize(actor, Action.MANAGE_OFFICERS)
    officer = db.session.get(Officer, officer_id)
    if officer is None:
        raise NotFound("Petugas tidak ditemukan.")
    if officer.id == actor.id:
        raise NotAllowed("Data Anda sendiri diubah oleh petugas lain yang berwenang.")
    wanted = frozenset(roles)
    if not wanted:
        raise InvalidInput(roles="Pilih paling sedikit satu peran.")
    _check_unit(book, unit)
    _check_head(actor, wanted if active else frozenset(), _roles(officer))
    _check_deputy(officer, deputy_of)
    before = standing_of(officer)
    changed = change_officer(officer_id, roles=wanted, active=active, now=now)
    changed.unit, changed.deputy_of = unit, deputy_of
    note_change(changed, "changed", actor=actor, now=now, before=before)
    return changed


def _roles(officer: Officer) -> frozenset[Role]:
    return officer.actor.roles if officer.active else frozenset()


def _check_unit(book: Rulebook, unit: str | None) -> None:
    if unit is not None and unit not in book.catalogue.units:
        raise InvalidInput(unit="Bagian tidak dikenal.")


def _check_head(actor: Actor, after: frozenset[Role], before: frozenset[Role]) -> None:
    """Until there has been a head of the bureau, the administrator who sets up makes the first."""
    changes = (Role.BUREAU_HEAD in after) != (Role.BUREAU_HEAD in before)
    if changes and Role.BUREAU_HEAD not in actor.roles and _had_a_head():
        raise NotAllowed("Peran Kepala hanya dapat diberikan atau dicabut oleh Kepala.")


def _had_a_head() -> bool:
    held = db.session.scalars(sa.select(Officer.roles))
    return any(Role.BUREAU_HEAD.value in roles for roles in held)


def _check_deputy(officer: Officer, deputy_of: int | None) -> None:
    if deputy_of is None:
        return
    principal = db.session.get(Officer, deputy_of)
    if principal is None or principal.id == officer.id:
        raise InvalidInput(deputy_of="Pilih petugas lain yang diwakili.")
