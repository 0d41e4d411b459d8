"""Lines of the queue as HTML, drawn once and kept while all that they follow from is the same.

An officer's queue is asked for again at every change that anyone makes, and nearly all its lines
are those of before (docs/decisions/0046). Who may see a ticket is asked of the database each time;
what is kept are the lines of those it names, and never one of a sealed complaint.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from flask import Flask, get_template_attribute
from markupsafe import Markup, escape

from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.excerpt import Piece
from helpdesk.domain.privacy import may_know_requester
from helpdesk.domain.roles import Actor
from helpdesk.domain.ticket import IdentityMode
from helpdesk.models import Ticket
from helpdesk.queries.listing import Place
from helpdesk.queries.rows import Marks
from helpdesk.wording.time import local_day

_KEPT = 5_000  # lines a process keeps, about 2 kB each
_MINUTE = timedelta(minutes=1)
_INSTANT = timedelta.resolution
# Where a search puts its own subject and preview; no text stands before them in a line.
_SUBJECT, _PREVIEW = Markup("\x00"), Markup("\x01")


@dataclass(frozen=True)
class Line:
    """A drawn line, its pieces around the subject and the preview for what a search marks, and the
    view dict it was drawn of, from which the same ticket is named among what to do now.
    """

    whole: Markup
    head: Markup
    middle: Markup
    preview: Markup
    tail: Markup
    view: Mapping[str, Any]

    def with_marks(self, marks: Marks) -> Markup:
        """The line with what a search found in place of its own subject and preview."""
        found = f"{_FOUND}{_marked(marks.found)}</span>" if marks.found else self.preview
        pieces = (self.head, _marked(marks.subject), self.middle, found, self.tail)
        return Markup("".join(pieces))  # noqa: S704  each has been escaped


_FOUND = '<span class="hd-queue__preview hd-queue__preview--found">'


def _marked(pieces: Sequence[Piece]) -> str:
    """As the macro `marked` does, without its hundred calls a page."""
    return "".join(
        f"<mark>{escape(piece.text)}</mark>" if piece.hit else escape(piece.text)
        for piece in pieces
    )


@dataclass(frozen=True)
class _Kept:
    """A line, what it was drawn of, and from when until when its words about time are true."""

    line: Line
    place: Place
    likely: str
    promises: Catalogue
    since: datetime
    until: datetime


class DrawnLines:
    """The lines one process keeps."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, bool], _Kept] = {}

    def known(
        self, places: Sequence[Place], actor: Actor, promises: Catalogue, now: datetime,
        likely: Mapping[int, str],
    ) -> dict[int, Line]:
        """By ticket those lines of `places` that need not be drawn anew."""
        return dict(self._known(places, actor, promises, now, likely))

    def _known(
        self, places: Sequence[Place], actor: Actor, promises: Catalogue, now: datetime,
        likely: Mapping[int, str],
    ) -> Iterator[tuple[int, Line]]:
        for place in places:
            kept = self._kept.get(_key(place, actor))
            if (
                kept is not None and kept.place == place and kept.promises is promises
                and kept.since <= now < kept.until and kept.likely == likely.get(place.id, "")
            ):
                yield place.id, kept.line

    def keep(
        self, line: Line, place: Place, actor: Actor, promises: Catalogue, now: datetime,
        until: datetime, likely: str,
    ) -> None:
        """Remember a line just drawn."""
        if place.sealed:
            return
        if len(self._kept) >= _KEPT:
            self._kept.clear()
        self._kept[_key(place, actor)] = _Kept(line, place, likely, promises, now, until)


def _key(place: Place, actor: Actor) -> tuple[int, bool]:
    """The ticket, and whether the officer may read who asks: nothing else differs by officer."""
    identity = IdentityMode(place.identity)
    return place.id, may_know_requester(actor, identity, place.assignee_id)


def lines_kept(app: Flask) -> DrawnLines:
    """The lines this process keeps for an application."""
    return cast(DrawnLines, app.extensions.setdefault("drawn_lines", DrawnLines()))


def drawn(view: Mapping[str, Any]) -> Line:
    """A line as the macro `queue_line` draws its view dict."""
    macro = get_template_attribute("macros/ticket.html", "queue_line")
    head, rest = str(macro(view, _SUBJECT, _PREVIEW)).split(_SUBJECT, 1)
    middle, tail = rest.split(_PREVIEW, 1)
    preview = get_template_attribute("macros/ticket.html", "line_preview")(view["preview"])
    pieces = [Markup(piece) for piece in (head, middle, tail)]  # noqa: S704  the macro escaped them
    whole = Markup().join((pieces[0], view["subject"], pieces[1], preview, pieces[2]))
    return Line(whole, pieces[0], pieces[1], preview, pieces[2], view)


def true_until(ticket: Ticket, now: datetime, zone: str, *, by_minute: bool) -> datetime:
    """Until when a line drawn `now` says the same: days are named by the local date."""
    if by_minute:
        return now.replace(second=0, microsecond=0) + _MINUTE
    here = local_day(now, zone) + timedelta(days=1)
    turns = [datetime.combine(here, time(), tzinfo=ZoneInfo(zone))]
    if ticket.next_due_at is not None and ticket.next_due_at >= now:
        turns.append(ticket.next_due_at + _INSTANT)  # at that very instant it is not yet late
    if ticket.snoozed_until is not None and ticket.snoozed_until > now:
        turns.append(ticket.snoozed_until)
    return min(turns)
