"""Tickets, open and solved, that speak of the same matter; and how the solved ones were solved.

Compared with a bounded number of recent tickets, read by the order of an index, so that it costs
the same at a thousand tickets and at a hundred thousand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.resemblance import Resemblance, Text, resembling
from helpdesk.domain.roles import Actor
from helpdesk.domain.ticket import Status
from helpdesk.models import Message, Ticket
from helpdesk.queries.inbox import visible
from helpdesk.queries.likely import Roots
from helpdesk.queries.solved import SOLVED, gist

MOST_SHOWN = 5
OF_SERVICE, NEWEST = 150, 100  # compared: the newest of the same service, and of all
_READ = 600  # characters of the first message; what it is about stands there


@dataclass(frozen=True)
class Similar:
    """A ticket on the same matter, why it is thought so, and its answer in one line."""

    number: str
    subject: str
    status: Status
    likeness: Resemblance
    solution: str = ""


def similar_tickets(ticket: Ticket, actor: Actor, roots: Roots) -> Sequence[Similar]:
    """The most similar tickets the actor may see; sealed ones are compared with nothing.

    A sealed complaint has none and is none: not even an officer let into it should leave its words
    beside another matter.
    """
    if ticket.sealed:
        return ()
    rows = {row.id: row for row in _candidates(ticket, actor)}
    said = _first_words([ticket.id, *rows])
    own = Text(ticket.id, ticket.service, ticket.topic,
               roots(f"{ticket.subject}\n{said.get(ticket.id, '')}"))
    others = [
        Text(id_, row.service, row.topic, roots(f"{row.subject}\n{said.get(id_, '')}"))
        for id_, row in rows.items()
    ]
    found = resembling(own, others, MOST_SHOWN)
    answers = _last_answers([f.id for f in found if Status(rows[f.id].status) in SOLVED])
    return [
        Similar(rows[f.id].number, rows[f.id].subject, Status(rows[f.id].status), f,
                gist(answers.get(f.id, "")))
        for f in found
    ]


def _candidates(ticket: Ticket, actor: Actor) -> Sequence[Any]:
    query = sa.select(
        Ticket.id, Ticket.number, Ticket.subject, Ticket.status, Ticket.service, Ticket.topic
    ).where(visible(actor), Ticket.sealed.is_(False), Ticket.id != ticket.id)
    newest = query.order_by(Ticket.id.desc())
    found = list(db.session.execute(newest.limit(NEWEST)))
    if ticket.service is not None:
        of_service = newest.where(Ticket.service == ticket.service)
        found += db.session.execute(of_service.limit(OF_SERVICE))
    return found


def _first_words(ids: Sequence[int]) -> Mapping[int, str]:
    """What each requester wrote first, as far as it is compared."""
    return _said(sa.func.min(Message.id), ids, "requester", _READ)


def _last_answers(ids: Sequence[int]) -> Mapping[int, str]:
    return _said(sa.func.max(Message.id), ids, "officer", _READ)


def _said(which: sa.Function[int], ids: Sequence[int], side: str, read: int) -> Mapping[int, str]:
    if not ids:
        return {}
    chosen = sa.select(which).where(
        Message.ticket_id.in_(ids), Message.internal.is_(False), Message.side == side
    ).group_by(Message.ticket_id)
    body = sa.func.substr(Message.body, 1, read).label("body")
    rows = db.session.execute(sa.select(Message.ticket_id, body).where(Message.id.in_(chosen)))
    return {row.ticket_id: row.body for row in rows}
