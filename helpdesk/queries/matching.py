"""What officers search for: words over everything that a ticket says, names only where known.

One interface over two full-text engines, FTS5 of SQLite and `tsvector` of PostgreSQL. Both hold
the terms of `helpdesk.terms`, so both find the same.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY

from helpdesk.db import db
from helpdesk.domain.number import parse_number
from helpdesk.domain.roles import Actor
from helpdesk.models import Message, Ticket, TicketText
from helpdesk.models.ticket_text import FTS
from helpdesk.queries.naming import named
from helpdesk.terms import Asked, asked

MOST_WORDS = 8
_PHRASE = re.compile(r'"([^"]+)"')
_FTS = sa.table(FTS, sa.column("rowid", sa.Integer), sa.column(FTS, sa.Text))


@dataclass(frozen=True)
class Search:
    """What is looked for: a ticket by its number, or words and the phrases among them."""

    words: tuple[Asked, ...] = ()
    phrases: tuple[str, ...] = ()
    number: str | None = None


def read_search(text: str) -> Search | None:
    """A search as it was typed; None if nothing was."""
    text = "".join(c for c in text if c.isprintable()).strip()
    if not text:
        return None
    number = parse_number(text)
    if number is not None:
        return Search(number=number)
    phrases = tuple(" ".join(found.split()) for found in _PHRASE.findall(text))
    return Search(asked(text, MOST_WORDS), tuple(p for p in phrases if " " in p))


def matches(search: Search, actor: Actor) -> sa.ColumnElement[bool]:
    """Tickets in which every word is found; a whole ticket number is looked up by its index.

    Names, companies, contacts and the names of restricted files count only where the actor may
    know who asks: a search must not tell what the page hides.
    """
    if search.number is not None:
        return Ticket.number == search.number
    if not search.words:
        return sa.false()
    # A case, not an "or": the list that includes the names leads, the other is asked for few.
    said_alone = Ticket.id.in_(_holding(search.words, names=False))
    allowed = sa.case((named(actor), sa.true()), else_=said_alone)
    return sa.and_(
        Ticket.id.in_(_holding(search.words, names=True)),
        sa.type_coerce(allowed, sa.Boolean),
        *(_says(phrase) for phrase in search.phrases),
    )


def _holding(words: Sequence[Asked], *, names: bool) -> sa.Select[int]:
    """Ids of the tickets that hold every word, from the database's full-text index."""
    if db.session.get_bind().dialect.name == "postgresql":
        return sa.select(TicketText.ticket_id).where(*(_in_vector(w, names) for w in words))
    wanted = " AND ".join(_fts_word(word) for word in words)
    query = wanted if names else f"said : ({wanted})"
    return sa.select(_FTS.c.rowid).where(_FTS.c[FTS].match(query))


def _fts_word(word: Asked) -> str:
    # Terms are letters and digits alone, so quoting them is all it takes.
    return f'("{word.word}"{" *" if word.beginning else ""} OR "{word.stem}")'


def _in_vector(word: Asked, names: bool) -> sa.ColumnElement[bool]:
    text = f"'{word.word}'{':*' if word.beginning else ''} | '{word.stem}'"
    query = sa.cast(sa.literal(text, sa.Text), TSQUERY)
    said: sa.ColumnElement[bool] = sa.type_coerce(TicketText.said, sa.Text).op(
        "@@", return_type=sa.Boolean())(query)
    if not names:
        return said
    who = sa.type_coerce(TicketText.who, sa.Text).op("@@", return_type=sa.Boolean())(query)
    return sa.or_(said, who)


def _says(phrase: str) -> sa.ColumnElement[bool]:
    """Word by word as typed; asked only of the few tickets that hold all of its words."""
    message = sa.exists().where(
        Message.ticket_id == Ticket.id, ~Message.internal,
        Message.body.icontains(phrase, autoescape=True),
    )
    return sa.or_(Ticket.subject.icontains(phrase, autoescape=True), message)
