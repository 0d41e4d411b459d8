"""Searches of the guide told to the ledger: once a day for the same words from the same place."""

import logging
from collections.abc import Callable
from functools import partial

from flask import g, request
from flask_limiter.util import get_remote_address
from limits import parse
from sqlalchemy.exc import OperationalError

from helpdesk.db import begin_reading, release
from helpdesk.dialogue.values import Match
from helpdesk.usecases.guide_votes import note_votes
from helpdesk.usecases.ledger import is_kept
from helpdesk.usecases.page_questions import note_opened, note_search, note_verdict
from helpdesk.usecases.questions import handle_of
from helpdesk.web import limiter
from helpdesk.web.door import book, now, talk

MOST = parse("20 per minute")  # of one address; more is a machine, and is answered all the same
ONCE = parse("1 per day")
log = logging.getLogger(__name__)


def note_asked(text: str, match: Match) -> None:
    """Count a search somebody sees the page of; officers who try the guide out ask nothing."""
    if _is_seen() and g.get("officer") is None and _in_measure():
        _quietly(partial(note_search, book(), talk(), _place(text), text, match, now=now()))


def note_topic_opened(text: str, topic: str) -> None:
    """Count that one of the topics a search offered was opened."""
    if is_kept(handle_of(book(), _place(text))):
        _quietly(partial(note_opened, book(), _place(text), topic))


def note_judged(text: str, topic: str, *, helped: bool) -> None:
    """Count the verdict on the answer to a search."""
    note_verdict(book(), talk(), _place(text), text, topic, helped=helped, now=now())


def note_read(topic: str, *, helped: bool) -> None:
    """Count the verdict of somebody who read a page without asking; once a day of one address."""
    if g.get("officer") is None and limiter.limiter.hit(ONCE, "read", topic, get_remote_address()):
        note_votes(book(), topic, helped=helped, now=now())


def asked_place(text: str) -> str | None:
    """Where the ledger has these words as a search of today, if it has."""
    place = _place(text)
    return place if is_kept(handle_of(book(), place)) else None


def _place(text: str) -> str:
    """Only a keyed digest of it is stored, and that until the next day."""
    words = " ".join(text.casefold().split())
    day = book().calendar.local_date(now())
    return f"search:{day}:{get_remote_address()}:{words}"


def _is_seen() -> bool:
    """A page for a person's eyes: not fetched ahead, and not by a script while they type."""
    ahead = "prefetch" in request.headers.get("Sec-Purpose", "")
    shown = request.headers.get("Sec-Fetch-Dest", "document") == "document"
    return request.method == "GET" and shown and not ahead


def _in_measure() -> bool:
    return limiter.limiter.hit(MOST, "searches", get_remote_address())


def _quietly(note: Callable[[], None]) -> None:
    """A page that is only read is shown even when the ledger cannot be written."""
    release()
    try:
        note()
    except OperationalError as broken:
        log.warning("a search was not counted: %s", type(broken).__name__)
    finally:
        begin_reading()
