"""What papers print of a ticket, as plain values: its words, its files, who received it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.dossier import fitting
from helpdesk.domain.events import Event, EventType
from helpdesk.models import Attachment, Message, Officer, Ticket


@dataclass(frozen=True)
class PaperFile:
    """A file as a paper names it; `size` in bytes, `at` when it was received."""

    ref: str
    name: str
    media_type: str
    size: int
    sha256: str
    restricted: bool
    at: datetime
    id: int = 0


@dataclass(frozen=True)
class Saying:
    """One message of the requester."""

    at: datetime
    body: str
    files: tuple[PaperFile, ...]


def sayings(ticket: Ticket) -> Sequence[Saying]:
    """The requester's own messages in order; the first is what was reported."""
    query = sa.select(Message).where(
        Message.ticket_id == ticket.id, Message.side == "requester", Message.internal.is_(False)
    )
    return [
        Saying(m.at, m.body, tuple(_file(a) for a in m.attachments))
        for m in db.session.scalars(query.order_by(Message.id))
    ]


def forwardable_files(
    ticket: Ticket, messages: Sequence[Message] | None = None
) -> Sequence[PaperFile]:
    """Files that may go to LKPP or Telkom: no identity documents, nothing of internal notes.

    `messages`: the ticket's, where they have been read already.
    """
    if messages is not None:
        return [_file(a) for a in forwardable_among(messages)]
    query = (
        sa.select(Attachment).join(Message, Attachment.message_id == Message.id)
        .where(
            Attachment.ticket_id == ticket.id, Attachment.restricted.is_(False),
            Message.internal.is_(False), Message.side == "requester",
        )
        .order_by(Attachment.id)
    )
    return [_file(a) for a in db.session.scalars(query)]


def chosen_files(
    ticket: Ticket, events: Sequence[Event], messages: Sequence[Message] | None = None
) -> Sequence[PaperFile]:
    """Those chosen at the last filing, as far as they may still go."""
    filings = (e for e in reversed(events) if e.type is EventType.FORWARDED)
    chosen = next((e.data.get("attachments") or () for e in filings), ())
    if not chosen:
        return []
    return [file for file in forwardable_files(ticket, messages) if file.id in chosen]


def forwardable_among(messages: Sequence[Message]) -> Sequence[Attachment]:
    """The same among a ticket's messages that were read."""
    found = [
        a for m in messages if m.side == "requester" and not m.internal
        for a in m.attachments if not a.restricted
    ]
    return sorted(found, key=lambda a: a.id)


def mailed_files(
    ticket: Ticket, events: Sequence[Event]
) -> tuple[Sequence[PaperFile], Sequence[PaperFile]]:
    """The chosen files: what one mail carries, and what is too large for it."""
    files = chosen_files(ticket, events)
    fits = list(zip(files, fitting([file.size for file in files]), strict=True))
    return [file for file, fit in fits if fit], [file for file, fit in fits if not fit]


def roles_of_actors(actors: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """The roles of the officers who recorded something; papers name the role, not the person."""
    ids = {int(id_): a for a in actors for kind, _, id_ in (a.partition(":"),) if kind == "officer"}
    query = sa.select(Officer.id, Officer.roles).where(Officer.id.in_(ids))
    return {ids[row]: tuple(roles) for row, roles in db.session.execute(query)}


def unit_of_actor(event: Event) -> str | None:
    """The code of the unit whose officer recorded the event."""
    kind, _, id_ = event.actor.partition(":")
    officer = db.session.get(Officer, int(id_)) if kind == "officer" else None
    return officer.unit if officer is not None else None


def _file(a: Attachment) -> PaperFile:
    return PaperFile(
        a.ref, a.name, a.media_type, a.size, a.sha256, a.restricted, a.created_at, a.id
    )
