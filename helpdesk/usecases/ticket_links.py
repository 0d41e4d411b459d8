"""Two tickets linked with a reason, and the link undone; both logs tell of it."""

from datetime import datetime

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.domain.events import EventType, Visibility
from helpdesk.domain.number import parse_number
from helpdesk.domain.roles import Action, Actor, authorize
from helpdesk.errors import HelpdeskError, IllegalMove, InvalidInput, NotFound
from helpdesk.models import Ticket, TicketLink
from helpdesk.models.ticket_link import MERGED, RELATED, SPLIT
from helpdesk.usecases.loading import ticket_for
from helpdesk.usecases.messages import reason_of
from helpdesk.usecases.recording import Change, record
from helpdesk.usecases.rulebook import Rulebook

UNKNOWN = "Tiket itu tidak ditemukan. Periksa nomornya, misalnya PBJ-2026-000123."


@use_case
def link_tickets(
    book: Rulebook, number: str, other: str, reason: str, *, actor: Actor, now: datetime,
    version: int | None = None,
) -> TicketLink:
    """Link two tickets, finished ones too. A ticket not to be known of is as one nobody has."""
    why = reason_of(reason)
    ticket, second = both_tickets(number, other, actor, Action.LINK, (version, None))
    if ticket.sealed or second.sealed:
        raise InvalidInput(other="Pengaduan tertutup tidak dikaitkan dengan tiket lain.")
    if standing_link(ticket, second) is not None:
        raise InvalidInput(other=f"{second.number} sudah dikaitkan dengan tiket ini.")
    link = add_link(ticket, second, RELATED, why, actor, now)
    for one, its in ((ticket, second), (second, ticket)):
        data = {"link": link.id, "other": its.id, "reason": why}
        _note(book, one, EventType.LINKED, data, actor, now)
    return link


def add_link(
    one: Ticket, other: Ticket, kind: str, reason: str, actor: Actor, now: datetime
) -> TicketLink:
    """The row alone, the older ticket first; the caller records it."""
    assert actor.id is not None
    first, second = sorted((one.id, other.id))
    link = TicketLink(
        first_id=first, second_id=second, kind=kind, reason=reason, officer_id=actor.id, at=now
    )
    db.session.add(link)
    db.session.flush()
    return link


@use_case
def unlink_tickets(
    book: Rulebook, number: str, link_id: int, *, actor: Actor, now: datetime,
    version: int | None = None,
) -> Ticket:
    """Undo a link: it stays on record with who undid it. Raises `NotFound`, `IllegalMove`."""
    ticket = ticket_for(number, actor, Action.LINK, version=version, ended=True)
    link = db.session.get(TicketLink, link_id, with_for_update=True)
    if link is None or ticket.id not in (link.first_id, link.second_id):
        raise NotFound("Kaitan itu tidak ada.")
    other = db.session.get(
        Ticket, link.second_id if ticket.id == link.first_id else link.first_id,
        with_for_update={"of": Ticket},
    )
    assert other is not None
    authorize(actor, Action.LINK, other.access)
    if link.kind in (SPLIT, MERGED):
        raise IllegalMove("Asal-usul tiket yang dipecah atau digabungkan tidak dapat dilepas.")
    if link.ended_at is not None:
        raise IllegalMove("Kaitan ini sudah dilepas.")
    link.ended_at, link.ended_by = now, actor.id
    for one, its in ((ticket, other), (other, ticket)):
        _note(book, one, EventType.UNLINKED, {"link": link.id, "other": its.id}, actor, now)
    return ticket


def both_tickets(
    number: str, other: str, actor: Actor, action: Action, versions: tuple[int | None, int | None]
) -> tuple[Ticket, Ticket]:
    """Both locked, always in one order, so that two officers cannot wait for each other.

    `versions` are what the page showed of them. Raises `InvalidInput` for another ticket that is
    unknown, or not to be known of.
    """
    second = parse_number(other)
    if second == number:
        raise InvalidInput(other="Itu tiket ini sendiri. Isi nomor tiket yang lain.")
    shown = {second: versions[1], number: versions[0]}
    found: dict[str, Ticket] = {}
    for each in sorted(filter(None, (number, second))):
        try:
            found[each] = ticket_for(each, actor, action, version=shown[each], ended=True)
        except HelpdeskError as error:
            if each == number or not isinstance(error, NotFound):
                raise
    if second not in found:
        raise InvalidInput(other=UNKNOWN)
    return found[number], found[second]


def standing_link(one: Ticket, other: Ticket) -> TicketLink | None:
    """The link of both that nobody undid."""
    first, second = sorted((one.id, other.id))
    query = sa.select(TicketLink).filter_by(first_id=first, second_id=second, ended_at=None)
    return db.session.scalars(query).one_or_none()


def _note(
    book: Rulebook, ticket: Ticket, type_: EventType, data: dict[str, object], actor: Actor,
    now: datetime,
) -> None:
    record(book, ticket, Change(type_, data, actor, now, visibility=Visibility.OFFICERS))
