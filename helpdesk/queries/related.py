"""What stands around a ticket: its files, the requester's other tickets, its incident, officers."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.explained import Day
from helpdesk.domain.privacy import may_know_requester, may_open_restricted
from helpdesk.domain.roles import Action, Actor, authorize, may_view
from helpdesk.domain.ticket import IdentityMode, Kind
from helpdesk.errors import NotAllowed, NotFound
from helpdesk.models import Attachment, Complaint, Contact, Officer, Ticket, TicketClock
from helpdesk.queries.inbox import visible
from helpdesk.queries.naming import named

MOST_OTHERS = 8


def other_tickets(ticket: Ticket, actor: Actor) -> Sequence[Ticket]:
    """Newest first: tickets of the same contact or chat that the actor may see.

    Where the requester is hidden or nobody, the neighbours would name them; nor do such tickets
    stand beside the known ones.
    """
    same = same_contact(ticket, actor)
    if same is None:
        return ()
    query = sa.select(Ticket).where(same, Ticket.id != ticket.id)
    found = db.session.scalars(query.order_by(Ticket.id.desc()).limit(MOST_OTHERS))
    return found.unique().all()


def same_contact(ticket: Ticket, actor: Actor) -> sa.ColumnElement[bool] | None:
    """Tickets of the same contact or chat that the actor may see; None where nobody may look."""
    mode = IdentityMode(ticket.identity)
    if mode is IdentityMode.NONE or not may_know_requester(actor, mode, ticket.assignee_id):
        return None
    addresses = [(c.channel, c.address) for c in ticket.requester.contacts]
    same = [Ticket.requester_id == ticket.requester_id]
    if addresses:
        known = sa.tuple_(Contact.channel, Contact.address).in_(addresses)
        same.append(Ticket.requester_id.in_(sa.select(Contact.requester_id).where(known)))
    if ticket.conversation_id is not None:
        same.append(Ticket.conversation_id == ticket.conversation_id)
    return sa.and_(visible(actor), named(actor), sa.or_(*same))


def incident_of(ticket: Ticket, actor: Actor) -> tuple[Ticket | None, Sequence[Ticket]]:
    """The outage this ticket belongs to, and the reports joined to it, as far as to be seen."""
    parent = None
    if ticket.parent_id is not None:
        query = sa.select(Ticket).where(visible(actor), Ticket.id == ticket.parent_id)
        parent = db.session.scalars(query).unique().one_or_none()
    joined = sa.select(Ticket).where(visible(actor), Ticket.parent_id == ticket.id)
    return parent, db.session.scalars(joined.order_by(Ticket.id)).unique().all()


def open_outages(ticket: Ticket | None, actor: Actor) -> Sequence[Ticket]:
    """Incidents the ticket could be joined to; None: any ticket."""
    query = sa.select(Ticket).where(
        visible(actor), Ticket.kind == Kind.OUTAGE.value, Ticket.queue_at.is_not(None),
        # Written so that no index of children is read: nearly every ticket has no parent.
        sa.func.coalesce(Ticket.parent_id, 0) == 0,
        Ticket.id != (ticket.id if ticket else 0), Ticket.sealed.is_(False),
    )
    return db.session.scalars(query.order_by(Ticket.id.desc()).limit(20)).unique().all()


@dataclass(frozen=True)
class Due:
    """Which clock a ticket's next deadline belongs to, its limit, basis and days."""

    kind: str
    limit_days: int | None
    limit_minutes: int | None
    basis: str
    days: Sequence[Day]

    @property
    def in_minutes(self) -> bool:
        """Whether it counts minutes."""
        return self.limit_minutes is not None


def next_clocks(tickets: Sequence[Ticket]) -> Mapping[int, Due]:
    """The clock behind `next_due_at` of each ticket."""
    due = {ticket.id: ticket.next_due_at for ticket in tickets if ticket.next_due_at is not None}
    if not due:
        return {}
    # Compared here: asked for the same instant, a database looks through every clock due then.
    query = sa.select(
        TicketClock.ticket_id, TicketClock.kind, TicketClock.limit_days,
        TicketClock.limit_minutes, TicketClock.basis, TicketClock.due_at,
        sa.cast(TicketClock.days, sa.Text).label("days"),  # read for the one that is meant
    ).where(
        TicketClock.ticket_id.in_(list(due)), TicketClock.stopped_at.is_(None),
        TicketClock.ended_at.is_(None),
    )
    return {
        row.ticket_id: Due(
            row.kind, row.limit_days, row.limit_minutes, row.basis,
            [Day(date.fromisoformat(day), counted, why)
             for day, counted, why in json.loads(row.days)],
        )
        for row in db.session.execute(query) if row.due_at == due[row.ticket_id]
    }


def number_of(ticket_id: int | None) -> str:
    """The number of a ticket that another goes on from; "" for none."""
    if ticket_id is None:
        return ""
    return db.session.scalar(sa.select(Ticket.number).filter_by(id=ticket_id)) or ""


def officer_names() -> Mapping[int, str]:
    """Every officer's name by id, those who left included: the record still names them."""
    rows = db.session.execute(sa.select(Officer.id, Officer.name))
    return {row.id: row.name for row in rows}


def all_officers() -> Sequence[Officer]:
    """Every officer, active ones first, by name."""
    query = sa.select(Officer).order_by(Officer.active.desc(), Officer.name, Officer.id)
    return db.session.scalars(query).all()


def assignable(ticket: Ticket, officers: Sequence[Officer]) -> Sequence[Officer]:
    """Of `officers` the active ones who may handle the ticket, those of its unit first."""
    found = [o for o in officers if o.active and may_view(o.actor, ticket.access)]
    return sorted(found, key=lambda officer: officer.unit != ticket.unit)


def uploads_of(refs: Sequence[str], owner: str) -> Sequence[Attachment]:
    """Uploads that wait for a message of their owner."""
    query = sa.select(Attachment).where(
        Attachment.ref.in_(list(refs)), Attachment.owner == owner, Attachment.ticket_id.is_(None)
    )
    return db.session.scalars(query.order_by(Attachment.id)).all() if refs else ()


def files_of(ticket: Ticket) -> Sequence[Attachment]:
    """Every file of the ticket, oldest first."""
    query = sa.select(Attachment).filter_by(ticket_id=ticket.id).order_by(Attachment.id)
    return db.session.scalars(query).all()


def attachment_for(ref: str, actor: Actor) -> Attachment:
    """A file an officer may open: with its ticket's permission, identity documents with more.

    Raises `NotFound` for an upload no ticket has, and for one of a ticket not to be known of.
    """
    row = db.session.execute(
        sa.select(Attachment, Ticket).join(Ticket, Ticket.id == Attachment.ticket_id)
        .where(Attachment.ref == ref)
    ).unique().one_or_none()
    if row is None:
        raise NotFound("Berkas tidak ditemukan.")
    attachment, ticket = row
    authorize(actor, Action.VIEW_TICKET, ticket.access)
    if attachment.restricted and not may_open_restricted(actor, ticket.assignee_id):
        raise NotAllowed("Dokumen identitas ini hanya untuk verifikator dan atasan.")
    return attachment


def complaint_of(ticket: Ticket) -> Complaint | None:
    """The legal contents of a complaint, if it is one."""
    return db.session.get(Complaint, ticket.id)
