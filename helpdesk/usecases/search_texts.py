"""What the tickets say, gathered for search: for everyone who sees them, and who asks apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.ticket import IdentityMode
from helpdesk.models import Attachment, Contact, Message, Requester, Ticket
from helpdesk.terms import phone_terms, terms


class Found(NamedTuple):
    """Terms anyone who sees the ticket finds it by, and those that tell who asks."""

    said: frozenset[str]
    who: frozenset[str]


@dataclass
class _Parts:
    said: list[str] = field(default_factory=list)
    who: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)

    def terms(self) -> Found:
        who = terms("\n".join(self.who)).union(*map(phone_terms, self.phones))
        return Found(terms("\n".join(self.said)), who)


def texts_of(ids: Sequence[int]) -> dict[int, Found]:
    """By ticket. Notes between officers and requesters without identity are found by nothing."""
    parts: dict[int, _Parts] = {}
    people: dict[int, list[_Parts]] = {}
    for row in db.session.execute(sa.select(
        Ticket.id, Ticket.number, Ticket.subject, Ticket.external_number, Ticket.package_code,
        Ticket.lapor_id, Ticket.identity, Requester.name, Requester.company,
        Requester.id.label("requester"),
    ).join(Requester).where(Ticket.id.in_(ids))):
        own = parts[row.id] = _Parts([part for part in row[1:6] if part])
        if row.identity != IdentityMode.NONE.value:
            own.who += [part for part in (row.name, row.company) if part]
            people.setdefault(row.requester, []).append(own)
    for ticket_id, body in _messages(ids):
        parts[ticket_id].said.append(body)
    for ticket_id, name, restricted in _files(ids):
        (parts[ticket_id].who if restricted else parts[ticket_id].said).append(name)
    for requester_id, channel, address in _contacts(list(people)):
        for own in people[requester_id]:
            (own.phones if channel == "phone" else own.who).append(address)
    return {id_: own.terms() for id_, own in parts.items()}


def _messages(ids: Sequence[int]) -> Iterator[tuple[int, str]]:
    query = sa.select(Message.ticket_id, Message.body).where(
        Message.ticket_id.in_(ids), Message.internal.is_(False)
    )
    return ((ticket_id, body) for ticket_id, body in db.session.execute(query))


def _files(ids: Sequence[int]) -> Iterator[tuple[int, str, bool]]:
    query = sa.select(Attachment.ticket_id, Attachment.name, Attachment.restricted)
    for ticket_id, name, restricted in db.session.execute(
        query.where(Attachment.ticket_id.in_(ids))
    ):
        if ticket_id is not None:
            yield ticket_id, name, restricted


def _contacts(people: Sequence[int]) -> Iterator[tuple[int, str, str]]:
    query = sa.select(Contact.requester_id, Contact.channel, Contact.address).where(
        Contact.requester_id.in_(people), Contact.channel.in_(("email", "phone"))
    )
    return ((id_, channel, address) for id_, channel, address in db.session.execute(query))
