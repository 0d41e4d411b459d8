"""The record of officers' accounts: who was made what, by whom, when."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from helpdesk.db import db
from helpdesk.domain.roles import Actor
from helpdesk.models import Officer, OfficerChange

FIELDS = ("roles", "unit", "active", "deputy_of")


def standing_of(officer: Officer) -> dict[str, Any]:
    """What of an account is recorded; a copy, so that a later change leaves it alone."""
    found = {name: getattr(officer, name) for name in FIELDS}
    return {**found, "roles": list(found["roles"])}


def note_change(
    officer: Officer, kind: str, *, actor: Actor, now: datetime,
    before: Mapping[str, Any] | None = None,
) -> None:
    """Keep what differs from `before`, in the caller's transaction; nothing for no difference.

    `kind`: 'added', 'changed', 'password' (their own) or 'password_reset'.
    """
    after = standing_of(officer) if kind in ("added", "changed") else {}
    earlier = dict(before or {})
    changed = [name for name in after if earlier.get(name) != after[name]]
    if kind == "changed" and not changed:
        return
    db.session.add(OfficerChange(
        officer_id=officer.id, by_id=actor.id if actor.kind == "officer" else None, kind=kind,
        before={name: earlier[name] for name in changed if name in earlier},
        after={name: after[name] for name in changed}, at=now,
    ))
    db.session.flush()
