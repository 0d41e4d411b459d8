"""What an officer looks at and takes from their chat; rights are asked at every press."""

from collections.abc import Sequence

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.dialogue import desk_words as words
from helpdesk.domain.number import parse_number
from helpdesk.domain.roles import Action, authorize
from helpdesk.errors import NotFound
from helpdesk.models import Message, Ticket
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.desk_turn import Desk, Said, button
from helpdesk.usecases.incident_reports import join_incident
from helpdesk.usecases.loading import ticket_for

TASKS, TICKET = "desk_tasks", "desk_ticket"  # worded in delivery/desk.py


def tasks(desk: Desk, argument: str = "") -> Sequence[Said]:
    """The officer's /tugas."""
    authorize(desk.actor, Action.VIEW_QUEUE)
    return [Said(template=TASKS)]


def show(desk: Desk, number: str) -> Sequence[Said]:
    """One ticket with the newest words said on it."""
    ticket = ticket_for(known(number), desk.actor, Action.VIEW_TICKET, ended=True)
    newest = sa.select(sa.func.max(Message.id)).filter_by(ticket_id=ticket.id, internal=False)
    return [Said(template=TICKET, ticket_id=ticket.id, message_id=db.session.scalar(newest))]


def take(desk: Desk, number: str) -> Sequence[Said]:
    """Assign it to oneself, unless a colleague has it: that is asked about."""
    ticket = _takeable(desk, number)
    holder = ticket.assignee
    if holder is not None and holder.id != desk.actor.id:
        asked = words.HELD.format(number=ticket.number, name=holder.name)
        over = button(words.TAKE_OVER, "grab", ticket.number)
        return [Said(asked, ((over, button(words.SHOW, "show", ticket.number)),), ticket.id)]
    return take_over(desk, number)


def take_over(desk: Desk, number: str) -> Sequence[Said]:
    """Assign it to oneself, whoever has it."""
    ticket = _takeable(desk, number)
    mine = ticket.assignee_id == desk.actor.id
    if not mine:
        assign_ticket(
            desk.book, ticket.number, officer_id=desk.actor.id, actor=desk.actor, now=desk.now
        )
    told = (words.MINE_BEFORE if mine else words.TAKEN).format(number=ticket.number)
    return [Said(told, ((button(words.SHOW, "show", ticket.number),),), ticket.id)]


def join(desk: Desk, numbers: str) -> Sequence[Said]:
    """Make it a report of the running incident it looks like, as the notice proposed."""
    number, _, outage = numbers.partition(":")
    ticket = ticket_for(known(number), desk.actor, Action.MERGE)
    if ticket.parent_id is not None:
        return [Said(words.JOINED_BEFORE.format(number=ticket.number), (), ticket.id)]
    join_incident(desk.book, ticket.number, known(outage), actor=desk.actor, now=desk.now)
    told = words.JOINED.format(number=ticket.number, outage=known(outage))
    return [Said(told, ((button(words.SHOW, "show", known(outage)),),), ticket.id)]


def _takeable(desk: Desk, number: str) -> Ticket:
    ticket = ticket_for(known(number), desk.actor, Action.ASSIGN)
    refuse_sealed(ticket)
    return ticket


def refuse_sealed(ticket: Ticket) -> None:
    """Nothing of a sealed complaint passes through a chat. Raises `NotFound` with the way to it."""
    if ticket.sealed:
        raise NotFound(words.SEALED.format(number=ticket.number))


def known(number: str) -> str:
    """A number as it is stored; what is none is as unknown as any."""
    return parse_number(number) or ""
