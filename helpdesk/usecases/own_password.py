"""Passwords after the first: one's own changed by the old one, another's reset by who may."""

from datetime import datetime

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.domain.roles import Action, Actor, Role, authorize
from helpdesk.errors import InvalidInput, NotAllowed, NotFound
from helpdesk.models import LoginSession, Officer
from helpdesk.usecases.officer_record import note_change
from helpdesk.usecases.officers import Passwords, failed_proof, open_session, too_many_proofs


def change_own_password(
    passwords: Passwords, old: str, new: str, *, actor: Actor, source: str, now: datetime
) -> str:
    """Set a new password; the secret of a new session, as every other one ends.

    Wrong old passwords count as attempts to log in, so that an open desk is no place to guess.
    Raises `InvalidInput` naming the field, `NotAllowed` after too many.
    """
    assert actor.id is not None
    officer = db.session.get_one(Officer, actor.id)
    email, stored = officer.email, officer.password_hash
    slow = too_many_proofs(email, source, now)
    db.session.rollback()  # hashing is slow; nobody waits for our lock meanwhile
    if slow:
        raise NotAllowed("Terlalu banyak percobaan. Silakan coba lagi 15 menit lagi.")
    if not passwords.matches(stored, old):
        failed_proof(email, source, now)
        raise InvalidInput(old="Kata sandi lama tidak cocok.")
    if new == old:
        raise InvalidInput(password="Kata sandi baru sama dengan yang lama.")  # noqa: S106
    return _set(actor.id, passwords.hash(new), "password", actor, now)


def reset_password(
    passwords: Passwords, officer_id: int, new: str, *, actor: Actor, now: datetime
) -> None:
    """A first password again, for who forgot theirs; told in person.

    The head's is reset by a head alone: an administrator could else read sealed complaints.
    """
    authorize(actor, Action.MANAGE_OFFICERS)
    officer = db.session.get(Officer, officer_id)
    if officer is None:
        raise NotFound("Petugas tidak ditemukan.")
    if officer.id == actor.id:
        raise NotAllowed("Ganti kata sandi Anda sendiri di “Kata sandi saya”.")
    if Role.BUREAU_HEAD in officer.actor.roles and Role.BUREAU_HEAD not in actor.roles:
        raise NotAllowed("Kata sandi Kepala hanya dapat diatur ulang oleh Kepala.")
    db.session.rollback()
    _set(officer_id, passwords.hash(new), "password_reset", actor, now)


@use_case
def _set(officer_id: int, hashed: str, kind: str, actor: Actor, now: datetime) -> str:
    officer = db.session.get_one(Officer, officer_id, with_for_update=True)
    officer.password_hash = hashed
    db.session.execute(
        sa.update(LoginSession).where(
            LoginSession.officer_id == officer_id, LoginSession.revoked_at.is_(None)
        ).values(revoked_at=now)
    )
    note_change(officer, kind, actor=actor, now=now)
    return open_session(officer_id, now=now) if officer_id == actor.id else ""
