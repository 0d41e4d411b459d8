"""One question asked after the number is known: how it is put, and how its answer is taken."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from helpdesk.dialogue.effects import AddMessage, Effect
from helpdesk.dialogue.state import State
from helpdesk.dialogue.values import Context, Input, Rows, Turn

# What an answer comes to: a turn, or None for "lewati".
Answer = Callable[[State, Input, Context], Turn | None]


@dataclass(frozen=True)
class Question:
    """`answer` gives a turn, or None when the question is skipped."""

    text: Callable[[State, Context], str]
    buttons: Callable[[State, Context], Rows]
    answer: Answer


def keep(state: State, effect: Effect, awaits: str, note: str = "") -> Turn:
    """Carry out `effect`; its `Done` moves on to the next question and says `note`."""
    return Turn(replace(state, awaits=awaits, note=note), effects=(effect,))


def keep_message(state: State, text: str, note: str, files: tuple[str, ...] = ()) -> Turn:
    """Keep the answer as a message of the ticket."""
    return keep(state, AddMessage(state.ticket or "", text, files), AddMessage.what, note)
