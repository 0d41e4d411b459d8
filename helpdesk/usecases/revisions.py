"""Saving a policy as its next revision; the worker then moves the deadlines it concerns."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from helpdesk.catalogue.policies import POLICIES
from helpdesk.db import db, use_case
from helpdesk.domain.revisions import PLANNED
from helpdesk.domain.roles import Actor, authorize
from helpdesk.errors import InvalidInput, StaleTicket
from helpdesk.models import Revision
from helpdesk.usecases.rulebook import Rulebook

LONGEST_NOTE = 500
_service_code = Revision.content["code"].as_string()


class StalePolicy(StaleTicket):
    """Someone else saved the policy after the actor's page was drawn."""

    message = (
        "Aturan ini baru saja diubah oleh orang lain. Isian Anda masih ada; periksa versi terbaru, "
        "lalu ulangi perubahannya di sana."
    )


@use_case
def save_revision(
    book: Rulebook, policy: str, content: Mapping[str, Any], note: str, *, based_on: int,
    actor: Actor, now: datetime,
) -> Revision:
    """Put `content` into force as the revision after `based_on`.

    Raises `NotAllowed`; `InvalidInput` or `CatalogueError` for content that may not come into
    force; `StalePolicy` when another revision came first. What ran before goes on in each case.
    """
    entry = POLICIES[policy]
    authorize(actor, entry.action)
    entry.check(book.catalogue, content)
    note = _checked_note(note)
    newest = newest_revision(policy)
    if (newest.number if newest else 0) != based_on:
        raise StalePolicy
    row = Revision(
        policy=policy, number=based_on + 1, content=dict(content), note=note,
        # Versions follow each other even when the machine's clock was set back between them.
        saved_at=max(now, newest.saved_at) if newest else now, saved_by=actor.id,
    )
    db.session.add(row)
    try:
        db.session.flush()
    except IntegrityError as taken:  # two savers at once: the number is unique
        raise StalePolicy from taken
    return row


def newest_revision(policy: str) -> Revision | None:
    """The revision in force, or None while the files are."""
    query = sa.select(Revision).filter_by(policy=policy).order_by(Revision.number.desc())
    return db.session.scalars(query.limit(1)).one_or_none()


def newest_of_service(policy: str, code: str) -> Revision | None:
    """The newest revision of one service."""
    query = sa.select(Revision).where(Revision.policy == policy, _service_code == code)
    return db.session.scalars(query.order_by(Revision.number.desc()).limit(1)).one_or_none()


def waiting_plan(code: str) -> Revision | None:
    """The change of a service that waits for its day, locked until the transaction ends."""
    query = sa.select(Revision).where(
        Revision.policy == PLANNED, _service_code == code, Revision.applied_at.is_(None)
    )
    newest = query.order_by(Revision.number.desc()).limit(1).with_for_update()
    return db.session.scalars(newest).one_or_none()


def _checked_note(note: str) -> str:
    text = " ".join(note.split())
    if not text:
        raise InvalidInput(note="Tulis apa yang diubah dan atas dasar apa (nomor surat).")
    if len(text) > LONGEST_NOTE:
        raise InvalidInput(note=f"Catatan paling panjang {LONGEST_NOTE} huruf.")
    return text
