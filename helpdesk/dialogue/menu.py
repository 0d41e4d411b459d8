"""The greeting, the menu and what its entries open."""

from dataclasses import replace

from helpdesk.dialogue import words
from helpdesk.dialogue.draft import show
from helpdesk.dialogue.questions import QUESTIONS, current, leave
from helpdesk.dialogue.replies import button, lines, paragraphs, say, turn
from helpdesk.dialogue.services import list_services
from helpdesk.dialogue.shelf import is_unsent, reminder, shelve, taken_down
from helpdesk.dialogue.state import State
from helpdesk.dialogue.tickets import list_tickets
from helpdesk.dialogue.values import Context, Reply, Rows, Turn
from helpdesk.domain.ticket import Kind

_NAME = 40


def menu_rows() -> Rows:
    """The five entries."""
    return (
        (button(words.MENU_ASK, "menu", "ask"), button(words.MENU_FILE, "menu", "file")),
        (
            button(words.MENU_STATUS, "menu", "status"),
            button(words.MENU_SERVICES, "menu", "services"),
        ),
        (button(words.MENU_OFFICER, "menu", "officer"),),
    )


def greet(state: State, context: Context) -> Turn:
    """Who speaks, how data are used, and the menu; what was begun stays begun."""
    name = f", {context.known_name[:_NAME]}" if context.known_name else ""
    hello = words.GREETING.format(name=name, bureau=context.bureau_name)
    reply = say(paragraphs(hello, context.incident_line(), context.privacy_line), *menu_rows())
    rested = _rest(state)
    return turn(rested, reply, *_waiting(rested))


def home(state: State, context: Context, lead: str = words.MENU_PROMPT) -> Turn:
    """The menu alone."""
    reply = say(lead, *menu_rows())
    rested = _rest(state)
    return turn(rested, reply, *_waiting(rested))


def _rest(state: State) -> State:
    """At rest; a draft and unanswered questions can be taken up again."""
    step = state.back or state.step
    suspended = step if step in QUESTIONS else state.suspended
    return replace(state, step="idle", suspended=suspended, back="", held="")


def _waiting(state: State) -> tuple[Reply, ...]:
    """A line on what was begun and not ended, first what can be lost."""
    if found := reminder(state):
        return found
    if state.ticket and state.suspended in QUESTIONS:
        text = words.TICKET_WAITS.format(number=state.ticket)
        return (say(text, (button(words.RESUME_DETAILS, "menu", "resume"),)),)
    return ()


def resume(state: State, context: Context) -> Turn:
    """Take up what was begun."""
    if state.suspended in QUESTIONS:
        state = replace(state, step=state.suspended, suspended="")
    if state.step in QUESTIONS:
        return turn(state, current(state, context))
    if not is_unsent(state.draft):
        state = taken_down(state)
    if is_unsent(state.draft):
        state = replace(state, step="draft")
        return turn(state, show(state, context, words.DRAFT_HEAD[Kind.PROBLEM]))
    return home(state, context)


def ask(state: State, context: Context) -> Turn:
    """Wait for a question."""
    return turn(_open(state, "ask"), say(words.ASK_PROMPT))


def file(state: State, context: Context) -> Turn:
    """Wait for a report, or let a complaint or a service be chosen."""
    kinds = (
        button(words.FILE_COMPLAINT, "menu", "complain"),
        button(words.FILE_SERVICE, "menu", "services"),
    )
    return turn(_open(state, "file"), say(words.FILE_PROMPT, kinds))


def complain(state: State, context: Context) -> Turn:
    """Wait for a complaint."""
    return turn(_open(state, "complain"), say(words.COMPLAINT_PROMPT))


def officer(state: State, context: Context) -> Turn:
    """Opening and queue told honestly; what is written now becomes a ticket."""
    reach = context.reach()
    queue = words.QUEUE.format(waiting=reach.waiting) if reach.waiting else words.QUEUE_EMPTY
    pace = words.PACE.format(pace=reach.pace) if reach.pace else ""
    text = paragraphs(
        lines(reach.opening, *reach.elsewhere),
        " ".join(part for part in (queue, pace) if part),
        words.OFFICER.format(promise=context.response_promise),
        words.DUTY if reach.on_duty else words.NO_DUTY,
    )
    return turn(_open(state, "file"), say(text, (button(words.MENU_HOME, "menu", "home"),)))


def _open(state: State, step: str) -> State:
    shelved = shelve(state)
    return replace(leave(shelved), step=step, draft=None, choices=(), topic=None, question="")


MENU = {
    "home": home,
    "ask": ask,
    "file": file,
    "complain": complain,
    "status": lambda state, _: list_tickets(state),
    "services": list_services,
    "officer": officer,
    "resume": resume,
}
