"""Files at any step: to the ticket in hand, to the draft, or kept and asked about."""

from dataclasses import replace

from helpdesk.dialogue import words
from helpdesk.dialogue.draft import rewrite, send_new, show, stale
from helpdesk.dialogue.question import keep_message
from helpdesk.dialogue.questions import QUESTIONS, TAKES_FILES
from helpdesk.dialogue.replies import Row, button, paragraphs, say, turn
from helpdesk.dialogue.shelf import shelve
from helpdesk.dialogue.state import Draft, FileRef, State
from helpdesk.dialogue.tickets import add_to
from helpdesk.dialogue.values import Context, Input, Reply, Turn
from helpdesk.domain.documents import is_identity_document
from helpdesk.domain.ticket import Kind

LIMIT = 10
AWAITS_TEXT = frozenset({"ask", "file", "complain", "request"})
_ABOUT_TICKET = frozenset({"adding", "reopening"})


def identity_notice(given: Input) -> Reply | None:
    """Where identity papers belong, when some were sent."""
    found = any(
        file.restricted or is_identity_document(file.name, given.text) for file in given.files
    )
    return say(words.FILES_IDENTITY) if found else None


def ticket_for(state: State, given: Input) -> str | None:
    """The ticket the files are for: the one replied to, or the one being asked about."""
    if given.ticket:
        return given.ticket
    return state.ticket if state.step in QUESTIONS or state.step in _ABOUT_TICKET else None


def to_ticket(state: State, number: str, given: Input) -> Turn:
    """Add files, with their caption, to a ticket."""
    ids = tuple(file.id for file in given.files[:LIMIT])
    if number == state.ticket and state.step in TAKES_FILES:
        return keep_message(state, given.text, words.NOTED, ids)
    if number == state.ticket and state.step in _ABOUT_TICKET:
        state = replace(state, step="idle")
    return add_to(state, number, given.text, given.files[:LIMIT])


def hold(state: State, files: tuple[FileRef, ...]) -> tuple[State, bool]:
    """The state with the files kept, and whether some were too many."""
    kept = (*state.files, *(file for file in files if file not in state.files))
    return replace(state, files=kept[:LIMIT]), len(kept) > LIMIT


def receive(state: State, given: Input, context: Context) -> Turn:
    """Files that came without a ticket and, but for a draft, without a caption."""
    if state.step not in {"draft", "edit"}:
        state = shelve(state)
    held, full = hold(state, given.files)
    lead = words.FILES_FULL.format(limit=LIMIT) if full else ""
    if held.draft and not held.draft.sent and state.step in {"draft", "edit"}:
        if given.text:
            return rewrite(held, f"{held.draft.text}\n{given.text}", context, words.DRAFT_ADDED)
        held = replace(held, step="draft")
        return turn(held, show(held, context, lead))
    if state.step == "integrity":
        return turn(state, say(words.INTEGRITY))
    return ask_about_files(held, lead)


def ask_about_files(state: State, lead: str) -> Turn:
    """Keep the files and ask what they are about."""
    waiting = state.step in AWAITS_TEXT
    state = replace(
        state, serial=state.serial + 1, draft=None, step=state.step if waiting else "files"
    )
    rows: list[Row] = [(button(words.FILES_NEW, "file", "new", state.serial),)]
    if state.ticket:
        label = words.FILES_TO_TICKET.format(number=state.ticket)
        rows.insert(0, (button(label, "file", "to", state.serial),))
    rows.append((button(words.FILES_DROP, "file", "drop", state.serial),))
    text = words.FILES_WHAT.format(count=counted(len(state.files)))
    return turn(state, say(paragraphs(lead, text), *(() if waiting else rows)))


def counted(count: int) -> str:
    """ "Satu berkas", "3 berkas"."""
    return "Satu berkas" if count == 1 else f"{count} berkas"


def press_file(state: State, action: str, serial: int | None, context: Context) -> Turn:
    """A button under files that were kept: new ticket, the last ticket, or away with them."""
    if serial != state.serial or state.step != "files" or not state.files:
        return stale(state, serial, context)
    if action == "new":
        return send_new(state, context, Draft(words.FILES_ONLY, Kind.PROBLEM))
    empty = replace(state, step="idle", files=())
    if action == "to" and state.ticket:
        return add_to(empty, state.ticket, "", state.files)
    home = (button(words.MENU_HOME, "menu", "home"),)
    return turn(empty, say(words.FILES_DROPPED, home))
