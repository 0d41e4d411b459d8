"""Whether the event log is whole: every ticket's events against their chain of hashes."""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.chain import event_hash
from helpdesk.models import Ticket, TicketEvent


@dataclass(frozen=True)
class Break:
    """The first event of a ticket that does not fit the one before it."""

    number: str
    seq: int
    why: str


@dataclass(frozen=True)
class Verdict:
    """What was looked at, and every break found; at most one a ticket."""

    tickets: int
    events: int
    breaks: tuple[Break, ...]


def verify_chains() -> Verdict:
    """Read every event once, ticket by ticket."""
    events, breaks = 0, []
    tickets = db.session.execute(sa.select(Ticket.id, Ticket.number).order_by(Ticket.id)).all()
    for ticket_id, number in tickets:
        query = sa.select(TicketEvent).filter_by(ticket_id=ticket_id).order_by(TicketEvent.seq)
        rows = list(db.session.scalars(query))
        events += len(rows)
        breaks.extend(list(_breaks(number, ticket_id, rows))[:1])
        db.session.expunge_all()
    return Verdict(len(tickets), events, tuple(breaks))


def _breaks(number: str, ticket_id: int, rows: list[TicketEvent]) -> Iterator[Break]:
    if not rows:
        yield Break(number, 0, "tidak ada peristiwa")
    previous = ""
    for place, row in enumerate(rows, start=1):
        if row.seq != place:
            yield Break(number, place, "peristiwa hilang")
        elif row.previous_hash != previous:
            yield Break(number, place, "sambungan ke peristiwa sebelumnya tidak cocok")
        elif row.hash != event_hash(
            previous, ticket_id, row.seq, row.type, row.at, row.occurred_at, row.actor,
            row.visibility, row.data,
        ):
            yield Break(number, place, "isi peristiwa berubah")
        previous = row.hash
