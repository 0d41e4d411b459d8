"""Incidents as others are told of them: the public's banner, a report's requester, the Pokja."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from helpdesk.db import db
from helpdesk.domain.incident import SHOWN_AFTER_END, Cause, Course
from helpdesk.domain.roles import Actor
from helpdesk.domain.ticket import OPEN, Kind, RelayState
from helpdesk.models import Incident, Ticket
from helpdesk.queries.inbox import visible

MOST_LISTED = 100
MOST = 3  # on the public pages; more would bury the page itself
_OPEN = [status.value for status in OPEN]
_SHOWN = sa.select(Incident.ticket_id).where(
    Incident.published.is_(True), Incident.started_at <= sa.bindparam("now"),
    sa.or_(Incident.ended_at.is_(None), Incident.ended_at > sa.bindparam("lately")),
)
_AT_PROVIDER = (RelayState.FILED.value, RelayState.ACCEPTED.value)


@dataclass(frozen=True)
class Notice:
    """What may be said of an incident to anybody; `headline` is "" while it is not published.

    `provider`: lkpp or telkom where the matter has been filed, since `filed_at`.
    """

    headline: str
    started_at: datetime
    ended_at: datetime | None
    provider: str | None = None
    filed_at: datetime | None = None


def published_incidents(now: datetime) -> Sequence[Notice]:
    """Those to be shown on public pages: running, or over since less than a day; newest first."""
    shown = db.session.scalars(_SHOWN, {"now": now, "lately": now - SHOWN_AFTER_END}).all()
    if not shown:  # as on most days: every public page asks, and none waits for more
        return []
    query = sa.select(Incident, Ticket).join(Ticket, Ticket.id == Incident.ticket_id).where(
        Incident.ticket_id.in_(shown), Ticket.sealed.is_(False)
    ).order_by(Incident.ended_at.is_not(None), Incident.started_at.desc()).limit(MOST)
    return [notice_of(incident, ticket) for incident, ticket in db.session.execute(query).unique()]


def incident_of_report(ticket: Ticket) -> Notice | None:
    """What the requester of a joined report reads of the incident; None for other tickets.

    A parent that nobody declared an incident is told of by its own time of receipt; a ticket that
    was merged with another one is no report of an outage.
    """
    if ticket.parent_id is None:
        return None
    query = (
        sa.select(Ticket, Incident).outerjoin(Incident, Incident.ticket_id == Ticket.id)
        .where(
            Ticket.id == ticket.parent_id, Ticket.sealed.is_(False),
            Ticket.kind == Kind.OUTAGE.value,
        )
    )
    found = db.session.execute(query).unique().one_or_none()
    if found is None:
        return None
    parent, incident = found
    if incident is not None:
        return notice_of(incident, parent)
    return Notice("", parent.received_at, parent.resolved_at or parent.ended_at, *_filed(parent))


def notice_of(incident: Incident, ticket: Ticket) -> Notice:
    """What may be said of it."""
    headline = incident.headline if incident.published else ""
    return Notice(headline, incident.started_at, incident.ended_at, *_filed(ticket))


def _filed(ticket: Ticket) -> tuple[str | None, datetime | None]:
    there = ticket.relay_state in _AT_PROVIDER and ticket.status in _OPEN
    return (ticket.provider, ticket.relay_at) if there else (None, None)


def incident_row(ticket: Ticket) -> Incident | None:
    """What the ticket was declared to be."""
    return db.session.get(Incident, ticket.id)


def known_incidents(actor: Actor) -> Sequence[tuple[Ticket, Incident, int]]:
    """Every incident the actor may see with its number of reports: running first, then newest."""
    child = aliased(Ticket)
    joined = sa.select(sa.func.count(child.id)).where(
        child.parent_id == Ticket.id, child.sealed.is_(False)
    )
    query = (
        sa.select(Ticket, Incident, joined.scalar_subquery())
        .join(Incident, Incident.ticket_id == Ticket.id)
        .where(visible(actor), Ticket.sealed.is_(False))
        .order_by(Incident.ended_at.is_not(None), Incident.started_at.desc(), Ticket.id.desc())
        .limit(MOST_LISTED)
    )
    return [(t, i, 1 + count) for t, i, count in db.session.execute(query).unique()]


def course_of(incident: Incident) -> Course:
    """Cause and time, as the rules want them."""
    return Course(Cause(incident.cause), incident.started_at, incident.ended_at)


@dataclass(frozen=True)
class Reports:
    """How many reports came, when, by which channel; nothing of who sent them."""

    count: int
    first_at: datetime
    last_at: datetime
    by_channel: Mapping[str, int]


def reports_of(ticket: Ticket) -> Reports:
    """The incident's own ticket and what was joined to it; sealed ones are counted nowhere."""
    query = sa.select(Ticket.received_at, Ticket.channel).where(
        sa.or_(Ticket.id == ticket.id, Ticket.parent_id == ticket.id), Ticket.sealed.is_(False)
    )
    rows = db.session.execute(query.order_by(Ticket.received_at, Ticket.id)).all()
    channels: dict[str, int] = {}
    for row in rows:
        channels[row.channel] = channels.get(row.channel, 0) + 1
    ordered = dict(sorted(channels.items(), key=lambda pair: (-pair[1], pair[0])))
    return Reports(len(rows), rows[0].received_at, rows[-1].received_at, ordered)


@dataclass(frozen=True)
class Statement:
    """What a Keterangan Gangguan states."""

    number: str
    headline: str
    course: Course
    evidence: str
    reports: Reports


def statement_of(ticket: Ticket, incident: Incident) -> Statement:
    """The incident as it stands now, as plain values for paper."""
    return Statement(
        ticket.number, incident.headline, course_of(incident), incident.evidence or "",
        reports_of(ticket),
    )
