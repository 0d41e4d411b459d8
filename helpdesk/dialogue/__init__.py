"""The conversation as pure steps: (state, input, context) to (state, replies, effects)."""

from helpdesk.dialogue.engine import start, step
from helpdesk.dialogue.state import Draft, FileRef, State
from helpdesk.dialogue.values import (
    Button,
    Context,
    Input,
    Match,
    Reach,
    Reply,
    ServiceLine,
    Topic,
    TopicAnswer,
    Turn,
)

__all__ = [
    "Button",
    "Context",
    "Draft",
    "FileRef",
    "Input",
    "Match",
    "Reach",
    "Reply",
    "ServiceLine",
    "State",
    "Topic",
    "TopicAnswer",
    "Turn",
    "start",
    "step",
]
