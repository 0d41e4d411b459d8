"""What the conversation tells the ledger of questions: asked, chosen, judged, become a ticket.

Notes change nothing the person sees and have no outcome. `serial` names the question within its
conversation; nothing else ties the two together.
"""

from dataclasses import dataclass

from helpdesk.domain.question import Zone


@dataclass(frozen=True)
class Asked:
    """A question was put to the guide; `instead`: it takes the place of that earlier one."""

    serial: int
    text: str
    zone: Zone
    topic: str | None = None  # the nearest, shown or not
    complaint: bool = False
    instead: int = 0


@dataclass(frozen=True)
class Chosen:
    """One of the topics offered was opened."""

    serial: int
    topic: str


@dataclass(frozen=True)
class Judged:
    """ "Ya, terjawab" or "Bukan itu" under the topic shown last."""

    serial: int
    helped: bool
    text: str


@dataclass(frozen=True)
class Filed:
    """The question became a ticket."""

    serial: int
    complaint: bool


Note = Asked | Chosen | Judged | Filed
