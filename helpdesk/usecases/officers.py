"""Officers: made, changed, logged in and out; guessing is slowed by account and by source."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from helpdesk.db import db, use_case
from helpdesk.domain.plain_text import clean_line
from helpdesk.domain.roles import Role
from helpdesk.errors import InvalidInput, NotAllowed
from helpdesk.models import LoginAttempt, LoginSession, Officer, OfficerChat

SESSION_LENGTH = timedelta(hours=12)
ATTEMPT_WINDOW = timedelta(minutes=15)
MOST_BY_ACCOUNT = 5
MOST_BY_SOURCE = 30
SHORTEST_PASSWORD = 12

_WRONG = "Surel atau kata sandi tidak cocok. Periksa kembali, atau hubungi administrator."
_SLOW = "Terlalu banyak percobaan masuk. Silakan coba lagi 15 menit lagi."
_SIGNED_IN = (  # asked by every page: made once
    sa.select(Officer).join(LoginSession, LoginSession.officer_id == Officer.id)
    .where(
        LoginSession.hash == sa.bindparam("hash"), LoginSession.revoked_at.is_(None),
        LoginSession.expires_at > sa.bindparam("at"), Officer.active.is_(True),
    )
)


class Passwords:
    """argon2id with a dummy hash, so that an unknown account takes as long as a known one."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
        self._dummy = self._hasher.hash(secrets.token_urlsafe(16))

    def hash(self, password: str) -> str:
        """The stored form. Raises `InvalidInput` for a password that is too short."""
        if len(password) < SHORTEST_PASSWORD:
            raise InvalidInput(
                password=f"Kata sandi paling sedikit {SHORTEST_PASSWORD} karakter."
            )
        return self._hasher.hash(password)

    def matches(self, stored: str | None, password: str) -> bool:
        """Whether the password belongs to the stored hash."""
        try:
            return self._hasher.verify(stored or self._dummy, password) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


@use_case
def create_officer(
    passwords: Passwords, *, name: str, email: str, password: str, roles: Iterable[Role],
    unit: str | None, now: datetime, demo: bool = False,
) -> Officer:
    """Add an officer. Raises `InvalidInput` when the address is taken or no role is given."""
    codes = sorted({role.value for role in roles})
    address = clean_line(email, field="surel").lower()
    if not codes:
        raise InvalidInput(roles="Pilih paling sedikit satu peran.")
    if "@" not in address:
        raise InvalidInput(email="Alamat surel tidak benar.")
    if db.session.scalar(sa.select(Officer.id).filter_by(email=address)) is not None:
        raise InvalidInput(email="Alamat surel ini sudah dipakai petugas lain.")
    officer = Officer(
        name=clean_line(name, field="nama"), email=address,
        password_hash=passwords.hash(password), roles=codes, unit=unit, active=True, demo=demo,
        created_at=now,
    )
    db.session.add(officer)
    db.session.flush()
    return officer


def log_in(
    passwords: Passwords, email: str, password: str, *, source: str, now: datetime
) -> tuple[Officer, str]:
    """The officer and the secret of a new session.

    Raises `NotAllowed` with one text for every wrong proof, another when there were too many.
    """
    if too_many_proofs(email, source, now):
        raise NotAllowed(_SLOW)
    officer = db.session.scalars(
        sa.select(Officer).filter_by(email=email.strip().lower(), active=True)
    ).one_or_none()
    stored = officer.password_hash if officer is not None else None
    db.session.rollback()  # hashing is slow; nobody waits for our lock meanwhile
    if not passwords.matches(stored, password) or officer is None:
        failed_proof(email, source, now)
        raise NotAllowed(_WRONG)
    return officer, open_session(officer.id, now=now)


def _subject(email: str) -> str:
    return hashlib.sha256(email.strip().lower().encode()).hexdigest()


def too_many_proofs(email: str, source: str, now: datetime) -> bool:
    """Whether this account, or this source, has tried too often of late."""
    subject, since = _subject(email), now - ATTEMPT_WINDOW

    def count(**by: str) -> int:
        query = sa.select(sa.func.count()).select_from(LoginAttempt).filter_by(**by)
        return db.session.scalar(query.where(LoginAttempt.at > since)) or 0

    return count(subject=subject) >= MOST_BY_ACCOUNT or count(source=source) >= MOST_BY_SOURCE


@use_case
def failed_proof(email: str, source: str, now: datetime) -> None:
    """Count a wrong password against account and source."""
    db.session.execute(sa.delete(LoginAttempt).where(LoginAttempt.at <= now - ATTEMPT_WINDOW))
    db.session.add(LoginAttempt(subject=_subject(email), source=source, at=now))


@use_case
def open_session(officer_id: int, *, now: datetime) -> str:
    """A new server-side session; the secret is returned once and never stored."""
    secret = secrets.token_urlsafe(32)
    db.session.add(LoginSession(
        hash=_hash(secret), officer_id=officer_id, created_at=now,
        expires_at=now + SESSION_LENGTH,
    ))
    return secret


@use_case
def log_out(secret: str, *, now: datetime) -> None:
    """Revoke the session; it is refused from the next request on."""
    row = _session(secret)
    if row is not None:
        row.revoked_at = now


def officer_of_session(secret: str, *, now: datetime) -> Officer | None:
    """The active officer of a live session, or None."""
    return db.session.scalars(_SIGNED_IN, {"hash": _hash(secret), "at": now}).one_or_none()


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _session(secret: str) -> LoginSession | None:
    return db.session.scalars(sa.select(LoginSession).filter_by(hash=_hash(secret))).one_or_none()


@use_case
def change_officer(
    officer_id: int, *, roles: Iterable[Role] | None = None, unit: str | None = None,
    active: bool | None = None, now: datetime,
) -> Officer:
    """Change roles, unit or activity; every session of the officer ends at once.

    A deactivated officer's chat is let go too: whoever comes back links a telephone anew.
    """
    officer = db.session.get(Officer, officer_id)
    if officer is None:
        raise InvalidInput("Petugas tidak ditemukan.")
    if roles is not None:
        officer.roles = sorted({role.value for role in roles})
    if unit is not None:
        officer.unit = unit
    if active is not None:
        officer.active = active
    if active is False:
        db.session.execute(sa.delete(OfficerChat).where(OfficerChat.officer_id == officer_id))
    db.session.execute(
        sa.update(LoginSession).where(
            LoginSession.officer_id == officer_id, LoginSession.revoked_at.is_(None)
        ).values(revoked_at=now)
    )
    return officer
