"""The checklist of a service's documents on one ticket: what came, was seen, is missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from helpdesk.domain.events import Event, EventType
from helpdesk.domain.services import DocumentNeeded


class DocumentState(StrEnum):
    """Not there; a copy (or a scan) came; the original was seen at the counter; a head's discretion
    takes its place.
    """

    NONE = "none"
    RECEIVED = "received"
    ORIGINAL = "original"
    WAIVED = "waived"


@dataclass(frozen=True)
class Paper:
    """One document and its last tick: in which state, by which actor, when."""

    needed: DocumentNeeded
    state: DocumentState = DocumentState.NONE
    actor: str = ""
    at: datetime | None = None

    @property
    def applies(self) -> bool:
        """A document asked for 'only if …' counts once somebody brought it."""
        return self.needed.when is None or self.state is not DocumentState.NONE

    @property
    def enough(self) -> bool:
        """Whether this is what the service asks for."""
        if self.needed.original:
            return self.state in (DocumentState.ORIGINAL, DocumentState.WAIVED)
        return self.state is not DocumentState.NONE


def papers_of(needed: Sequence[DocumentNeeded], events: Iterable[Event]) -> tuple[Paper, ...]:
    """Every document the service asks for, in its order, as ticks and discretion left it."""
    ticks = {
        e.data["document"]: e for e in events
        if e.type is EventType.DOCUMENT_TICKED
        or (e.type is EventType.DISCRETION_USED and "document" in e.data)
    }
    return tuple(_paper(each, ticks.get(each.code)) for each in needed)


def _paper(needed: DocumentNeeded, tick: Event | None) -> Paper:
    if tick is None:
        return Paper(needed)
    return Paper(needed, DocumentState(tick.data.get("state", "waived")), tick.actor, tick.at)


def missing(papers: Sequence[Paper]) -> tuple[Paper, ...]:
    """What still has to come, or to be shown in the original, before the file is complete."""
    return tuple(paper for paper in papers if paper.applies and not paper.enough)


def must_come(papers: Sequence[Paper]) -> bool:
    """Whether what is missing can only be brought to the counter, not sent."""
    return any(paper.needed.original for paper in missing(papers))


def completeness(papers: Sequence[Paper]) -> str:
    """'complete' once a copy of all is there; originals are seen later (`sla-rules.md` 3)."""
    absent = any(p.applies and p.state is DocumentState.NONE for p in papers)
    return "incomplete" if absent else "complete"


def receipt_stands(events: Iterable[Event]) -> bool:
    """Whether the file was received complete and not given back since: one paper, one time."""
    stands = False
    for event in events:
        if event.type is EventType.FILE_RECEIVED:
            stands = True
        elif event.data.get("completeness") == "incomplete":
            stands = False
    return stands
