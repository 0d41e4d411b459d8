"""How much one chat, and all chats together, may bring before they have to wait."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

WINDOW = timedelta(minutes=1)
MOST_HELD = 200  # of a chat; what comes on top is kept, and read only when a person lets it through


@dataclass(frozen=True)
class Caps:
    """Arrivals in a minute and new tickets of a chat; 0 means as many as come."""

    chat_minute: int = 60  # one a second, which is how fast Telegram lets a chat be answered
    all_minute: int = 6000  # above what two processes take in
    tickets_hour: int = 6
    tickets_day: int = 20


UNCAPPED = Caps(0, 0, 0, 0)


class Verdict(Enum):
    """What becomes of an arrival; each is kept before its source hears that it was taken."""

    TAKE = "take"
    HOLD = "hold"  # read in its turn, as soon as there is room
    DROP = "drop"  # a press or a bare command: doing it late would surprise
    PARK = "park"  # kept whole, and left to a person


@dataclass(frozen=True)
class Lately:
    """What came within the last minute, and what of this chat is held back."""

    chat: int = 0
    all: int = 0
    held: int = 0
    over: int = 0  # of this chat's in the last minute: those that were too many
    parked: int = 0  # likewise: those left to a person


def verdict(caps: Caps, lately: Lately, *, matter: bool) -> Verdict:
    """What becomes of the next arrival. `matter`: it holds words or files, which are not lost."""
    if not (lately.held or is_chat_over(caps, lately) or _is_over(caps.all_minute, lately.all)):
        return Verdict.TAKE
    if not matter:
        return Verdict.DROP
    return Verdict.HOLD if lately.held < MOST_HELD else Verdict.PARK


def is_chat_over(caps: Caps, lately: Lately) -> bool:
    """Whether it is this chat that brings too much, and not all of them together."""
    return _is_over(caps.chat_minute, lately.chat)


def _is_over(cap: int, count: int) -> bool:
    return 0 < cap <= count
