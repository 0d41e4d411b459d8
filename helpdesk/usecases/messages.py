"""Writing a message and giving it its files; shared by every use case that says something."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.credentials import strip_credentials
from helpdesk.domain.plain_text import clean, clean_line
from helpdesk.errors import InvalidInput
from helpdesk.models import Attachment, Message, Ticket

MOST_FILES = 10
LONGEST = 20_000


def write_message(
    ticket: Ticket, body: str, *, side: str, channel: str, now: datetime,
    officer_id: int | None = None, internal: bool = False, files: Sequence[str] = (),
    owner: str | None = None, source_key: str | None = None,
) -> Message:
    """Store one message and bind the files that `owner` uploaded before (by their refs).

    Raises `InvalidInput` for an empty or over-long body, too many files, or files not the owner's.
    """
    text = without_secrets(body)
    message = Message(
        ticket_id=ticket.id, side=side, officer_id=officer_id, internal=internal,
        channel=channel, body=text, at=now, source_key=source_key,
    )
    db.session.add(message)
    db.session.flush()
    for attachment in _files(files, owner):
        attachment.ticket_id, attachment.message_id = ticket.id, message.id
    db.session.flush()
    return message


def without_secrets(text: str, *, limit: int = LONGEST, field: str = "isi") -> str:
    """Text fit to be kept: cleaned, and without passwords, one-time and recovery codes."""
    return strip_credentials(clean(text, limit=limit, field=field)).text


def titled(title: str, body: str, *, longest_title: int, longest: int) -> tuple[str, str]:
    """A title of one line and its text, both fit to be kept. Raises `InvalidInput` for the fields
    `title` and `body`.
    """
    try:
        line = clean_line(title, limit=longest_title, field="judul")
    except InvalidInput as error:
        raise InvalidInput(title=error.message) from None
    try:
        return line, without_secrets(body, limit=longest, field="isi")
    except InvalidInput as error:
        raise InvalidInput(body=error.message) from None


def reason_of(text: str) -> str:
    """An officer's reason as an event keeps it: one line, for good, so without secrets."""
    line = clean_line(text, limit=500, field="alasan")
    return without_secrets(line, limit=600, field="alasan")


def _files(refs: Sequence[str], owner: str | None) -> Sequence[Attachment]:
    if not refs:
        return ()
    if len(refs) > MOST_FILES:
        raise InvalidInput(files=f"Paling banyak {MOST_FILES} berkas dalam satu pesan.")
    query = sa.select(Attachment).where(
        Attachment.ref.in_(refs), Attachment.owner == (owner or ""), Attachment.ticket_id.is_(None)
    )
    found = db.session.scalars(query.order_by(Attachment.id)).all()
    if len(found) != len(set(refs)):
        raise InvalidInput(files="Ada berkas yang sudah tidak tersedia. Silakan unggah kembali.")
    return found
