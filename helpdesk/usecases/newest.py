"""The rulebook brought up to the newest revisions, so that no process needs a restart."""

import logging
from collections.abc import Sequence
from dataclasses import replace

import sqlalchemy as sa

from helpdesk.catalogue.policies import POLICIES
from helpdesk.db import db
from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.revisions import GUIDE, SavedRevision
from helpdesk.errors import HelpdeskError
from helpdesk.models import Revision
from helpdesk.usecases.rulebook import Rulebook

log = logging.getLogger(__name__)
_NEWEST = sa.select(
    Revision.policy, sa.func.max(Revision.number).label("number")
).group_by(Revision.policy)


def newest_book(book: Rulebook) -> Rulebook:
    """`book` itself while it knows every revision, else one that does; the door keeps it.

    Asks on a short connection of its own that only reads: a door calls it before it opens its
    session, and neither takes a write lock nor leaves a transaction behind.
    """
    with db.engine.connect() as connection:
        reading = connection.execution_options(sqlite_read=True)
        newest: dict[str, int] = {row.policy: row.number for row in reading.execute(_NEWEST)}
        behind = {
            policy: book.revisions.get(policy, 0) for policy in POLICIES
            if newest.get(policy, 0) > book.revisions.get(policy, 0)
        }
        saved = {policy: _saved(reading, policy, known) for policy, known in behind.items()}
    catalogue, known = book.catalogue, dict(book.revisions)
    for policy, revisions in saved.items():
        catalogue = _applied(catalogue, policy, revisions)
        known[policy] = revisions[-1].number
    if GUIDE in newest:  # the guide is no part of the catalogue: whoever holds it sees the number
        known[GUIDE] = max(newest[GUIDE], known.get(GUIDE, 0))
    return replace(book, catalogue=catalogue, revisions=known) if known != book.revisions else book


def _saved(connection: sa.Connection, policy: str, known: int) -> Sequence[SavedRevision]:
    query = sa.select(
        Revision.policy, Revision.number, Revision.content, Revision.saved_at
    ).where(Revision.policy == policy, Revision.number > known).order_by(Revision.number)
    return [SavedRevision(*row) for row in connection.execute(query)]


def _applied(
    catalogue: Catalogue, policy: str, revisions: Sequence[SavedRevision]
) -> Catalogue:
    """One by one: what cannot be read is left out, and what ran before goes on running."""
    for revision in revisions:
        try:
            catalogue = POLICIES[policy].apply(catalogue, [revision])
        except HelpdeskError as wrong:
            log.error("revision %d of %s is left out: %s", revision.number, policy, wrong.message)
    return catalogue
