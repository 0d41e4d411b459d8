"""A search that finds nothing: which of its words no ticket has, and what may have been meant.

A word is proposed only if the actor can see a ticket that holds it, so that a proposal tells
nothing of sealed complaints or hidden names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from rapidfuzz import process
from rapidfuzz.distance import OSA

from helpdesk.db import db
from helpdesk.domain.roles import Actor
from helpdesk.models import SearchWord, Ticket
from helpdesk.queries.matching import Search, matches
from helpdesk.terms import Asked, stem

_SHORTEST = 4  # letters; nearly every shorter word is near another
_LONG = 6  # from here on two slips are forgiven
_MOST = 8  # candidates whose tickets are counted
_ENOUGH = 100  # tickets; more do not make a word likelier


@dataclass(frozen=True)
class Mended:
    """The search with what was meant, `instead`: typed → used; `missing`: found nowhere."""

    search: Search
    instead: Mapping[str, str]
    missing: tuple[str, ...]


def mend(search: Search, visible: sa.ColumnElement[bool], actor: Actor) -> Mended:
    """Each word that finds nothing by itself, replaced by the nearest that does."""
    words: list[Asked] = []
    instead: dict[str, str] = {}
    missing: list[str] = []
    for word in search.words:
        if _found(word, visible, actor, 1):
            words.append(word)
        elif near := _nearest(word.word, visible, actor):
            instead[word.word] = near
            words.append(Asked(near, stem(near)))
        else:
            missing.append(word.word)
    # A phrase with a slip in it stands nowhere as typed.
    phrases = () if instead else search.phrases
    return Mended(replace(search, words=tuple(words), phrases=phrases), instead, tuple(missing))


def _nearest(word: str, visible: sa.ColumnElement[bool], actor: Actor) -> str | None:
    """Of the words one or two slips away, the nearest; of those the one of most tickets."""
    if len(word) < _SHORTEST or not word.isalpha():
        return None
    slips = 1 if len(word) < _LONG else 2
    near = process.extract(word, _like(word, slips), scorer=OSA.distance, score_cutoff=slips,
                           limit=_MOST)
    counts = ((distance, _found(Asked(each, stem(each)), visible, actor, _ENOUGH), each)
              for each, distance, _ in near)
    # A slip in the first letter is rare: among equals the word that begins the same is meant.
    known = sorted((distance, each[0] != word[0], -count, each)
                   for distance, count, each in counts if count)
    return known[0][3] if known else None


def _like(word: str, slips: int) -> Sequence[str]:
    """Words of about this length that begin with one of its first two letters."""
    column = SearchWord.word
    begins = [sa.and_(column >= c, column < chr(ord(c) + 1)) for c in {word[0], word[1]}]
    length = sa.func.length(column).between(len(word) - slips, len(word) + slips)
    return db.session.scalars(sa.select(column).where(sa.or_(*begins), length)).all()


def _found(word: Asked, visible: sa.ColumnElement[bool], actor: Actor, most: int) -> int:
    """How many tickets the actor sees hold the word, counted up to `most`."""
    some = sa.select(Ticket.id).where(visible, matches(Search((word,)), actor)).limit(most)
    return db.session.scalar(sa.select(sa.func.count()).select_from(some.subquery())) or 0
