"""What the conversation asks the door to do, and what the door answers it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from helpdesk.domain.tender_claim import Claim
from helpdesk.domain.ticket import Authority, IdentityMode, Kind


@dataclass(frozen=True)
class RegisterTicket:
    """Make a ticket; answered by `Registered`. `files` are ids the door has stored before.

    `sealed`: the text names an officer as the reported party, so the closed queue is proposed.
    """

    kind: Kind
    text: str
    service: str | None = None
    topic: str | None = None
    authority: Authority | None = None
    identity: IdentityMode = IdentityMode.KNOWN
    name: str | None = None
    files: tuple[str, ...] = ()
    sealed: bool = False
    package_code: str | None = None
    tender_deadline: str | None = None  # an ISO instant with offset


@dataclass(frozen=True)
class AddMessage:
    """Add the requester's words or files to a ticket."""

    what: ClassVar[str] = "message"
    ticket: str
    text: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class AddDetails:
    """Facts that help: `package_code`, `tender_deadline`, `tender_deadline_words`.

    `tender_deadline` is an ISO instant with offset, an ISO date when the hour is unknown, or,
    when nothing could be read from it, the requester's own words.
    """

    what: ClassVar[str] = "details"
    ticket: str
    fields: Mapping[str, str]


@dataclass(frozen=True)
class CorrectTicket:
    """Put right `package_code`, `tender_deadline` (ISO instant or date) or `text`."""

    what: ClassVar[str] = "corrected"
    ticket: str
    field: str
    value: str


@dataclass(frozen=True)
class ComplaintDetails:
    """One legal content of a complaint (Pasal 8(4)): name, address, loss, request, declared."""

    what: ClassVar[str] = "complaint"
    ticket: str
    fields: Mapping[str, str]


@dataclass(frozen=True)
class SetIdentity:
    """How much of the complainant others may see."""

    what: ClassVar[str] = "identity"
    ticket: str
    mode: IdentityMode


@dataclass(frozen=True)
class ListTickets:
    """Answered by `Listed`: the tickets of this chat, newest first."""


@dataclass(frozen=True)
class ShowStatus:
    """Answered by `StatusShown`, or `Refused` when this chat may not see the ticket."""

    ticket: str


@dataclass(frozen=True)
class ExplainDates:
    """Answered by `StatusShown` too: day by day, why its dates are what they are."""

    ticket: str


@dataclass(frozen=True)
class ConfirmResolved:
    """The requester says that it is done."""

    what: ClassVar[str] = "confirmed"
    ticket: str


@dataclass(frozen=True)
class ReopenTicket:
    """The requester says that it is not done, and why."""

    what: ClassVar[str] = "reopened"
    ticket: str
    text: str


@dataclass(frozen=True)
class OpenInvitation:
    """Look at a one-time link into this chat, by its hash; answered by `Invited` or `Refused`."""

    hashed: str
    ticket: ClassVar[None] = None


@dataclass(frozen=True)
class AcceptInvitation:
    """Bind this chat to the ticket of an invitation it has opened; answered by `Linked`."""

    invitation: int
    ticket: ClassVar[None] = None


@dataclass(frozen=True)
class DeclineInvitation:
    """It was not meant for this person; answered by `Done("declined")`."""

    what: ClassVar[str] = "declined"
    invitation: int
    ticket: ClassVar[None] = None


@dataclass(frozen=True)
class LeaveTicket:
    """Send no more news of a ticket that was bound to this chat."""

    what: ClassVar[str] = "left"
    ticket: str


Effect = (
    RegisterTicket
    | AddMessage
    | AddDetails
    | CorrectTicket
    | ComplaintDetails
    | SetIdentity
    | ListTickets
    | ShowStatus
    | ExplainDates
    | ConfirmResolved
    | ReopenTicket
    | OpenInvitation
    | AcceptInvitation
    | DeclineInvitation
    | LeaveTicket
)


@dataclass(frozen=True)
class Registered:
    """A ticket was made. The dates are worded: "Rabu, 25 November 2026 pukul 16.00 WIB".

    `claim`: what a claim that a tender is about to close came to; None where it is none.
    """

    number: str
    kind: Kind
    response_due: str
    resolution_due: str | None = None
    promise_note: str | None = None
    response_why: str = ""  # as "3 hari kerja; tidak dihitung: akhir pekan"
    resolution_why: str = ""
    claim: Claim | None = None


@dataclass(frozen=True)
class TicketLine:
    """One ticket in a list."""

    number: str
    subject: str
    status_words: str


@dataclass(frozen=True)
class Listed:
    """The answer to `ListTickets`."""

    lines: tuple[TicketLine, ...] = ()


@dataclass(frozen=True)
class StatusShown:
    """How a ticket stands; `actions` of done, reopen, add, why, show, leave, others are ignored."""

    text: str
    number: str
    actions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Done:
    """An effect was carried out: its `what` and its `ticket`.

    `claim`: what it made of a claim that a tender is about to close.
    """

    what: str
    ticket: str | None = None
    claim: Claim | None = None
    into: str = ""  # the ticket in which the matter of a merged one goes on


@dataclass(frozen=True)
class Refused:
    """An effect could not be carried out, with the reason in Indonesian."""

    message: str


@dataclass(frozen=True)
class Invited:
    """The link is good: which ticket it binds to this chat, in the requester's own words.

    Without `subject` where even that may be read by nobody else (a complaint).
    """

    invitation: int
    number: str
    subject: str = ""


@dataclass(frozen=True)
class Linked:
    """The chat is bound to the ticket; `before`: it had been already."""

    number: str
    before: bool = False


Outcome = Registered | Listed | StatusShown | Done | Refused | Invited | Linked
