"""What people do with tickets they have: list, look, add, confirm, reopen."""

from dataclasses import replace

from helpdesk.dialogue import cues, words
from helpdesk.dialogue.effects import (
    AddMessage,
    ConfirmResolved,
    ExplainDates,
    LeaveTicket,
    ListTickets,
    ReopenTicket,
    ShowStatus,
)
from helpdesk.dialogue.questions import leave
from helpdesk.dialogue.replies import button, say, turn
from helpdesk.dialogue.state import State
from helpdesk.dialogue.values import Context, Input, Turn


def list_tickets(state: State) -> Turn:
    """Ask for the list."""
    return Turn(state, effects=(ListTickets(),))


def show_status(state: State, number: str) -> Turn:
    """Ask how a ticket stands."""
    return Turn(state, effects=(ShowStatus(number),))


def explain_dates(state: State, number: str) -> Turn:
    """Ask why a ticket's dates are what they are."""
    return Turn(_focus(state, number), effects=(ExplainDates(number),))


def about(state: State, number: str, given: Input) -> Turn:
    """Words about a ticket: it is done, it is not, or they are added to it."""
    text = given.text
    if cues.is_thanks(text):
        return turn(state, say(words.THANKS))
    if cues.says_done(text):
        return Turn(_focus(state, number), effects=(ConfirmResolved(number),))
    if cues.says_not_done(text):
        return not_done(state, number, text)
    return Turn(_focus(state, number), effects=(AddMessage(number, text),))


def not_done(state: State, number: str, text: str) -> Turn:
    """Reopen with the reason given, or ask for it."""
    if cues.is_bare(text):
        return prompt(state, number, "reopening", words.REOPEN_PROMPT)
    return Turn(_focus(state, number), effects=(ReopenTicket(number, text),))


def prompt(state: State, number: str, step: str, text: str) -> Turn:
    """Wait for words about a ticket."""
    asking = replace(leave(state), step=step, ticket=number)
    cancel = (button(words.CANCEL, "stop", asking.serial),)
    return turn(asking, say(text.format(number=number), cancel, ticket=number))


def _focus(state: State, number: str) -> State:
    """The ticket last spoken of, unless questions about another are in progress."""
    return replace(state, ticket=number) if state.step == "idle" else state


def adding_text(state: State, given: Input, context: Context) -> Turn:
    """The words for "Tambah keterangan"."""
    done = replace(state, step="idle")
    return Turn(done, effects=(AddMessage(state.ticket or "", given.text),))


def reopening_text(state: State, given: Input, context: Context) -> Turn:
    """The words for "Belum selesai"."""
    done = replace(state, step="idle")
    return Turn(done, effects=(ReopenTicket(state.ticket or "", given.text),))


def press_ticket(state: State, number: str, action: str) -> Turn:
    """A button of a ticket; whether it may still be done is decided where it is done."""
    if action == "done":
        return Turn(_focus(state, number), effects=(ConfirmResolved(number),))
    if action == "reopen":
        return prompt(state, number, "reopening", words.REOPEN_PROMPT)
    if action == "add":
        return prompt(state, number, "adding", words.ADD_PROMPT)
    if action == "leave":
        return Turn(state, effects=(LeaveTicket(number),))
    if action == "why":
        return explain_dates(state, number)
    return show_status(state, number)


def command_ticket(state: State, argument: str, given: Input) -> Turn:
    """`/tiket N` shows a ticket, `/tiket N words` adds to it."""
    number, rest = _number_first(state, argument)
    if number is None:
        return list_tickets(state) if not argument else turn(state, say(words.NUMBER_UNREADABLE))
    if given.files or rest:
        ids = tuple(file.id for file in given.files)
        if ids:
            return Turn(state, effects=(AddMessage(number, rest, ids),))
        return about(state, number, replace(given, text=rest))
    return show_status(state, number)


def _number_first(state: State, argument: str) -> tuple[str | None, str]:
    """The ticket meant and the words after it; "123" is the chat's own ticket ending so."""
    number, rest = cues.leading_ticket_number(argument)
    if number:
        return number, rest
    first, _, rest = argument.partition(" ")
    if first.isascii() and first.isdigit():
        known = (state.ticket, *(number for _, number in reversed(state.sent)))
        for candidate in known:
            if candidate and int(candidate.rpartition("-")[2]) == int(first[:12]):
                return candidate, rest.strip()
    return None, argument
