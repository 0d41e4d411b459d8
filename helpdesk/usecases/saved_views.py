"""Views of the queue kept under a name, for oneself or for the whole desk."""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.domain.plain_text import clean_line
from helpdesk.domain.roles import Action, Actor, authorize
from helpdesk.errors import InvalidInput, NotFound
from helpdesk.models import SavedView

LONGEST_NAME = 60
MOST = 20  # of one officer; more would be a second queue


@use_case
def save_view(
    name: str, query: Mapping[str, str], *, shared: bool, actor: Actor, now: datetime
) -> SavedView:
    """Keep a filter. Raises `InvalidInput` without a name or a filter, or beyond `MOST`."""
    authorize(actor, Action.VIEW_QUEUE)
    kept = clean_line(name, field="nama")
    if len(kept) > LONGEST_NAME:
        raise InvalidInput(name=f"Nama paling panjang {LONGEST_NAME} huruf.")
    if not query:
        raise InvalidInput(name="Pilih dahulu saringannya, lalu simpan.")
    own = sa.select(sa.func.count()).select_from(SavedView).filter_by(officer_id=actor.id)
    if (db.session.scalar(own) or 0) >= MOST:
        raise InvalidInput(name=f"Paling banyak {MOST} pandangan. Hapus dahulu satu.")
    assert actor.id is not None
    row = SavedView(
        officer_id=actor.id, name=kept, query=urlencode(query), shared=shared, created_at=now
    )
    db.session.add(row)
    return row


@use_case
def drop_view(view_id: int, *, actor: Actor) -> None:
    """Delete one's own view. Raises `NotFound` for another's, whose existence is not told."""
    authorize(actor, Action.VIEW_QUEUE)
    row = db.session.get(SavedView, view_id)
    if row is None or row.officer_id != actor.id:
        raise NotFound("Pandangan itu tidak ada.")
    db.session.delete(row)
