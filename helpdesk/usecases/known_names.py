"""Names we know that a text may hold: its writer's, officers', other requesters', companies'."""

import re
from collections.abc import Iterable

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.models import Conversation, Officer, Requester, Ticket

_LONGEST_NAME = 5  # words
_MOST_WORDS = 60  # of a text that are looked up
# Made once: there are hundreds of runs in a text, each of them looked at when it is built anew.
_NAMED = sa.select(Requester.name, Requester.company).where(sa.or_(
    sa.func.lower(Requester.name).in_(sa.bindparam("runs", expanding=True)),
    sa.func.lower(Requester.company).in_(sa.bindparam("companies", expanding=True)),
)).distinct()
_LEGAL = ("pt", "pt.", "cv", "cv.", "ud")


def known_names(text: str, chat: Conversation | None = None) -> frozenset[str]:
    """The names to take out of `text`; those of others only where the text holds them whole."""
    found = {name for name in db.session.scalars(sa.select(Officer.name)) if name}
    found |= _named_in(text)
    if chat is not None:
        found |= {name for name in (chat.name, *_own(chat)) if name}
    return frozenset(found)


def _own(chat: Conversation) -> Iterable[str | None]:
    """As the tickets of this chat name its writer."""
    query = sa.select(Requester.name, Requester.company).join(
        Ticket, Ticket.requester_id == Requester.id
    )
    rows = db.session.execute(query.where(Ticket.conversation_id == chat.id).distinct())
    return [name for row in rows for name in row]


def _named_in(text: str) -> set[str]:
    runs = _runs(text)
    if not runs:
        return set()
    companies = runs + [f"{legal} {run}" for legal in _LEGAL for run in runs]
    rows = db.session.execute(_NAMED, {"runs": runs, "companies": companies})
    return {name for row in rows for name in row if name}


def _runs(text: str) -> list[str]:
    """Runs of one to five words, small, as a name would stand in the table."""
    words = re.findall(r"[\w.'’-]+", text.casefold())[:_MOST_WORDS]
    sizes = range(1, _LONGEST_NAME + 1)
    runs = (" ".join(words[at : at + size]) for size in sizes for at in range(len(words)))
    return list(dict.fromkeys(run for run in runs if len(run) > 2))
