"""What narrows a view of the queue; each part may be left open."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from helpdesk.domain.calendar import WorkingCalendar
from helpdesk.domain.roles import Actor
from helpdesk.domain.ticket import Authority, Category, Channel, Kind, Status
from helpdesk.models import Attachment, Tag, Ticket, TicketField, TicketTag

MINE, NOBODY = "saya", "tanpa"


@dataclass(frozen=True)
class Filters:
    """`officer` is `MINE`, `NOBODY` or an officer's id; days are the bureau's, both included.

    A unit or service of `NOBODY` is one that is not set yet, a tag of it is none at all.
    """

    unit: str | None = None
    service: str | None = None
    status: Status | None = None
    kind: Kind | None = None
    authority: Authority | None = None
    channel: Channel | None = None
    category: Category | None = None
    officer: str | None = None
    tag: str | None = None  # its code
    column: str | None = None  # words in a column of the service
    since: date | None = None
    until: date | None = None
    waiting: bool = False  # a requester waits for us
    files: bool = False


EVERYTHING = Filters()


def conditions(
    wanted: Filters, actor: Actor, calendar: WorkingCalendar
) -> list[sa.ColumnElement[bool]]:
    """The same as conditions on `Ticket`."""
    equal = {
        Ticket.unit: wanted.unit, Ticket.service: wanted.service, Ticket.status: wanted.status,
        Ticket.kind: wanted.kind, Ticket.authority: wanted.authority,
        Ticket.channel: wanted.channel, Ticket.category: wanted.category,
    }
    found: list[sa.ColumnElement[bool]] = [
        column.is_(None) if value == NOBODY else column == str(value)
        for column, value in equal.items() if value is not None
    ]
    if wanted.officer is not None:
        found.append(_of(wanted.officer, actor))
    if wanted.tag is not None:
        found.append(_bearing(wanted.tag))
    if wanted.column is not None:
        holding = TicketField.value.icontains(wanted.column, autoescape=True)
        found.append(Ticket.id.in_(sa.select(TicketField.ticket_id).where(holding)))
    if wanted.since is not None:
        found.append(Ticket.received_at >= _midnight(wanted.since, calendar))
    if wanted.until is not None:
        found.append(Ticket.received_at < _midnight(wanted.until, calendar) + timedelta(days=1))
    if wanted.waiting:
        found.append(Ticket.waiting_since.is_not(None))
    if wanted.files:
        found.append(sa.exists().where(Attachment.ticket_id == Ticket.id))
    return found


def _midnight(day: date, calendar: WorkingCalendar) -> datetime:
    return datetime.combine(day, time(), calendar.tz)


def _bearing(tag: str) -> sa.ColumnElement[bool]:
    if tag == NOBODY:
        return Ticket.tags.is_(None)
    bearing = sa.select(TicketTag.ticket_id).join(Tag, Tag.id == TicketTag.tag_id)
    return Ticket.id.in_(bearing.where(Tag.code == tag))


def _of(officer: str, actor: Actor) -> sa.ColumnElement[bool]:
    if officer == NOBODY:
        return Ticket.assignee_id.is_(None)
    return Ticket.assignee_id == (actor.id if officer == MINE else int(officer))
