"""A solved ticket's question and answer, with people taken out, for a draft of the guide."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from helpdesk.domain.redaction import redact
from helpdesk.domain.ticket import Kind, Status
from helpdesk.models import Ticket
from helpdesk.queries.reading import messages_of

SOLVED = (Status.RESOLVED, Status.CLOSED)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_CHUNK = 280  # characters; redaction keeps three hundred of a text
_LIST = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+")
_GREETING = re.compile(
    r"^(?:yth\b|kepada\b|dear\b|halo\b|selamat (?:pagi|siang|sore|malam)|salam\b|hormat kami\b"
    r"|terima kasih[.!]?$|demikian\b)", re.IGNORECASE,
)
Names = Callable[[str], Iterable[str]]


@dataclass(frozen=True)
class Solved:
    """What may be kept of a ticket: no name, no number, no contact."""

    title: str
    question: str
    answer: str


def may_become_article(ticket: Ticket) -> bool:
    """Never a complaint, never a sealed ticket, and only what is solved itself."""
    return (
        not ticket.sealed and Kind(ticket.kind) is not Kind.COMPLAINT
        and Status(ticket.status) in SOLVED and ticket.merged_id is None
    )


def solved_of(ticket: Ticket, names: Names, is_word: Callable[[str], bool]) -> Solved:
    """The requester's first words and the officer's last ones, redacted."""
    own = [n for n in (ticket.requester.name, ticket.requester.company) if n]

    def clean(text: str) -> str:
        return redact(text, [*own, *names(text)], is_word)

    said = messages_of(ticket, internal=False)
    question = next((m.body for m in said if m.side == "requester"), ticket.subject)
    answer = next((m.body for m in reversed(said) if m.side == "officer"), "")
    return Solved(clean(ticket.subject), clean(question), _lines(answer, clean))


def gist(answer: str) -> str:
    """An answer in one line, for officers: its first sentence that is no greeting, not redacted."""
    lines = (line.strip() for line in answer.splitlines())
    first = next((line for line in lines if line and not _GREETING.match(line)), "")
    sentence = _SENTENCE.split(_LIST.sub("", first))[0]
    return next(iter(_parts(sentence)), "")[:_CHUNK]


def _lines(text: str, clean: Callable[[str], str]) -> str:
    """Line by line and sentence by sentence, so that a long answer stays whole."""
    return "\n".join(
        "" if _GREETING.match(line.strip()) else _line(line, clean) for line in text.splitlines()
    ).strip()


def _line(line: str, clean: Callable[[str], str]) -> str:
    sign = _LIST.match(line)
    lead, rest = (sign[0], line[sign.end():]) if sign else ("", line)
    return lead + " ".join(
        clean(part) for sentence in _SENTENCE.split(rest) for part in _parts(sentence)
    )


def _parts(sentence: str) -> Iterable[str]:
    """A sentence longer than redaction keeps, cut between words."""
    part = ""
    for word in sentence.split():
        if part and len(part) + len(word) >= _CHUNK:
            yield part
            part = ""
        part = f"{part} {word}".strip()
    if part:
        yield part
