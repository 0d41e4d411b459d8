"""Open tickets that look like an incident, and running incidents that a ticket looks like."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from helpdesk.db import db
from helpdesk.domain.likeness import BEFORE, Likeness, Matter, likeness
from helpdesk.domain.roles import Actor
from helpdesk.domain.ticket import OPEN, Kind
from helpdesk.models import Incident, Message, Ticket
from helpdesk.queries.inbox import visible
from helpdesk.queries.incidents import course_of

MOST_COMPARED = 200  # the newest; an incident's reports come together
MOST_RUNNING = 5
_KINDS = [Kind.OUTAGE.value, Kind.PROBLEM.value, Kind.INQUIRY.value]
_OPEN = [status.value for status in OPEN]
_GOING = sa.select(Incident.ticket_id).where(Incident.ended_at.is_(None))

# A text as roots with the words they were said in; the door hands in the guide's own reading.
Roots = Callable[[str], Mapping[str, str]]


@dataclass(frozen=True)
class Proposal:
    """A ticket that looks like the incident, and why."""

    ticket: Ticket
    likeness: Likeness


@dataclass(frozen=True)
class Running:
    """A running incident with what is compared of it."""

    ticket: Ticket
    incident: Incident
    matter: Matter


def likely_reports(
    ticket: Ticket, incident: Incident, actor: Actor, roots: Roots
) -> Sequence[Proposal]:
    """Open tickets of the incident's time that look like it, the likeliest first."""
    course = course_of(incident)
    inside = [Ticket.received_at >= course.started_at - BEFORE]
    if course.ended_at is not None:
        inside.append(Ticket.received_at <= course.ended_at)
    query = sa.select(Ticket).where(visible(actor), _free(), Ticket.id != ticket.id, *inside)
    newest = query.order_by(Ticket.received_at.desc(), Ticket.id.desc()).limit(MOST_COMPARED)
    tickets = db.session.scalars(newest).unique().all()
    texts = _first_words([ticket, *tickets])
    own = _matter(ticket, f"{incident.headline}\n{texts.get(ticket.id, '')}", roots)
    found = [
        Proposal(each, like) for each in tickets
        if (like := likeness(own, course, _matter(each, texts.get(each.id, ""), roots)))
    ]
    return sorted(found, key=lambda p: (-p.likeness.points, p.ticket.received_at, p.ticket.id))


def running_incidents(actor: Actor, roots: Roots) -> Sequence[Running]:
    """The newest that nobody has ended; read once for a whole queue."""
    going = db.session.scalars(_GOING).all()
    if not going:
        return []
    query = (
        sa.select(Ticket, Incident).join(Incident, Incident.ticket_id == Ticket.id)
        .where(visible(actor), Incident.ticket_id.in_(going), Ticket.sealed.is_(False),
               Ticket.status.in_(_OPEN))
        .order_by(Incident.started_at.desc()).limit(MOST_RUNNING)
    )
    rows = db.session.execute(query).unique().all()
    texts = _first_words([ticket for ticket, _ in rows])
    return [
        Running(t, i, _matter(t, f"{i.headline}\n{texts.get(t.id, '')}", roots)) for t, i in rows
    ]


def likely_incidents(
    ids: Sequence[int], running: Sequence[Running], roots: Roots
) -> Mapping[int, tuple[Running, Likeness]]:
    """For each ticket the running incident it looks like most; joined ones have none."""
    if not running or not ids:
        return {}
    free = sa.select(Ticket).where(_free(), Ticket.id.in_(ids))
    able = db.session.scalars(free).unique().all()
    texts = _first_words(able)
    found: dict[int, tuple[Running, Likeness]] = {}
    for ticket in able:
        matter = _matter(ticket, texts.get(ticket.id, ""), roots)
        for each in running:
            like = likeness(each.matter, course_of(each.incident), matter)
            if like and (ticket.id not in found or like.points > found[ticket.id][1].points):
                found[ticket.id] = (each, like)
    return found


def _free() -> sa.ColumnElement[bool]:
    """Open, unsealed, of a kind that can be proposed, and no part or head of an incident."""
    child = aliased(Ticket)
    return sa.and_(
        Ticket.status.in_(_OPEN), Ticket.sealed.is_(False), Ticket.parent_id.is_(None),
        Ticket.kind.in_(_KINDS),
        ~sa.exists().where(Incident.ticket_id == Ticket.id),
        ~sa.exists().where(child.parent_id == Ticket.id),
    )


def _first_words(tickets: Sequence[Ticket]) -> Mapping[int, str]:
    """What each ticket's requester first wrote."""
    first = sa.select(sa.func.min(Message.id)).where(
        Message.ticket_id.in_([ticket.id for ticket in tickets]), Message.internal.is_(False),
        Message.side == "requester",
    ).group_by(Message.ticket_id)
    rows = db.session.execute(
        sa.select(Message.ticket_id, Message.body).where(Message.id.in_(first))
    )
    return {row.ticket_id: row.body for row in rows}


def _matter(ticket: Ticket, text: str, roots: Roots) -> Matter:
    words = roots(f"{ticket.subject}\n{text}")
    return Matter(Kind(ticket.kind), ticket.service, ticket.topic, ticket.received_at, words)
