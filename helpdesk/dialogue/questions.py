"""The questions after a number, one at a time: put, skipped, moved on from, ended."""

from dataclasses import replace

from helpdesk.dialogue import complaint, followup, words
from helpdesk.dialogue.question import Question
from helpdesk.dialogue.replies import button, paragraphs, say, turn
from helpdesk.dialogue.shelf import reminder
from helpdesk.dialogue.state import State
from helpdesk.dialogue.values import Context, Input, Reply, Rows, Turn

QUESTIONS: dict[str, Question] = followup.QUESTIONS | complaint.QUESTIONS
SPENDS_HINT = frozenset({"deadline", "deadline_time", "name"})
TAKES_FILES = frozenset({"screenshot", "requirements"})


def current(state: State, context: Context, lead: str = "") -> Reply:
    """The question of the present step, after `lead`."""
    question = QUESTIONS[state.step]
    progress = words.PROGRESS.format(now=state.total - len(state.pending), total=state.total)
    text = question.text(state, context)
    if state.total > 1:
        first, *rest = text.split("\n", 1)
        text = "\n".join((first + progress, *rest))
    return say(paragraphs(lead, text), *question.buttons(state, context), ticket=state.ticket)


def advance(state: State, context: Context, lead: str = "") -> Turn:
    """The next question, or the end of the questions."""
    state = replace(state, awaits="", note="")
    if not state.pending:
        return end(state, lead)
    hint = "" if state.step in SPENDS_HINT else state.hint
    following = replace(state, step=state.pending[0], pending=state.pending[1:], hint=hint)
    return turn(following, current(following, context, lead))


def end(state: State, lead: str = "") -> Turn:
    """No more questions: what happens with the ticket now."""
    closing = words.CODE_ANY_TIME if followup.waits_for_code(state) else words.ALL_DONE
    if state.step in complaint.QUESTIONS:
        closing = words.COMPLAINT_PARTIAL if state.missing else words.COMPLAINT_DONE
    text = paragraphs(lead, closing.format(number=state.ticket))
    done = leave(state)
    closing_reply = say(text, *ticket_buttons(state.ticket), ticket=state.ticket)
    return turn(done, closing_reply, *reminder(done))


def leave(state: State) -> State:
    """The state without any question in progress."""
    return replace(
        state,
        step="idle",
        pending=(),
        suspended="",
        back="",
        held="",
        awaits="",
        note="",
        hint="",
        total=0,
        missing=0,
    )


def ticket_buttons(number: str | None) -> Rows:
    """What can be done with a ticket at any time."""
    if not number:
        return ()
    return (
        (
            button(words.ADD, "t", number, "add"),
            button(words.SEE_STATUS, "t", number, "show"),
        ),
    )


def answer(state: State, given: Input, context: Context) -> Turn:
    """Take a text as the answer to the present question."""
    taken = QUESTIONS[state.step].answer(state, given, context)
    return skip(state, context) if taken is None else taken


def skip(state: State, context: Context) -> Turn:
    """Leave the present question open and go on."""
    return advance(replace(state, missing=state.missing + 1), context)
