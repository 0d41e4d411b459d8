"""Questions asked on pages: the guide's search, and what the guide offers in the form.

A page has no conversation; `place` says where a question was asked, so that a page loaded again
finds its row.
"""

from datetime import datetime

from helpdesk.db import use_case
from helpdesk.dialogue.noting import is_complaint
from helpdesk.dialogue.values import Match
from helpdesk.domain.question import Skin, Zone
from helpdesk.usecases.effects import Talk
from helpdesk.usecases.ledger import (
    NewQuestion,
    is_kept,
    keep_choice,
    keep_question,
    keep_verdict,
)
from helpdesk.usecases.questions import handle_of, is_legible, kept_words
from helpdesk.usecases.rulebook import Rulebook


@use_case
def note_search(
    book: Rulebook, talk: Talk, place: str, text: str, match: Match, *, now: datetime
) -> None:
    """Count a search; the same again on the same day is the same question."""
    if not is_kept(handle_of(book, place)) and is_legible(talk, text):
        _keep(book, talk, Skin.SEARCH, place, text, match, now)


@use_case
def note_offer(
    book: Rulebook, talk: Talk, place: str, text: str, match: Match, *, now: datetime
) -> None:
    """Count what the form offered by itself."""
    if not is_kept(handle_of(book, place)):
        _keep(book, talk, Skin.FORM, place, text, match, now)


def _keep(
    book: Rulebook, talk: Talk, skin: Skin, place: str, text: str, match: Match, now: datetime
) -> None:
    complaint = is_complaint(text, match)
    new = NewQuestion(
        skin, handle_of(book, place), Zone(match.zone),
        match.candidates[0].id if match.candidates else None, complaint,
        "" if complaint else kept_words(talk, text),
    )
    keep_question(new, book.calendar.local_date(now))


@use_case
def note_opened(book: Rulebook, place: str, topic: str) -> None:
    """Of the topics a search offered one was opened."""
    keep_choice(handle_of(book, place), topic, of=Zone.CHOOSE)


@use_case
def note_verdict(
    book: Rulebook, talk: Talk, place: str, text: str, topic: str, *, helped: bool, now: datetime
) -> None:
    """ "Ya, membantu" or "Bukan itu" under a topic."""
    words = "" if helped else kept_words(talk, text)
    day = book.calendar.local_date(now)
    keep_verdict(handle_of(book, place), words, day, helped=helped, topic=topic)
