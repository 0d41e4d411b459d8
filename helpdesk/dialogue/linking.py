"""A ticket of the site or the counter brought into this chat by a one-time link.

Nothing is remembered between the question and its answer: the button names the invitation, and
only the chat that opened an invitation can use it.
"""

from dataclasses import replace

from helpdesk.dialogue import words
from helpdesk.dialogue.draft import quoted
from helpdesk.dialogue.effects import (
    AcceptInvitation,
    DeclineInvitation,
    Invited,
    Linked,
    OpenInvitation,
)
from helpdesk.dialogue.menu import menu_rows
from helpdesk.dialogue.replies import button, say, turn
from helpdesk.dialogue.state import State
from helpdesk.dialogue.values import Context, Turn


def open_link(state: State, hashed: str) -> Turn:
    """Ask what the link that was followed leads to."""
    return Turn(state, effects=(OpenInvitation(hashed),))


def useless_link(state: State) -> Turn:
    """Something after /start that is no link of ours; as little is told as of one that is over."""
    return turn(state, say(words.LINK_USELESS, *menu_rows()))


def invited(state: State, outcome: Invited, context: Context) -> Turn:
    """Name the ticket before anything is bound."""
    shown = words.LINK_ASK if outcome.subject else words.LINK_ASK_SEALED
    yes = button(words.LINK_YES, "link", outcome.invitation, "yes")
    no = button(words.LINK_NO, "link", outcome.invitation, "no")
    asked = shown.format(number=outcome.number, subject=quoted(outcome.subject))
    return turn(state, say(asked, (yes,), (no,)))


def press_link(state: State, invitation: int, answer: str) -> Turn:
    """The answer to that question."""
    act = AcceptInvitation if answer == "yes" else DeclineInvitation
    return Turn(state, effects=(act(invitation),))


def linked(state: State, outcome: Linked, context: Context) -> Turn:
    """What is different from now on, and how to undo it."""
    number = outcome.number
    told = words.LINKED_BEFORE if outcome.before else words.LINKED
    if state.step == "idle":
        state = replace(state, ticket=number)
    rows = (
        (button(words.SEE_STATUS, "t", number, "show"), button(words.ADD, "t", number, "add")),
        (button(words.LINK_LEAVE, "t", number, "leave"),),
    )
    return turn(state, say(told.format(number=number), *rows, ticket=number))
