"""What a conversation tells of its questions, kept in the ledger in the turn's own transaction."""

import hashlib
import hmac
import re
from collections.abc import Sequence
from datetime import datetime

from helpdesk.dialogue.notes import Asked, Chosen, Filed, Judged, Note
from helpdesk.domain.question import Skin
from helpdesk.domain.redaction import redact
from helpdesk.models import Conversation
from helpdesk.usecases.effects import Talk
from helpdesk.usecases.known_names import known_names
from helpdesk.usecases.ledger import (
    NewQuestion,
    keep_choice,
    keep_filing,
    keep_question,
    keep_verdict,
)
from helpdesk.usecases.rulebook import Rulebook

_MOST_READ = 2_000  # characters of a text that are looked at; three hundred are kept at most


def hear(
    book: Rulebook, talk: Talk, chat: Conversation, notes: Sequence[Note], now: datetime
) -> None:
    """Keep what a turn noted; the conversation must be locked."""
    for note in notes:
        _hear(book, talk, chat, note, now)


def _hear(book: Rulebook, talk: Talk, chat: Conversation, note: Note, now: datetime) -> None:
    handle = handle_of(book, f"{chat.id}:{note.serial}")
    day = book.calendar.local_date(now)
    match note:
        case Asked() if is_legible(talk, note.text):
            new = NewQuestion(
                Skin(chat.skin), handle, note.zone, note.topic, note.complaint,
                "" if note.complaint else kept_words(talk, note.text, chat),
            )
            instead = handle_of(book, f"{chat.id}:{note.instead}") if note.instead else None
            keep_question(new, day, instead=instead)
        case Chosen():
            keep_choice(handle, note.topic)
        case Judged():
            words = "" if note.helped else kept_words(talk, note.text, chat)
            keep_verdict(handle, words, day, helped=note.helped)
        case Filed():
            keep_filing(handle, complaint=note.complaint)


def handle_of(book: Rulebook, place: str) -> str:
    """What the ledger knows a question by: nobody without the key finds its place by it."""
    return hmac.new(book.link_key, f"question:{place}".encode(), hashlib.sha256).hexdigest()[:32]


def is_legible(talk: Talk, text: str) -> bool:
    """Whether any word is one; a text without a single known word asks nothing."""
    words = re.findall(r"[^\W\d_]{2,}", text[:_MOST_READ].casefold())
    return any(talk.is_word(word) for word in words)


def kept_words(talk: Talk, text: str, chat: Conversation | None = None) -> str:
    """The words that may be kept of a question."""
    text = text[:_MOST_READ]
    return redact(text, known_names(text, chat), talk.is_word)
