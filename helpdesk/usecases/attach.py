"""Uploads become rows; the bytes were stored by the door before (`helpdesk.storage`)."""

from datetime import datetime

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.domain.documents import Upload, is_identity_document
from helpdesk.models import Attachment


@use_case
def keep_upload(
    upload: Upload, *, owner: str, now: datetime, caption: str = ""
) -> Attachment:
    """Keep an upload for `owner` until a message takes it; identity documents are restricted."""
    attachment = Attachment(
        ref=upload.ref, owner=owner, name=upload.name, media_type=upload.media_type,
        size=upload.size, sha256=upload.sha256, created_at=now,
        restricted=is_identity_document(upload.name, caption),
    )
    db.session.add(attachment)
    db.session.flush()
    return attachment


@use_case
def forget_unused(before: datetime) -> list[str]:
    """Drop uploads that no message took before `before`; their refs, for deleting the bytes."""
    query = sa.select(Attachment).where(
        Attachment.ticket_id.is_(None), Attachment.created_at < before
    )
    old = db.session.scalars(query).all()
    for attachment in old:
        db.session.delete(attachment)
    return [attachment.ref for attachment in old]
