"""Tags: the bureau's list kept, and tickets given and freed of them."""

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from helpdesk.db import db, use_case
from helpdesk.domain.events import EventType, Visibility
from helpdesk.domain.plain_text import clean_line
from helpdesk.domain.roles import Action, Actor, authorize
from helpdesk.domain.tags import LONGEST, MOST_ON_A_TICKET, code_of
from helpdesk.errors import InvalidInput, NotFound
from helpdesk.models import Tag, Ticket, TicketTag
from helpdesk.usecases.loading import ticket_for
from helpdesk.usecases.recording import Change, record
from helpdesk.usecases.rulebook import Rulebook

MOST = 100  # offered at once; among more, nobody finds one


@use_case
def add_tag(name: str, *, actor: Actor, now: datetime) -> Tag:
    """Put a tag on the bureau's list. Raises `InvalidInput` for one that stands there."""
    authorize(actor, Action.MANAGE_TAGS)
    assert actor.id is not None
    line = _name(name)
    code = code_of(line)
    known = db.session.scalars(sa.select(Tag).filter_by(code=code)).one_or_none()
    if known is not None:
        away = "; pakai lagi dari daftar arsip" if known.put_away_at else ""
        raise InvalidInput(name=f"Label “{known.name}” sudah ada{away}.")
    offered = sa.select(sa.func.count(Tag.id)).where(Tag.put_away_at.is_(None))
    if (db.session.scalar(offered) or 0) >= MOST:
        raise InvalidInput(name=f"Paling banyak {MOST} label. Arsipkan dahulu yang lama.")
    row = Tag(code=code, name=line, officer_id=actor.id, created_at=now)
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        raise InvalidInput(name=f"Label “{line}” baru saja ditambahkan orang lain.") from None
    return row


def _name(name: str) -> str:
    try:
        return clean_line(name, limit=LONGEST, field="nama label")
    except InvalidInput as error:
        raise InvalidInput(name=error.message) from None


@use_case
def put_away_tag(tag_id: int, *, away: bool, actor: Actor, now: datetime) -> Tag:
    """Offer it no longer, or again; the tickets that bear it keep it."""
    authorize(actor, Action.MANAGE_TAGS)
    row = db.session.get(Tag, tag_id, with_for_update=True)
    if row is None:
        raise NotFound("Label itu tidak ada.")
    row.put_away_at, row.put_away_by = (now, actor.id) if away else (None, None)
    return row


@use_case
def tag_ticket(
    book: Rulebook, number: str, wanted: Collection[int], *, actor: Actor, now: datetime,
    version: int | None = None,
) -> Ticket:
    """Make the ticket bear exactly the tags `wanted` (ids): one event for each that changes.

    Raises `InvalidInput` for too many, or for a new one that is not offered.
    """
    ticket = ticket_for(number, actor, Action.TAG, version=version, ended=True)
    borne = {tag.id: tag for tag in _tags(TicketTag.ticket_id == ticket.id)}
    added = _offered(set(wanted) - set(borne))
    kept = [tag for id_, tag in borne.items() if id_ in wanted]
    if len(kept) + len(added) > MOST_ON_A_TICKET:
        raise InvalidInput(tag=f"Paling banyak {MOST_ON_A_TICKET} label pada satu tiket.")
    for tag in [each for id_, each in borne.items() if id_ not in wanted]:
        db.session.execute(
            sa.delete(TicketTag).where(
                TicketTag.tag_id == tag.id, TicketTag.ticket_id == ticket.id
            )
        )
        _note(book, ticket, EventType.UNTAGGED, tag, actor, now)
    for tag in added:
        db.session.add(TicketTag(tag_id=tag.id, ticket_id=ticket.id))
        _note(book, ticket, EventType.TAGGED, tag, actor, now)
    return ticket


def _tags(condition: sa.ColumnElement[bool]) -> Sequence[Tag]:
    query = sa.select(Tag).join(TicketTag, TicketTag.tag_id == Tag.id).where(condition)
    return db.session.scalars(query.order_by(Tag.name)).all()


def _offered(ids: Collection[int]) -> Sequence[Tag]:
    query = sa.select(Tag).where(Tag.id.in_(ids), Tag.put_away_at.is_(None))
    found = db.session.scalars(query.order_by(Tag.name)).all()
    if len(found) != len(ids):
        raise InvalidInput(tag="Ada label yang sudah diarsipkan. Pilih dari daftar yang terbaru.")
    return found


def _note(
    book: Rulebook, ticket: Ticket, type_: EventType, tag: Tag, actor: Actor, now: datetime
) -> None:
    data = {"tag": tag.code, "name": tag.name}
    record(book, ticket, Change(type_, data, actor, now, visibility=Visibility.OFFICERS))
