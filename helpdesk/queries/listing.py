"""A page of the officers' queue: which tickets stand on it, and in which order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.calendar import WorkingCalendar
from helpdesk.domain.roles import Actor
from helpdesk.domain.ticket import FAR
from helpdesk.models import Officer, Requester, Ticket
from helpdesk.queries.filters import EVERYTHING, Filters, conditions
from helpdesk.queries.inbox import VIEWS, in_view, moments, on_tender_day, visible
from helpdesk.queries.matching import Search, matches, read_search
from helpdesk.queries.mending import mend

PAGE = 50
FOUND = "ditemukan"  # no view of its own: what words found in all of them
# Views of what is done are read from the newest end.
_ENDED_BY = {"menunggu-konfirmasi": Ticket.resolved_at, "selesai": Ticket.ended_at}


class Place(NamedTuple):
    """A ticket on a page, with all that tells whether a line drawn of it before still holds.

    `version` counts its events; the others change without one: a new calendar, a requester's or an
    officer's name. Everything else that a line says follows from these, the catalogue and the time.
    """

    id: int
    number: str
    version: int
    calendar_revision: int
    subject: str
    tags: str | None
    sealed: bool
    identity: str
    assignee_id: int | None
    next_due_at: datetime | None
    snoozed_until: datetime | None
    requester: str | None
    company: str | None
    assignee: str | None


_MOST = sa.bindparam("most", type_=sa.Integer)
_Present = Mapping[str, date]
_Query = sa.Select[*tuple[Any, ...]]
_PLACES: _Query = (
    sa.select(
        Ticket.id, Ticket.number, Ticket.version, Ticket.calendar_revision, Ticket.subject,
        Ticket.tags, Ticket.sealed, Ticket.identity, Ticket.assignee_id, Ticket.next_due_at,
        Ticket.snoozed_until, Requester.name, Requester.company, Officer.name,
    )
    .join(Requester, Requester.id == Ticket.requester_id)
    .join(Officer, Officer.id == Ticket.assignee_id, isouter=True)
)


@dataclass(frozen=True)
class Listing:
    """A page of a view; `instead`: words of the search that were taken for slips → what was meant.

    `search` is what was looked for after that; `missing` its words that no ticket the officer sees
    has.
    """

    view: str
    places: Sequence[Place]
    next_after: str | None
    search: Search | None = None
    instead: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


def listing(
    actor: Actor, calendar: WorkingCalendar, now: datetime, *, view: str = "semua",
    after: str | None = None, filters: Filters = EVERYTHING, text: str = "",
) -> Listing:
    """One page of a view, by next deadline, urgent tenders first; `after` is a ticket number.

    A search that finds nothing is mended: its mistyped words are taken for their likeliest.
    """
    search = read_search(text)
    if search is None:
        return _narrowed(actor, calendar, now, view, after, filters, None)
    found = _narrowed(actor, calendar, now, view, after, filters, search)
    if found.places or after is not None or search.number is not None:
        return found
    mended = mend(search, visible(actor), actor)
    if mended.instead and not mended.missing:
        found = _narrowed(actor, calendar, now, view, after, filters, mended.search)
    return replace(found, instead=mended.instead, missing=mended.missing)


class _Last(NamedTuple):
    """Where the page before ended."""

    id: int
    queue_at: datetime | None
    resolved_at: datetime | None
    ended_at: datetime | None
    urgent: bool


def _narrowed(
    actor: Actor, calendar: WorkingCalendar, now: datetime, view: str, after: str | None,
    filters: Filters, search: Search | None,
) -> Listing:
    wanted = conditions(filters, actor, calendar)
    if search is not None:
        wanted.append(matches(search, actor))
        if view not in VIEWS:
            return _found_anywhere([visible(actor), *wanted], actor, after, search)
    view = view if view in VIEWS else "semua"
    present = moments(calendar, now)
    places, more = _page(actor, view, wanted, present, _last(after, actor, present))
    return Listing(view, places, places[-1].number if more else None, search)


def _found_anywhere(
    wanted: list[sa.ColumnElement[bool]], actor: Actor, after: str | None, search: Search
) -> Listing:
    """A search that names no view looks at ended tickets too, the newest first."""
    if after is not None and after.isprintable():
        known = (visible(actor), Ticket.number == after)
        last = sa.select(Ticket.id).where(*known).scalar_subquery()
        wanted = [*wanted, Ticket.id < sa.func.coalesce(last, 0)]
    query = _PLACES.where(*wanted).order_by(Ticket.id.desc()).limit(_MOST)
    places, more = _cut(_read(query, {}))
    return Listing(FOUND, places, places[-1].number if more else None, search)


def _page(
    actor: Actor, view: str, wanted: Sequence[sa.ColumnElement[bool]], present: _Present,
    last: _Last | None,
) -> tuple[list[Place], bool]:
    """Keyset paging: urgent tenders first, then by deadline; what has ended, the newest first.

    The urgent ones are few and found by their tender, the others by the order of an index.
    """
    ended_by = _ENDED_BY.get(view)
    if ended_by is not None:
        ended = last and (last.ended_at or last.resolved_at)
        since = [] if last is None or ended is None else [
            sa.tuple_(ended_by, Ticket.id) < _place(ended, last.id)
        ]
        return _cut(_read(_also(_ended_ones(actor, view), *wanted, *since), present))
    since = [] if last is None else [
        sa.tuple_(Ticket.queue_at, Ticket.id) > _place(last.queue_at or FAR, last.id)
    ]
    first: list[Place] = []
    if last is None or last.urgent:
        first = _read(_also(_urgent_ones(actor, view), *wanted, *since), present)
        since = []
    others = _read(_also(_others(actor, view), *wanted, *since), present)
    return _cut([*first, *others])


def _also(query: _Query, *conditions: sa.ColumnElement[bool]) -> _Query:
    """The question narrowed; where nothing narrows it, the very one that was made before."""
    return query.where(*conditions) if conditions else query


@lru_cache(maxsize=2_000)
def _urgent_ones(actor: Actor, view: str) -> _Query:
    return _in_order(_seen_in(actor, view).where(on_tender_day()))


@lru_cache(maxsize=2_000)
def _others(actor: Actor, view: str) -> _Query:
    # What is unknown is not urgent.
    return _in_order(_seen_in(actor, view).where(sa.case((on_tender_day(), 0), else_=1) == 1))


@lru_cache(maxsize=2_000)
def _ended_ones(actor: Actor, view: str) -> _Query:
    ended_by = _ENDED_BY[view]
    query = _seen_in(actor, view).where(ended_by.is_not(None))
    return query.order_by(ended_by.desc(), Ticket.id.desc()).limit(_MOST)


def _seen_in(actor: Actor, view: str) -> _Query:
    return _PLACES.where(visible(actor), in_view(view, actor))


def _in_order(query: _Query) -> _Query:
    return query.order_by(Ticket.queue_at, Ticket.id).limit(_MOST)


def _last(number: str | None, actor: Actor, present: _Present) -> _Last | None:
    """The place of a ticket; None, and paging begins anew, for a number the actor cannot know.

    Else a page that begins elsewhere would tell that a sealed complaint has that number.
    """
    if number is None or not number.isprintable():
        return None
    query = sa.select(
        Ticket.id, Ticket.queue_at, Ticket.resolved_at, Ticket.ended_at, on_tender_day()
    ).where(Ticket.number == number, visible(actor))
    row = db.session.execute(query, present).one_or_none()
    return _Last(*row) if row is not None else None


def _place(at: datetime | None, id_: int) -> sa.ColumnElement[Any]:
    return sa.tuple_(sa.literal(at, Ticket.queue_at.type), sa.literal(id_))


def _read(query: _Query, present: _Present) -> list[Place]:
    rows = db.session.execute(query, {**present, "most": PAGE + 1})
    return [Place._make(row) for row in rows]


def _cut(found: list[Place]) -> tuple[list[Place], bool]:
    return found[:PAGE], len(found) > PAGE
