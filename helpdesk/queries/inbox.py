"""The officers' queue: which tickets an officer may see, in which view, in which order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, load_only

from helpdesk.db import db
from helpdesk.domain.calendar import WorkingCalendar
from helpdesk.domain.excerpt import Piece
from helpdesk.domain.roles import Actor, Role
from helpdesk.domain.tender_claim import CODE_LENGTHS, NORMAL, URGENT, WITHHELD
from helpdesk.domain.ticket import FAR, OPEN, RelayState, Status
from helpdesk.models import Attachment, Message, Officer, Requester, Ticket, TicketViewer
from helpdesk.queries.excerpts import fitting, found_in, subject_of
from helpdesk.queries.filters import EVERYTHING, Filters, conditions
from helpdesk.queries.matching import Search, matches, read_search
from helpdesk.queries.mending import mend

PAGE = 50
PREVIEW = 400  # characters; 140 are shown once blanks are gone
FOUND = "ditemukan"  # no view of its own: what words found in all of them
DAWN = datetime(1970, 1, 1, tzinfo=UTC)  # before every ticket
# Views of what is done are read from the newest end.
_ENDED_BY = {"menunggu-konfirmasi": Ticket.resolved_at, "selesai": Ticket.ended_at}
_OPEN = [status.value for status in OPEN]

VIEWS = (
    "semua", "baru", "milik-saya", "belum-ditugaskan", "jatuh-tempo-hari-ini", "lewat-tempo",
    "menunggu-pemohon", "menunggu-kedatangan", "ditunda", "siap-diteruskan", "di-lkpp-telkom",
    "menunggu-konfirmasi", "selesai", "tertutup",
)


# What a list says of a ticket; reading more of it there is a mistake, and raises.
LISTED = (
    load_only(
        Ticket.number, Ticket.version, Ticket.channel, Ticket.category, Ticket.subject,
        Ticket.topic, Ticket.package_code, Ticket.tender_deadline, Ticket.kind, Ticket.status,
        Ticket.service, Ticket.unit, Ticket.assignee_id, Ticket.identity, Ticket.urgency,
        Ticket.received_at, Ticket.relay_state, Ticket.waiting_since, Ticket.wait_reason,
        Ticket.sealed, Ticket.parent_id, Ticket.next_due_at, Ticket.tags,
        Ticket.snoozed_until, Ticket.snooze_reason, raiseload=True,
    ),
    joinedload(Ticket.requester).load_only(Requester.name, Requester.company, raiseload=True),
    joinedload(Ticket.assignee).load_only(Officer.name, raiseload=True),
)


@dataclass(frozen=True)
class Row:
    """One line of the queue; what a search found is marked in subject and `found`."""

    ticket: Ticket
    preview: str
    files: int
    subject: tuple[Piece, ...] = ()
    found: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Queue:
    """A page of a view; `instead`: words of the search that were taken for slips → what was meant.

    `missing` are its words that no ticket the officer sees has.
    """

    view: str
    rows: Sequence[Row]
    next_after: str | None
    instead: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


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
    # A case, not an "or": no planner then gathers the unsealed ones, which are nearly all.
    return sa.type_coerce(sa.case((Ticket.sealed.is_(True), sealed), else_=sa.true()), sa.Boolean)


def in_queue() -> sa.ColumnElement[bool]:
    """Open tickets, as a range of the queue's index: what has ended has no place there."""
    return Ticket.queue_at > DAWN


def awake(now: datetime) -> sa.ColumnElement[bool]:
    """Not put off until a later day."""
    return sa.or_(Ticket.snoozed_until.is_(None), Ticket.snoozed_until <= now)


def in_view(
    view: str, actor: Actor, calendar: WorkingCalendar, now: datetime
) -> sa.ColumnElement[bool]:
    is_open = in_queue()
    day_ends = calendar.close_of(calendar.receipt_day(now))
    waits = sa.and_(Ticket.status == Status.WAITING_REQUESTER.value, is_open)
    visit = sa.func.coalesce(Ticket.wait_reason, "") == "visit"
    conditions: dict[str, sa.ColumnElement[bool]] = {
        "semua": is_open,
        "baru": sa.and_(Ticket.status == Status.NEW.value, is_open),
        "milik-saya": sa.and_(is_open, Ticket.assignee_id == actor.id, awake(now)),
        "belum-ditugaskan": sa.and_(is_open, Ticket.assignee_id.is_(None)),
        "jatuh-tempo-hari-ini": sa.and_(Ticket.queue_at > now, Ticket.queue_at <= day_ends),
        "lewat-tempo": Ticket.queue_at < now,
        "menunggu-pemohon": sa.and_(waits, ~visit),
        "menunggu-kedatangan": sa.and_(waits, visit),
        "ditunda": sa.and_(Ticket.snoozed_until > now, is_open),
        "siap-diteruskan": sa.and_(Ticket.relay_state == RelayState.READY.value, is_open),
        "di-lkpp-telkom": sa.and_(
            Ticket.relay_state.in_([RelayState.FILED.value, RelayState.ACCEPTED.value]), is_open
        ),
        "menunggu-konfirmasi": Ticket.status == Status.RESOLVED.value,
        "selesai": Ticket.ended_at > DAWN,
        "tertutup": sa.and_(Ticket.sealed.is_(True), is_open),
    }
    return conditions[view]


def queue(
    actor: Actor, calendar: WorkingCalendar, now: datetime, *, view: str = "semua",
    after: str | None = None, filters: Filters = EVERYTHING, text: str = "",
) -> Queue:
    """One page of a view, by next deadline, urgent tenders first; `after` is a ticket number.

    A search that finds nothing is mended: its mistyped words are taken for their likeliest.
    """
    search = read_search(text)
    if search is None:
        return _narrowed(actor, calendar, now, view, after, filters, None)
    found = _narrowed(actor, calendar, now, view, after, filters, search)
    if found.rows or after is not None or search.number is not None:
        return found
    mended = mend(search, visible(actor), actor)
    if mended.instead and not mended.missing:
        found = _narrowed(actor, calendar, now, view, after, filters, mended.search)
    return replace(found, instead=mended.instead, missing=mended.missing)


def _narrowed(
    actor: Actor, calendar: WorkingCalendar, now: datetime, view: str, after: str | None,
    filters: Filters, search: Search | None,
) -> Queue:
    wanted = [visible(actor), *conditions(filters, actor, calendar)]
    if search is not None:
        wanted.append(matches(search, actor))
        if view not in VIEWS:
            return _found_anywhere(wanted, actor, after, search)
    view = view if view in VIEWS else "semua"
    wanted.append(in_view(view, actor, calendar, now))
    tickets, more = _page(wanted, actor, calendar, now, after, _ENDED_BY.get(view))
    return Queue(view, _rows(tickets, search), tickets[-1].number if more else None)


def _found_anywhere(
    wanted: list[sa.ColumnElement[bool]], actor: Actor, after: str | None, search: Search
) -> Queue:
    """A search that names no view looks at ended tickets too, the newest first."""
    if after is not None and after.isprintable():
        known = (visible(actor), Ticket.number == after)
        last = sa.select(Ticket.id).where(*known).scalar_subquery()
        wanted = [*wanted, Ticket.id < sa.func.coalesce(last, 0)]
    tickets, more = _cut(_found(wanted, [Ticket.id.desc()], PAGE + 1))
    return Queue(FOUND, _rows(tickets, search), tickets[-1].number if more else None)


def _page(
    wanted: list[sa.ColumnElement[bool]], actor: Actor, calendar: WorkingCalendar,
    now: datetime, after: str | None,
    ended_by: sa.orm.InstrumentedAttribute[datetime | None] | None,
) -> tuple[list[Ticket], bool]:
    """Keyset paging: urgent tenders first, then by deadline; what has ended, the newest first.

    The urgent ones are few and found by their tender, the others by the order of an index.
    """
    last = _last(after, actor, calendar, now)
    if ended_by is not None:
        order = [ended_by.desc(), Ticket.id.desc()]
        ended = last and (last.ended_at or last.resolved_at)
        since = [] if last is None or ended is None else [
            sa.tuple_(ended_by, Ticket.id) < _place(ended, last.id)
        ]
        return _cut(_found([*wanted, ended_by.is_not(None), *since], order, PAGE + 1))
    urgent = on_tender_day(now, calendar.shift(now, 1))
    order = [Ticket.queue_at, Ticket.id]
    since = [] if last is None else [
        sa.tuple_(Ticket.queue_at, Ticket.id) > _place(last.queue_at or FAR, last.id)
    ]
    first: list[Ticket] = []
    if last is None or last.urgent:
        first = _found([*wanted, urgent, *since], order, PAGE + 1)
        since = []
    others = sa.case((urgent, 0), else_=1) == 1  # what is unknown is not urgent
    rest = _found([*wanted, others, *since], order, PAGE + 1 - len(first))
    return _cut([*first, *rest])


class _Last(NamedTuple):
    """Where the page before ended."""

    id: int
    queue_at: datetime | None
    resolved_at: datetime | None
    ended_at: datetime | None
    urgent: bool


def _last(
    number: str | None, actor: Actor, calendar: WorkingCalendar, now: datetime
) -> _Last | None:
    """The place of a ticket; None, and paging begins anew, for a number the actor cannot know.

    Else a page that begins elsewhere would tell that a sealed complaint has that number.
    """
    if number is None or not number.isprintable():
        return None
    row = db.session.execute(
        sa.select(Ticket.id, Ticket.queue_at, Ticket.resolved_at, Ticket.ended_at,
                  on_tender_day(now, calendar.shift(now, 1)))
        .where(Ticket.number == number, visible(actor))
    ).one_or_none()
    return _Last(*row) if row is not None else None


def _place(at: datetime | None, id_: int) -> sa.ColumnElement[Any]:
    return sa.tuple_(sa.literal(at, Ticket.queue_at.type), sa.literal(id_))


def _found(
    wanted: Sequence[sa.ColumnElement[bool]], order: Sequence[Any], most: int
) -> list[Ticket]:
    if most <= 0:
        return []
    query = sa.select(Ticket).options(*LISTED).where(*wanted).order_by(*order).limit(most)
    return list(db.session.scalars(query).unique())


def _cut(found: list[Ticket]) -> tuple[list[Ticket], bool]:
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


def _rows(tickets: Sequence[Ticket], search: Search | None) -> list[Row]:
    ids = [ticket.id for ticket in tickets]
    files = _count_by(Attachment.ticket_id, ids)
    if search is not None:
        fits = fitting(search.words)
        found = found_in(tickets, search, fits)
        return [
            Row(t, "", files.get(t.id, 0), subject_of(t, fits), found.get(t.id, ()))
            for t in tickets
        ]
    previews = _previews(ids)
    return [
        Row(t, " ".join(previews.get(t.id, "").split())[:140], files.get(t.id, 0))
        for t in tickets
    ]


def _previews(ids: Sequence[int]) -> Mapping[int, str]:
    newest = (
        sa.select(sa.func.max(Message.id))
        .where(Message.ticket_id.in_(ids), Message.internal.is_(False))
        .group_by(Message.ticket_id)
    )
    said = db.session.execute(
        # Read no further than is shown: people paste whole letters.
        sa.select(Message.ticket_id, sa.func.substr(Message.body, 1, PREVIEW).label("body"))
        .where(Message.id.in_(newest))
    )
    return {row.ticket_id: row.body for row in said}


def _count_by(column: sa.orm.InstrumentedAttribute[int | None], ids: list[int]) -> dict[int, int]:
    query = sa.select(column, sa.func.count()).where(column.in_(ids)).group_by(column)
    return {key: count for key, count in db.session.execute(query) if key is not None}


def waiting_for_officers() -> int:
    """How many open tickets wait for the bureau's words, sealed ones included in the number."""
    query = sa.select(sa.func.count()).select_from(Ticket)
    query = query.where(Ticket.status.in_(_OPEN), Ticket.waiting_since.is_not(None))
    return db.session.scalar(query) or 0
