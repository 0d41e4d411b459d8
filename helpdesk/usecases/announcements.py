"""Announcements: published with an end, withdrawn, never changed."""

from datetime import datetime

from helpdesk.db import db, use_case
from helpdesk.domain.roles import Action, Actor, authorize
from helpdesk.errors import IllegalMove, InvalidInput, NotFound
from helpdesk.models import Announcement
from helpdesk.usecases.messages import titled

LONGEST_TITLE, LONGEST = 120, 4_000


@use_case
def announce(
    title: str, body: str, ends_at: datetime | None, *, actor: Actor, now: datetime
) -> Announcement:
    """Publish it at once. Raises `InvalidInput` naming the field."""
    authorize(actor, Action.ANNOUNCE)
    assert actor.id is not None
    line, text = titled(title, body, longest_title=LONGEST_TITLE, longest=LONGEST)
    if ends_at is not None and ends_at <= now:
        raise InvalidInput(ends_at="Waktu berakhir harus di masa depan.")
    row = Announcement(
        title=line, body=text, officer_id=actor.id, published_at=now, ends_at=ends_at
    )
    db.session.add(row)
    db.session.flush()
    return row


@use_case
def withdraw(announcement_id: int, *, actor: Actor, now: datetime) -> None:
    """Take it from the public pages; who did it and when stays."""
    authorize(actor, Action.ANNOUNCE)
    row = db.session.get(Announcement, announcement_id, with_for_update=True)
    if row is None:
        raise NotFound("Pengumuman itu tidak ada.")
    if row.withdrawn_at is not None:
        raise IllegalMove("Pengumuman ini sudah ditarik.")
    row.withdrawn_at, row.withdrawn_by = now, actor.id
