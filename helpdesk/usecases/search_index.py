"""Keeps what tickets are found by in step: in the transaction that changes them, or all at once.

Whatever use case writes a text, the session notices; no use case has to think of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, UOWTransaction, attributes

from helpdesk.db import db, table_of, use_case
from helpdesk.models import (
    Attachment,
    Contact,
    Message,
    Requester,
    SearchWord,
    Ticket,
    TicketText,
)
from helpdesk.usecases.search_texts import texts_of

RECIPE = 1  # one more whenever `terms` or what is gathered changes: every ticket is read anew
BATCH = 500
_DUE = "search_due"
_SHORTEST, _LONGEST = 4, 30  # letters of a word that may be meant by a mistyped one
# The columns a ticket is found by; a change of any other leaves the index alone.
_TOLD: Mapping[type, tuple[str, ...]] = {
    Ticket: ("subject", "external_number", "package_code", "lapor_id", "identity", "requester_id"),
    Message: ("body", "internal", "ticket_id"),
    Attachment: ("name", "restricted", "ticket_id"),
    Requester: ("name", "company"),
    Contact: ("address", "requester_id"),
}


@event.listens_for(db.session, "after_flush")
def _note(session: Session, _context: UOWTransaction) -> None:
    due: set[tuple[str, int]] = session.info.setdefault(_DUE, set())
    for row in (*session.new, *session.dirty, *session.deleted):
        told = _TOLD.get(type(row))
        if told and (row in session.deleted or any(
            attributes.get_history(row, name).has_changes() for name in told
        )):
            due |= _places(row)


def _places(row: Any) -> set[tuple[str, int]]:
    """Where the change shows: a ticket, or all of a requester's."""
    if isinstance(row, Ticket):
        return {("ticket", row.id)}
    if isinstance(row, Requester):
        return {("requester", row.id)}
    if isinstance(row, Contact):
        return {("requester", row.requester_id)}
    return {("ticket", row.ticket_id)} if row.ticket_id is not None else set()


@event.listens_for(db.session, "before_commit")
def _keep(session: Session) -> None:
    session.flush()
    due: set[tuple[str, int]] = session.info.pop(_DUE, set())
    if not due:
        return
    people = [id_ for kind, id_ in due if kind == "requester"]
    ids = {id_ for kind, id_ in due if kind == "ticket"}
    if people:
        ids |= set(session.scalars(sa.select(Ticket.id).where(Ticket.requester_id.in_(people))))
    _write(sorted(ids))


@event.listens_for(db.session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(_DUE, None)


@use_case
def index_missing(most: int = BATCH) -> int:
    """Index up to `most` tickets that have no terms yet, or terms of an older recipe."""
    ids = missing(most)
    _write(ids)
    return len(ids)


def missing(most: int) -> Sequence[int]:
    """Tickets that are not found by what they say now."""
    query = sa.select(Ticket.id).outerjoin(TicketText, TicketText.ticket_id == Ticket.id)
    query = query.where(sa.func.coalesce(TicketText.recipe, 0) != RECIPE)
    return db.session.scalars(query.order_by(Ticket.id.desc()).limit(most)).all()


@use_case
def forget_index() -> None:
    """Drop all terms and words, so that `index_missing` makes them anew."""
    db.session.execute(sa.delete(TicketText))
    db.session.execute(sa.delete(SearchWord))


def _write(ids: Sequence[int]) -> None:
    for start in range(0, len(ids), BATCH):
        _write_batch(ids[start:start + BATCH])


def _write_batch(ids: Sequence[int]) -> None:
    """Rows as rows, not objects: nothing is flushed, and the hook does not call itself."""
    text = table_of(TicketText)
    kept = {
        row.ticket_id: (row.recipe, row.said, row.who)
        for row in db.session.execute(sa.select(text).where(text.c.ticket_id.in_(ids)))
    }
    made = texts_of(ids)
    rows = {id_: {"ticket_id": id_, "recipe": RECIPE, "said": said, "who": who}
            for id_, (said, who) in made.items() if kept.get(id_) != (RECIPE, said, who)}
    new = [row for id_, row in rows.items() if id_ not in kept]
    if new:
        db.session.execute(sa.insert(text), new)
    for id_, row in rows.items():
        if id_ in kept:
            db.session.execute(sa.update(text).where(text.c.ticket_id == id_).values(**row))
    _learn(term for id_ in rows for term in made[id_].said | made[id_].who)


def _learn(found: Iterable[str]) -> None:
    """New words, in one order in every transaction so that two of them never wait in a ring."""
    words = sorted({w for w in found if w.isalpha() and _SHORTEST <= len(w) <= _LONGEST})
    for start in range(0, len(words), BATCH):
        some = words[start:start + BATCH]
        known = set(db.session.scalars(sa.select(SearchWord.word).where(SearchWord.word.in_(some))))
        fresh = [{"word": word} for word in some if word not in known]
        if fresh:
            db.session.execute(_insert().on_conflict_do_nothing(), fresh)


def _insert() -> Any:
    made = postgresql if db.session.get_bind().dialect.name == "postgresql" else sqlite
    return made.insert(table_of(SearchWord))
