"""Small builders for buttons, replies and turns."""

from dataclasses import replace

from helpdesk.dialogue.effects import Effect
from helpdesk.dialogue.state import State
from helpdesk.dialogue.values import Button, Reply, Turn

Row = tuple[Button, ...]


def button(label: str, *parts: object) -> Button:
    """A button whose value is `parts` joined by colons."""
    return Button(label, ":".join(str(part) for part in parts))


def say(text: str, *rows: Row, ticket: str | None = None) -> Reply:
    """A reply with its rows of buttons; empty rows fall away."""
    return Reply(text, tuple(row for row in rows if row), ticket)


def turn(state: State, *replies: Reply, effects: tuple[Effect, ...] = ()) -> Turn:
    """A turn of any number of replies."""
    return Turn(state, replies, effects)


def with_proof(taken: Turn) -> Turn:
    """The turn, its first reply bringing the Bukti Lapor."""
    first, *rest = taken.replies
    return replace(taken, replies=(replace(first, proof=True), *rest))


def paragraphs(*parts: str | None) -> str:
    """The parts that say something, an empty line between them."""
    return "\n\n".join(part for part in parts if part)


def lines(*parts: str | None) -> str:
    """The parts that say something, one a line."""
    return "\n".join(part for part in parts if part)
