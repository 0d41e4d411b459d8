"""Words of a requester said again on another ticket, as they came, with files of their own."""

from collections.abc import Callable

from helpdesk.db import db
from helpdesk.models import Attachment, Message, Ticket
from helpdesk.usecases.messages import write_message

Copy = Callable[[str], str]  # a stored file's ref → the ref of a second one with the same bytes


def say_again(ticket: Ticket, message: Message, copy: Copy, *, internal: bool = False) -> Message:
    """A copy of `message` on `ticket`; nothing is recorded and nobody is told."""
    again = write_message(
        ticket, message.body, side="requester", channel=message.channel, now=message.at,
        internal=internal,
    )
    copy_files(message, again, copy)
    return again


def copy_files(source: Message, target: Message, copy: Copy) -> None:
    """Bytes of their own, as either ticket may be erased alone."""
    for file in source.attachments:
        db.session.add(Attachment(
            ref=copy(file.ref), owner=file.owner, ticket_id=target.ticket_id,
            message_id=target.id, name=file.name, media_type=file.media_type, size=file.size,
            sha256=file.sha256, restricted=file.restricted, created_at=file.created_at,
        ))
    db.session.flush()
