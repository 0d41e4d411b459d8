"""The officers' queue: which tickets an officer may see, in which view, in which order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.calendar import WorkingCalendar
from helpdesk.domain.roles import Actor, Role
from helpdesk.domain.tender_claim import CODE_LENGTHS, NORMAL, URGENT, WITHHELD
from helpdesk.domain.ticket import OPEN, RelayState, Status
from helpdesk.models import Attachment, Message, Ticket, TicketViewer

PAGE = 50
_OPEN = [status.value for status in OPEN]

VIEWS = (
    "semua", "baru", "milik-saya", "belum-ditugaskan", "jatuh-tempo-hari-ini", "lewat-tempo",
    "menunggu-pemohon", "menunggu-kedatangan", "siap-diteruskan", "di-lkpp-telkom",
    "menunggu-konfirmasi", "selesai", "tertutup",
)


@dataclass(frozen=True)
class Row:
    """One line of the queue."""

    ticket: Ticket
    preview: str
    files: int
    children: int


@dataclass(frozen=True)
class Queue:
    """A page of a view and the counters of all views."""

    view: str
    rows: Sequence[Row]
    counts: Mapping[str, int]
    next_after: str | None


def visible(actor: Actor) -> sa.ColumnElement[bool]:
    """The filter every list, counter and search passes: sealed tickets only for those let in."""
    named = sa.select(TicketViewer.ticket_id).where(TicketViewer.officer_id == actor.id)
    let_in: sa.ColumnElement[bool] = Ticket.id.in_(named)
    if Role.BUREAU_HEAD in actor.roles:
        let_in = sa.true()
    sealed = sa.and_(
        Ticket.beyond_bureau.is_(False),
        sa.or_(Ticket.reported_id.is_(None), Ticket.reported_id != actor.id),
        let_in,
    )
    return sa.or_(Ticket.sealed.is_(False), sealed)


def _view(
    view: str, actor: Actor, calendar: WorkingCalendar, now: datetime
) -> sa.ColumnElement[bool]:
    is_open = Ticket.status.in_(_OPEN)
    day_ends = calendar.close_of(calendar.receipt_day(now))
    conditions: dict[str, sa.ColumnElement[bool]] = {
        "semua": is_open,
        "baru": Ticket.status == Status.NEW.value,
        "milik-saya": sa.and_(is_open, Ticket.assignee_id == actor.id),
        "belum-ditugaskan": sa.and_(is_open, Ticket.assignee_id.is_(None)),
        "jatuh-tempo-hari-ini": sa.and_(
            is_open, Ticket.next_due_at > now, Ticket.next_due_at <= day_ends
        ),
        "lewat-tempo": sa.and_(is_open, Ticket.next_due_at < now),
        "menunggu-pemohon": sa.and_(
            Ticket.status == Status.WAITING_REQUESTER.value,
            sa.func.coalesce(Ticket.wait_reason, "") != "visit",
        ),
        "menunggu-kedatangan": sa.and_(
            Ticket.status == Status.WAITING_REQUESTER.value, Ticket.wait_reason == "visit"
        ),
        "siap-diteruskan": sa.and_(is_open, Ticket.relay_state == RelayState.READY.value),
        "di-lkpp-telkom": sa.and_(
            is_open, Ticket.relay_state.in_([RelayState.FILED.value, RelayState.ACCEPTED.value])
        ),
        "menunggu-konfirmasi": Ticket.status == Status.RESOLVED.value,
        "selesai": Ticket.status.in_([Status.CLOSED.value, Status.REJECTED.value]),
        "tertutup": sa.and_(Ticket.sealed.is_(True), is_open),
    }
    return conditions[view]


def queue(
    actor: Actor, calendar: WorkingCalendar, now: datetime, *, view: str = "semua",
    after: str | None = None, unit: str | None = None, service: str | None = None,
    text: str = "",
) -> Queue:
    """One page of a view, by next deadline, urgent tenders first; `after` is a ticket number."""
    view = view if view in VIEWS else "semua"
    wanted = [visible(actor), _view(view, actor, calendar, now)]
    if unit and unit.isprintable():
        wanted.append(Ticket.unit == unit)
    if service and service.isprintable():
        wanted.append(Ticket.service == service)
    text = "".join(c for c in text if c.isprintable()).strip()
    if text:
        wanted.append(_matches(text))
    tickets, more = _page(wanted, calendar, now, after, ended=view == "selesai")
    return Queue(
        view, _rows(tickets), _counts(actor, calendar, now), tickets[-1].number if more else None
    )


def _matches(text: str) -> sa.ColumnElement[bool]:
    said = sa.select(Message.ticket_id).where(
        Message.body.icontains(text, autoescape=True), Message.internal.is_(False)
    )
    return sa.or_(
        Ticket.number.icontains(text, autoescape=True),
        Ticket.subject.icontains(text, autoescape=True),
        Ticket.external_number.icontains(text, autoescape=True),
        Ticket.package_code.icontains(text, autoescape=True),
        Ticket.id.in_(said),
    )


def _page(
    wanted: list[sa.ColumnElement[bool]], calendar: WorkingCalendar, now: datetime,
    after: str | None, *, ended: bool,
) -> tuple[list[Ticket], bool]:
    """Keyset paging over (urgent, due or far future, id)."""
    far = datetime(9999, 1, 1, tzinfo=now.tzinfo)
    urgent = sa.case((on_tender_day(now, calendar.shift(now, 1)), 0), else_=1)
    due = sa.func.coalesce(Ticket.next_due_at, sa.literal(far, Ticket.next_due_at.type))
    order: list[Any] = [urgent, due, Ticket.id]
    if ended:
        order = [sa.literal(0), -Ticket.id, Ticket.id]
    query = sa.select(Ticket).where(*wanted)
    if after is not None and after.isprintable():
        last = db.session.execute(sa.select(*order).where(Ticket.number == after)).one_or_none()
        if last is not None:
            query = query.where(sa.tuple_(*order) > sa.tuple_(*[
                sa.literal(value, column.type)
                for value, column in zip(last, order, strict=True)
            ]))
    found = list(db.session.scalars(query.order_by(*order).limit(PAGE + 1)).unique())
    return found[:PAGE], len(found) > PAGE


def on_tender_day(now: datetime, until: datetime) -> sa.ColumnElement[bool]:
    """A tender closes by `until` and its claim counts (`tender_claim.py`), or was granted."""
    named = sa.and_(
        sa.func.length(Ticket.package_code).in_(CODE_LENGTHS),
        sa.func.coalesce(Ticket.urgency, NORMAL) != WITHHELD,
    )
    return sa.and_(
        Ticket.tender_deadline.between(now, until), sa.or_(Ticket.urgency == URGENT, named)
    )


def _rows(tickets: Sequence[Ticket]) -> list[Row]:
    ids = [ticket.id for ticket in tickets]
    newest = (
        sa.select(sa.func.max(Message.id))
        .where(Message.ticket_id.in_(ids), Message.internal.is_(False))
        .group_by(Message.ticket_id)
    )
    said = db.session.execute(
        sa.select(Message.ticket_id, Message.body).where(Message.id.in_(newest))
    )
    previews = {row.ticket_id: row.body for row in said}
    files = _count_by(Attachment.ticket_id, ids)
    children = _count_by(Ticket.parent_id, ids)
    return [
        Row(t, " ".join(previews.get(t.id, "").split())[:140], files.get(t.id, 0),
            children.get(t.id, 0))
        for t in tickets
    ]


def _count_by(column: sa.orm.InstrumentedAttribute[int | None], ids: list[int]) -> dict[int, int]:
    query = sa.select(column, sa.func.count()).where(column.in_(ids)).group_by(column)
    return {key: count for key, count in db.session.execute(query) if key is not None}


def _counts(actor: Actor, calendar: WorkingCalendar, now: datetime) -> dict[str, int]:
    columns = [
        sa.func.count(sa.case((_view(view, actor, calendar, now), Ticket.id))).label(view)
        for view in VIEWS
    ]
    row = db.session.execute(sa.select(*columns).where(visible(actor))).one()
    return dict(zip(VIEWS, row, strict=True))


def waiting_for_officers() -> int:
    """How many open tickets wait for the bureau's words, sealed ones included in the number."""
    query = sa.select(sa.func.count()).select_from(Ticket)
    query = query.where(Ticket.status.in_(_OPEN), Ticket.waiting_since.is_not(None))
    return db.session.scalar(query) or 0
