"""What goes into a step of the conversation and what comes out of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from helpdesk.dialogue.effects import Effect, Outcome
from helpdesk.dialogue.notes import Note
from helpdesk.dialogue.state import FileRef, State
from helpdesk.domain.catalogue import SelfFiling
from helpdesk.domain.ticket import Authority, Channel, Kind

VALUE_BYTES = 48


@dataclass(frozen=True)
class Button:
    """A choice on the screen; `value` comes back as a press, ASCII, at most 48 bytes."""

    label: str
    value: str

    def __post_init__(self) -> None:
        if not self.value.isascii() or not 0 < len(self.value) <= VALUE_BYTES:
            raise ValueError(self.value)


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Reply:
    """One message. The skin puts the status link of `ticket` where the text holds "{tautan}".

    `proof`: the Bukti Lapor of `ticket` goes with it.
    """

    text: str
    buttons: Rows = ()
    ticket: str | None = None
    proof: bool = False


InputKind = Literal[
    "text", "press", "files", "command", "invitation", "outcome", "unsupported"
]


@dataclass(frozen=True)
class Input:
    """What came in.

    `text`: the words; of a press the button's value; of files their caption; of a command its
    name; of an "invitation" the hash of a one-time link's token; of "unsupported" what it was
    ("stiker"). `argument`: what follows a command.
    `ticket`: the ticket of the message replied to. `dropped`: what `strip_credentials` found.
    `edited`: the text takes the place of the question asked last.
    """

    kind: InputKind
    text: str = ""
    argument: str = ""
    files: tuple[FileRef, ...] = ()
    ticket: str | None = None
    outcome: Outcome | None = None
    dropped: tuple[str, ...] = ()
    edited: bool = False


@dataclass(frozen=True)
class Topic:
    """A topic of the FAQ that may be meant."""

    id: str
    title: str
    score: float = 0.0


@dataclass(frozen=True)
class Match:
    """What the FAQ makes of a text. `complaint`: probability 0..1.

    `aspects`: where the service is sure and the aspect is not (syarat, waktu, biaya), the topics
    to choose from; they are shown instead of answer and candidates, under the name of the service
    (`subject`).
    """

    zone: Literal["answer", "choose", "ticket"]
    candidates: tuple[Topic, ...] = ()
    complaint: float = 0.0
    aspects: tuple[Topic, ...] = ()
    subject: str = ""


@dataclass(frozen=True)
class TopicAnswer:
    """An answer ready to send: plain text. No `reviewed_on`: no officer has confirmed it yet.

    `self_filing`: how the account's owner files it, where nobody else can.
    """

    id: str
    title: str
    text: str
    source: str
    reviewed_on: date | None
    authority: Authority = Authority.BUREAU
    kind: Kind = Kind.INQUIRY
    service: str | None = None
    unit: str | None = None
    self_filing: SelfFiling | None = None


@dataclass(frozen=True)
class ServiceLine:
    """A service as the conversation shows it."""

    code: str
    name: str
    unit_name: str
    kind: Kind = Kind.REQUEST
    summary: str = ""
    requirements: tuple[str, ...] = ()
    needs_visit: bool = False


@dataclass(frozen=True)
class Reach:
    """How officers are reached at this moment.

    `opening`: a sentence on the counter; `elsewhere`: telephone and address, one a line;
    `waiting`: tickets that wait for the bureau's words; `pace`: within what half of the latest
    first answers came ("2 jam kerja"), empty where too few say anything.
    """

    opening: str
    waiting: int
    pace: str = ""
    on_duty: bool = False
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True)
class Context:
    """What the conversation may know beside its own state.

    `now` is aware and local: `now.astimezone(calendar.tz)`; "besok jam 10" is read in its zone.
    `reach` is asked only by who wants an officer, for it looks into the database.
    `topic` raises `NotFound` or `LookupError` for an id it does not know.
    `lpse_support`, `call_144`: where else to turn when SPSE fails, as texts to print.
    `integrity_line`: the Inspektorat with its address, in one line; empty: general words.
    `incident_line`: what the public is told of an incident now, asked likewise; empty: none.
    """

    now: datetime
    channel: Channel
    match: Callable[[str], Match]
    topic: Callable[[str], TopicAnswer]
    services: tuple[ServiceLine, ...]
    bureau_name: str
    privacy_line: str
    reach: Callable[[], Reach]
    response_promise: str
    lpse_support: str
    call_144: str
    known_name: str | None = None
    integrity_line: str = ""
    incident_line: Callable[[], str] = str


@dataclass(frozen=True)
class Turn:
    """The result of one step: the state to keep, what to say, what to do, what to count.

    `again`: an input to take at once, as if it came only now.
    """

    state: State
    replies: tuple[Reply, ...] = ()
    effects: tuple[Effect, ...] = ()
    notes: tuple[Note, ...] = ()
    again: Input | None = None
