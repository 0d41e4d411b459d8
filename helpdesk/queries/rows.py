"""What the lines of a queue say of their tickets: read only for those whose line must be drawn."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, load_only

from helpdesk.db import db
from helpdesk.domain.excerpt import Piece, marked
from helpdesk.models import Attachment, Message, Officer, Requester, Ticket
from helpdesk.queries.excerpts import fitting, found_in
from helpdesk.queries.listing import Listing

_PREVIEW = 400  # characters of the newest message; 140 are shown once blanks are gone

# What a list says of a ticket; reading more of it there is a mistake, and raises.
LISTED = (
    load_only(
        Ticket.number, Ticket.version, Ticket.channel, Ticket.category, Ticket.subject,
        Ticket.topic, Ticket.package_code, Ticket.tender_deadline, Ticket.kind, Ticket.status,
        Ticket.service, Ticket.unit, Ticket.assignee_id, Ticket.identity, Ticket.urgency,
        Ticket.received_at, Ticket.relay_state, Ticket.waiting_since, Ticket.wait_reason,
        Ticket.sealed, Ticket.restricted, Ticket.parent_id, Ticket.next_due_at, Ticket.tags,
        Ticket.snoozed_until, Ticket.snooze_reason, raiseload=True,
    ),
    joinedload(Ticket.requester).load_only(Requester.name, Requester.company, raiseload=True),
    joinedload(Ticket.assignee).load_only(Officer.name, raiseload=True),
)
# Read no further than is shown: people paste whole letters.
_said = (
    sa.select(sa.func.substr(Message.body, 1, _PREVIEW))
    .where(Message.ticket_id == Ticket.id, Message.internal.is_(False))
    .order_by(Message.id.desc()).limit(1).scalar_subquery()
)
_files = (
    sa.select(sa.func.count()).where(Attachment.ticket_id == Ticket.id).scalar_subquery()
)
_ROWS = sa.select(Ticket, _said, _files).options(*LISTED).where(
    Ticket.id.in_(sa.bindparam("tickets", expanding=True))
)


@dataclass(frozen=True)
class Row:
    """One line of the queue: the ticket, a line of its newest message, how many files it has."""

    ticket: Ticket
    preview: str
    files: int


@dataclass(frozen=True)
class Marks:
    """What a search found in one ticket, marked in its subject and in a piece of its words."""

    subject: tuple[Piece, ...]
    found: tuple[Piece, ...] = ()


def rows_of(ids: Iterable[int]) -> Mapping[int, Row]:
    """The lines of some tickets by id; the caller knows that the officer may see them."""
    wanted = list(ids)
    if not wanted:
        return {}
    found = db.session.execute(_ROWS, {"tickets": wanted}).unique()
    return {
        ticket.id: Row(ticket, " ".join((said or "").split())[:140], files)
        for ticket, said, files in found
    }


def tickets_on(found: Listing) -> Sequence[Ticket]:
    """The tickets of a page in its order."""
    rows = rows_of(place.id for place in found.places)
    return [rows[place.id].ticket for place in found.places]


def marks_of(found: Listing) -> Mapping[int, Marks]:
    """By ticket what the listing's search found there; empty if nothing was looked for."""
    if found.search is None:
        return {}
    fits = fitting(found.search.words)
    pieces = found_in([place.id for place in found.places], found.search, fits)
    return {
        place.id: Marks(marked(place.subject, fits), pieces.get(place.id, ()))
        for place in found.places
    }
