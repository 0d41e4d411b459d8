"""What belongs to a ticket: its next clocks, files, complaint, who may handle it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.explained import Day
from helpdesk.domain.privacy import may_open_restricted
from helpdesk.domain.roles import Action, Actor, authorize, may_be_given
from helpdesk.errors import NotAllowed, NotFound
from helpdesk.models import Attachment, Complaint, Officer, Ticket, TicketClock


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


_RUNNING = sa.select(
    TicketClock.ticket_id, TicketClock.kind, TicketClock.limit_days, TicketClock.limit_minutes,
    TicketClock.basis, TicketClock.due_at,
    sa.cast(TicketClock.days, sa.Text).label("days"),  # read for the one that is meant
).where(
    TicketClock.ticket_id.in_(sa.bindparam("tickets", expanding=True)),
    TicketClock.stopped_at.is_(None), TicketClock.ended_at.is_(None),
)
_OFFICERS = sa.select(Officer).order_by(Officer.active.desc(), Officer.name, Officer.id)


def next_clocks(tickets: Sequence[Ticket]) -> Mapping[int, Due]:
    """The clock behind `next_due_at` of each ticket."""
    due = {ticket.id: ticket.next_due_at for ticket in tickets if ticket.next_due_at is not None}
    if not due:
        return {}
    rows = db.session.execute(_RUNNING, {"tickets": list(due)})
    return {
        row.ticket_id: Due(
            row.kind, row.limit_days, row.limit_minutes, row.basis,
            [Day(date.fromisoformat(day), counted, why)
             for day, counted, why in json.loads(row.days)],
        )
        # Compared here: asked for the same instant, a database looks through all clocks due then.
        for row in rows if row.due_at == due[row.ticket_id]
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
    return db.session.scalars(_OFFICERS).all()


def assignable(ticket: Ticket, officers: Sequence[Officer]) -> Sequence[Officer]:
    """Of `officers` the active ones who may handle the ticket, those of its unit first."""
    found = [o for o in officers if o.active and may_be_given(o.actor, ticket.access)]
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
