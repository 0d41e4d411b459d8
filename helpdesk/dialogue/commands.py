"""The commands: /mulai, /bantuan, /status, /tiket, /batal and their synonyms."""

from collections.abc import Callable
from dataclasses import replace

from helpdesk.dialogue import cues, words
from helpdesk.dialogue.draft import cancel
from helpdesk.dialogue.linking import useless_link
from helpdesk.dialogue.matter import integrity
from helpdesk.dialogue.menu import MENU, greet, home, menu_rows
from helpdesk.dialogue.replies import paragraphs, say, turn
from helpdesk.dialogue.state import State
from helpdesk.dialogue.tickets import (
    command_ticket,
    list_tickets,
    number_first,
    show_status,
)
from helpdesk.dialogue.values import Context, Input, InputKind, Turn

_LINK_LENGTH = 20  # a link of ours that no longer works is longer; nobody types as much

Command = Callable[[State, str, Input, Context], Turn]


def _start(state: State, argument: str, given: Input, context: Context) -> Turn:
    forged = len(argument) >= _LINK_LENGTH and " " not in argument
    return useless_link(state) if forged else greet(state, context)


def _help(state: State, argument: str, given: Input, context: Context) -> Turn:
    return turn(state, say(words.HELP, *menu_rows()))


def _status(state: State, argument: str, given: Input, context: Context) -> Turn:
    number, _ = cues.leading_ticket_number(argument)
    return show_status(state, number) if number else list_tickets(state)


def _ticket(state: State, argument: str, given: Input, context: Context) -> Turn:
    number, _ = number_first(state, argument)
    if number not in state.confided and cues.speaks_of_bribery(argument):
        return integrity(state, argument, context)
    return command_ticket(state, argument, given)


def _cancel(state: State, argument: str, given: Input, context: Context) -> Turn:
    return cancel(state)


def _open(entry: str) -> Command:
    def act(state: State, argument: str, given: Input, context: Context) -> Turn:
        opened = MENU[entry](state, context)
        if not argument:
            return opened
        # "/lapor gagal login": the words are what the entry would have waited for.
        kind: InputKind = "files" if given.files else "text"
        return Turn(opened.state, again=Input(kind, argument, files=given.files))

    return act


def _home(state: State, argument: str, given: Input, context: Context) -> Turn:
    return home(state, context)


COMMANDS: dict[str, Command] = {
    "start": _start,
    "mulai": _start,
    "menu": _home,
    "bantuan": _help,
    "help": _help,
    "status": _status,
    "tiket": _ticket,
    "batal": _cancel,
    "cancel": _cancel,
    "tanya": _open("ask"),
    "lapor": _open("file"),
    "layanan": _open("services"),
    "petugas": _open("officer"),
}


def command(state: State, given: Input, context: Context) -> Turn:
    """Run a command, written "/status@bot kata" in the text or split by the door."""
    name, _, rest = given.text.strip().lstrip("/").partition(" ")
    name = name.partition("@")[0].casefold()
    argument = " ".join(part for part in (rest.strip(), given.argument.strip()) if part)
    act = COMMANDS.get(name)
    if act is None:
        taken = home(state, context, paragraphs(words.UNKNOWN_COMMAND, words.MENU_PROMPT))
    else:
        taken = act(state, argument, given, context)
    if given.files and not (name == "tiket" or taken.again):
        return replace(taken, again=Input("files", files=given.files))  # sent under a command
    return taken
