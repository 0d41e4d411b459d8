"""What people do with tickets they have: list, look, add, confirm, reopen."""

from dataclasses import replace

from helpdesk.dialogue import cues, wishes, words
from helpdesk.dialogue.effects import (
    AddMessage,
    ConfirmResolved,
    ExplainDates,
    LeaveTicket,
    ListTickets,
    ReopenTicket,
    SetIdentity,
    ShowStatus,
)
from helpdesk.dialogue.fixing import ask_what
from helpdesk.dialogue.matter import take
from helpdesk.dialogue.questions import QUESTIONS, leave
from helpdesk.dialogue.replies import button, say, turn
from helpdesk.dialogue.state import FileRef, State
from helpdesk.dialogue.values import Context, Input, Turn
from helpdesk.domain.ticket import IdentityMode

# What a state awaits that no question asked for.
ADDING, SHOWING, WANTED = "adding", "showing", "want:"
AT_REST = frozenset({"idle", "ask", "services", "answered", "choosing", "own_number", "ticket"})


def list_tickets(state: State) -> Turn:
    """Ask for the list."""
    return Turn(state, effects=(ListTickets(),))


def show_status(state: State, number: str) -> Turn:
    """Ask how a ticket stands."""
    return Turn(state, effects=(ShowStatus(number),))


def explain_dates(state: State, number: str) -> Turn:
    """Ask why a ticket's dates are what they are."""
    return Turn(state, effects=(ExplainDates(number),))


def about(state: State, number: str, given: Input) -> Turn:
    """Words about a ticket: it is done, it is not, or they are added to it."""
    text = given.text
    if cues.is_thanks(text):
        return turn(state, say(words.THANKS))
    if wishes.says_done(text):
        return Turn(state, effects=(ConfirmResolved(number),))
    if wishes.says_not_done(text):
        return not_done(state, number, text)
    return add_to(state, number, text)


def add_to(state: State, number: str, text: str, files: tuple[FileRef, ...] = ()) -> Turn:
    """Add to a ticket; should it be refused, words and files are still at hand."""
    effect = AddMessage(number, text, tuple(file.id for file in files))
    return Turn(_kept(state, text, files), effects=(effect,))


def _kept(state: State, text: str, files: tuple[FileRef, ...] = ()) -> State:
    if state.step not in AT_REST or state.files:
        return state
    return replace(state, awaits=ADDING, held=text, files=files)


def hide(state: State, number: str) -> Turn:
    """Take the name off a ticket, asked for at any time afterwards."""
    noted = replace(state, awaits="", note=words.NONE_SET)
    return Turn(noted, effects=(SetIdentity(number, IdentityMode.NONE),))


def not_done(state: State, number: str, text: str) -> Turn:
    """Reopen with the reason given, or ask for it."""
    if cues.is_bare(text):
        return prompt(state, number, "reopening", words.REOPEN_PROMPT)
    return Turn(_kept(state, text), effects=(ReopenTicket(number, text),))


def prompt(state: State, number: str, step: str, text: str) -> Turn:
    """Wait for words about a ticket."""
    asking = replace(leave(state), step=step, ticket=number)
    cancel = (button(words.CANCEL, "stop", asking.serial),)
    return turn(asking, say(text.format(number=number), cancel, ticket=number))


def adding_text(state: State, given: Input, context: Context) -> Turn:
    """The words for "Tambah keterangan"."""
    return add_to(replace(state, step="idle"), state.ticket or "", given.text)


def ticket_text(state: State, given: Input, context: Context) -> Turn:
    """Words after `/tiket N`: added to it, unless they are a question the guide answers at once."""
    if cues.is_question(given.text) and context.match(given.text).zone == "answer":
        return take(replace(state, step="idle"), given.text, context)
    return about(replace(state, step="idle"), state.ticket or "", given)


def reopening_text(state: State, given: Input, context: Context) -> Turn:
    """The words for "Belum selesai"."""
    done = _kept(replace(state, step="idle"), given.text)
    return Turn(done, effects=(ReopenTicket(state.ticket or "", given.text),))


_ASKING = {
    "add": words.ADD_PROMPT, "answer": words.ANSWER_PROMPT, "files": words.SEND_FILES_PROMPT,
}


def press_ticket(state: State, number: str, action: str) -> Turn:
    """A button of a ticket; whether it may still be done is decided where it is done."""
    if action == "done":
        return Turn(state, effects=(ConfirmResolved(number),))
    if action == "reopen":
        return prompt(state, number, "reopening", words.REOPEN_PROMPT)
    if action in _ASKING or action == "fix":
        # An old button must not ask for words that would be refused.
        return Turn(replace(state, awaits=WANTED + action), effects=(ShowStatus(number),))
    if action == "complete":
        return add_to(state, number, words.COMPLETE_SAID)
    if action == "leave":
        return Turn(state, effects=(LeaveTicket(number),))
    if action == "why":
        return explain_dates(state, number)
    return show_status(state, number)


def may_want(state: State, actions: tuple[str, ...]) -> bool:
    """Whether what a button asked for is among what may be done with its ticket."""
    action = state.awaits.removeprefix(WANTED)
    return ("add" if action in _ASKING else action) in actions


def wanted(state: State, number: str) -> Turn:
    """What a button asked for, once it is known that the ticket is still open."""
    action, state = state.awaits.removeprefix(WANTED), replace(state, awaits="")
    if action == "fix":
        return ask_what(state, number)
    return prompt(state, number, "adding", _ASKING[action])


def command_ticket(state: State, argument: str, given: Input) -> Turn:
    """`/tiket N` shows a ticket, `/tiket N words` adds to it."""
    number, rest = number_first(state, argument)
    if number is None:
        return list_tickets(state) if not argument else turn(state, say(words.NUMBER_UNREADABLE))
    if given.files or rest:
        if given.files:
            return add_to(state, number, rest, given.files)
        return about(state, number, replace(given, text=rest))
    asks = state.step not in QUESTIONS
    return show_status(replace(state, awaits=SHOWING) if asks else state, number)


def number_first(state: State, argument: str) -> tuple[str | None, str]:
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
