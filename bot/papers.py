"""What follows a message as a file: drawn or read when its turn comes, kept nowhere by the bot."""

import io
import logging
from collections.abc import Callable, Mapping
from datetime import datetime

import segno
from flask import current_app

from helpdesk.db import begin_reading, db, release
from helpdesk.delivery.email import Enclosed
from helpdesk.delivery.enclosures import Enclosure, Kind, public_files
from helpdesk.models import Attachment, Message, Ticket
from helpdesk.press import press_of
from helpdesk.queries.reading import read_ticket
from helpdesk.reports.press import Press
from helpdesk.storage import FileStore

LARGEST = 50 * 1024 * 1024  # what a bot may send
LARGEST_PHOTO = 10 * 1024 * 1024
PICTURES = ("image/jpeg", "image/png", "image/webp")
PDF = "application/pdf"
log = logging.getLogger("bot.papers")


def fetch_paper(paper: Enclosure, files: FileStore, *, now: datetime) -> Enclosed | None:
    """The file; None when there is none to send, which holds up no chat."""
    begin_reading()
    try:
        made = _MAKERS[paper.kind](paper.id, files, now)
        return made if made is not None and 0 < len(made.content) <= LARGEST else None
    except Exception as broken:
        log.error("%s of %s not made: %s", paper.kind, paper.id, type(broken).__name__)
        return None
    finally:
        release()


def is_picture(paper: Enclosed) -> bool:
    """Whether Telegram shows it as a photo."""
    return paper.media_type in PICTURES and len(paper.content) <= LARGEST_PHOTO


def _press() -> Press:
    return press_of(current_app._get_current_object())  # type: ignore[attr-defined]


def _proof(ticket_id: int, files: FileStore, now: datetime) -> Enclosed:
    """The chat is the requester's own, so their words are in it."""
    ticket, press = db.session.get_one(Ticket, ticket_id), _press()
    name, content = press.draw_proof(read_ticket(ticket, press.catalogue, now), in_full=True)
    return Enclosed(name, PDF, content)


def _receipt(ticket_id: int, files: FileStore, now: datetime) -> Enclosed:
    ticket, press = db.session.get_one(Ticket, ticket_id), _press()
    name, content = press.draw_file_receipt(read_ticket(ticket, press.catalogue, now))
    return Enclosed(name, PDF, content)


def _visit(ticket_id: int, files: FileStore, now: datetime) -> Enclosed:
    """The code that leads an officer to the counter's page, and anybody else to a log-in."""
    ticket, drawn = db.session.get_one(Ticket, ticket_id), io.BytesIO()
    address = f"{_press().base_url}/petugas/loket/{ticket.number}"
    segno.make(address, error="m", micro=False).save(drawn, kind="png", scale=10, border=4)
    return Enclosed(f"kartu-kunjungan-{ticket.number}.png", "image/png", drawn.getvalue())


def _file(attachment_id: int, files: FileStore, now: datetime) -> Enclosed | None:
    """Asked again whether it may go: it may have been restricted while the message waited."""
    file = db.session.get_one(Attachment, attachment_id)
    message = db.session.get(Message, file.message_id) if file.message_id is not None else None
    if file not in public_files(message):
        return None
    return Enclosed(file.name, file.media_type, files.path(file.ref).read_bytes())


_MAKERS: Mapping[Kind, Callable[[int, FileStore, datetime], Enclosed | None]] = {
    Kind.PROOF: _proof, Kind.RECEIPT: _receipt, Kind.VISIT: _visit, Kind.FILE: _file,
}
