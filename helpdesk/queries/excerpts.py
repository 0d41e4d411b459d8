"""Where in a ticket the words of a search stand."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.excerpt import Piece, excerpt
from helpdesk.models import Message
from helpdesk.queries.matching import Search
from helpdesk.terms import Asked, folded

_READ = 4_000  # characters of a message; people paste whole letters
_MOST = 300  # messages of one page of results
_SAID = (
    sa.select(Message.ticket_id, sa.func.substr(Message.body, 1, _READ))
    .where(Message.ticket_id.in_(sa.bindparam("tickets", expanding=True)),
           Message.internal.is_(False))
    .order_by(Message.id.desc()).limit(_MOST)
)
Fits = Callable[[str], bool]


def found_in(
    ids: Sequence[int], search: Search, fits: Fits
) -> Mapping[int, tuple[Piece, ...]]:
    """By ticket, the piece of its newest message that has most of the words."""
    said: dict[int, list[str]] = {}
    for ticket_id, body in db.session.execute(_SAID, {"tickets": ids}):
        said.setdefault(ticket_id, []).append(body)
    parts = [part for word in search.words for part in dict.fromkeys((word.word, word.stem))]
    return {id_: excerpt(texts, parts, fits) for id_, texts in said.items()}


def fitting(words: Sequence[Asked]) -> Fits:
    """Whether a word of a text is one that is looked for, as the index judges it.

    Made once a page: the same words stand in many of its rows, and each is judged once.
    """

    @cache
    def fits(word: str) -> bool:
        term = folded(word)
        return any(each.fits(term) for each in words)

    return fits
