"""One ticket read whole: its row, events, standing and clocks at an instant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, lazyload
from sqlalchemy.orm.attributes import set_committed_value

from helpdesk.db import db
from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.events import Event, EventType, Visibility
from helpdesk.domain.link import token_hash
from helpdesk.domain.projection import Standing, stand
from helpdesk.domain.roles import Action, Actor, authorize
from helpdesk.domain.shares import Holding, holdings
from helpdesk.domain.sla import Clock, ClockState, clocks_of
from helpdesk.errors import NotFound
from helpdesk.models import Attachment, Message, Requester, Ticket, TicketEvent

# Made once: making a question costs several times what answering it does.
_EVENTS = (
    sa.select(
        TicketEvent.seq, TicketEvent.type, TicketEvent.at, TicketEvent.occurred_at,
        TicketEvent.actor, TicketEvent.visibility, TicketEvent.data, TicketEvent.key,
    ).where(TicketEvent.ticket_id == sa.bindparam("ticket")).order_by(TicketEvent.seq)
)
_WHOLE = (
    sa.select(Ticket).options(joinedload(Ticket.requester).joinedload(Requester.contacts))
    .where(Ticket.number == sa.bindparam("number"))
)
_SAID = (
    sa.select(Message).options(lazyload(Message.attachments))
    .where(Message.ticket_id == sa.bindparam("ticket")).order_by(Message.at, Message.id)
)
_FILES = (
    sa.select(Attachment).join(Message, Message.id == Attachment.message_id)
    .where(Message.ticket_id == sa.bindparam("ticket")).order_by(Attachment.id)
)


@dataclass(frozen=True)
class Reading:
    """Everything that pages and messages derive from; promises that others `replaced` apart."""

    ticket: Ticket
    events: Sequence[Event]
    standing: Standing
    clocks: Sequence[Clock]
    holdings: Sequence[Holding]
    now: datetime
    replaced: Sequence[Clock] = ()

    @cached_property
    def messages(self) -> Sequence[Message]:
        """The conversation, internal notes among it, with its files; read once for a page."""
        return messages_of(self.ticket, internal=True)


def read_ticket(ticket: Ticket, catalogue: Catalogue, now: datetime) -> Reading:
    """The ticket as it stands at `now`."""
    rows = db.session.execute(_EVENTS, {"ticket": ticket.id})
    events = [
        Event(seq, EventType(type_), at, occurred_at, actor, Visibility(seen), data, key)
        for seq, type_, at, occurred_at, actor, seen, data, key in rows
    ]
    return _read(ticket, events, catalogue, now)


def read_tickets(
    tickets: Sequence[Ticket], catalogue: Catalogue, now: datetime
) -> Sequence[Reading]:
    """A page of tickets with one query for all their events."""
    events: dict[int, list[Event]] = {ticket.id: [] for ticket in tickets}
    rows = db.session.scalars(
        sa.select(TicketEvent).where(TicketEvent.ticket_id.in_(list(events)))
        .order_by(TicketEvent.ticket_id, TicketEvent.seq)
    )
    for row in rows:
        events[row.ticket_id].append(row.as_event())
    return [_read(ticket, events[ticket.id], catalogue, now) for ticket in tickets]


def _read(
    ticket: Ticket, events: Sequence[Event], catalogue: Catalogue, now: datetime
) -> Reading:
    measured = clocks_of(events, catalogue.calendars, now)
    clocks = [clock for clock in measured if clock.state is not ClockState.SUPERSEDED]
    replaced = [clock for clock in measured if clock.state is ClockState.SUPERSEDED]
    return Reading(ticket, events, stand(events), clocks, holdings(events), now, replaced)


def ticket_of_link(token: str) -> Ticket:
    """The ticket of a public status link. Raises one `NotFound` for every wrong token."""
    query = sa.select(Ticket).where(Ticket.link_hash == token_hash(token))
    ticket = db.session.scalars(query).unique().one_or_none()
    if ticket is None:
        raise NotFound("Tiket tidak ditemukan.")
    return ticket


def ticket_seen_by(number: str, actor: Actor) -> Ticket:
    """The ticket with its requester's contacts, if the officer may see it.

    Raises `NotFound` or `NotAllowed`.
    """
    ticket = None
    if number.isprintable():  # a database may refuse even to look for other characters
        ticket = db.session.scalars(_WHOLE, {"number": number}).unique().one_or_none()
    if ticket is None:
        raise NotFound("Tiket tidak ditemukan.")
    authorize(actor, Action.VIEW_TICKET, ticket.access)
    return ticket


def messages_of(ticket: Ticket, *, internal: bool) -> Sequence[Message]:
    """The conversation in order; without `internal`, what the requester may read."""
    query = _SAID if internal else _SAID.where(Message.internal.is_(False))
    messages = db.session.scalars(query, {"ticket": ticket.id}).all()
    files: dict[int | None, list[Attachment]] = {}
    for file in db.session.scalars(_FILES, {"ticket": ticket.id}) if messages else ():
        files.setdefault(file.message_id, []).append(file)
    for message in messages:
        # Asked for by the ticket: the mapper's own way asks by each message, at twice the cost.
        set_committed_value(message, "attachments", files.get(message.id, []))
    return messages
