"""Coming back after a night or more: what waits is named, and the new words are not glued to it."""

from dataclasses import replace
from datetime import datetime, timedelta

from helpdesk.dialogue import cues, words
from helpdesk.dialogue.dates import worded_day
from helpdesk.dialogue.draft import quoted, stale
from helpdesk.dialogue.questions import QUESTIONS
from helpdesk.dialogue.replies import button, paragraphs, say, turn
from helpdesk.dialogue.state import State
from helpdesk.dialogue.values import Context, Input, Turn

AWAY = timedelta(hours=8)
_ASKED_BACK = frozenset({"draft", "edit", "adding", "reopening", "complain", "request"})
_OVER = frozenset({"answered", "choosing", "ask", "file", "own_filing"})


def is_away(state: State, now: datetime) -> bool:
    """Whether the last input was on another day, and a night ago at least."""
    if not state.seen:
        return False
    seen = datetime.fromisoformat(state.seen)
    return now - seen >= AWAY and seen.astimezone(now.tzinfo).date() != now.date()


def upon_return(state: State, given: Input, context: Context) -> tuple[State, Turn | None]:
    """After a night: what is asked back, if it must be; else the state without what is over."""
    if not is_away(state, context.now):
        return state, None
    if must_ask(state, given.text):
        return state, ask_back(state, given.text, context)
    return (state if _is_verdict(given.text) else forget(state)), None


def _is_verdict(text: str) -> bool:
    """A short answer under what was shown, however long ago."""
    number = text.strip().rstrip(".").isdigit()
    return number or cues.is_yes(text) or cues.is_no(text) or cues.is_thanks(text)


def must_ask(state: State, text: str) -> bool:
    """Whether these words may be meant for what waits, or for something new."""
    if cues.is_yes(text) or cues.is_thanks(text):
        return False
    if state.step in QUESTIONS:
        code = cues.package_code(text, asked=True) if state.step == "package" else None
        return not (code or cues.is_skip(text))
    return state.step in _ASKED_BACK


def forget(state: State) -> State:
    """An answer of days ago is no part of a new question."""
    if state.step not in _OVER:
        return state
    return replace(state, step="idle", question="", topic=None, choices=())


def ask_back(state: State, held: str, context: Context) -> Turn:
    """Greet, name what waits, and ask which of the two the new words are meant for."""
    serial = state.serial + 1
    held = f"{state.held}\n{held}".strip()[:20_000]
    asked = replace(state, step="back", back=state.back or state.step, held=held, serial=serial)
    yes, no = (
        button(label, "back", answer, serial)
        for label, answer in ((words.BACK_YES, "yes"), (words.BACK_NO, "no"))
    )
    return turn(asked, say(paragraphs(words.BACK, _what(asked), words.BACK_ASK), (yes, no)))


def _what(state: State) -> str:
    if state.back in {"draft", "edit"} and state.draft is not None:
        told = words.BACK_DRAFT.format(day=_day(state.draft.said_at))
        return f"{told}\n{quoted(state.draft.text)}"
    if state.back in QUESTIONS:
        return words.BACK_QUESTION[state.back].format(number=state.ticket)
    return words.BACK_STEP.get(state.back, words.BACK_OTHER).format(number=state.ticket)


def _day(said_at: str) -> str:
    return worded_day(datetime.fromisoformat(said_at).date()) if said_at else words.BACK_EARLIER


def back_text(state: State, given: Input, context: Context) -> Turn:
    """A yes, a no, or more words: then it is something new, and what waits goes on waiting."""
    if cues.is_yes(given.text):
        return resolve(state, "yes")
    if cues.is_no(given.text):
        return resolve(state, "no")
    return resolve(replace(state, held=f"{state.held}\n{given.text}"[:20_000]), "no")


def press_back(state: State, answer: str, serial: int | None, context: Context) -> Turn:
    """The two buttons."""
    if state.step != "back" or serial != state.serial or answer not in {"yes", "no"}:
        return stale(state, serial, context)
    return resolve(state, answer)


def resolve(state: State, answer: str) -> Turn:
    """Take the words that were held, where they belong."""
    again = Input("text", state.held)
    if answer == "yes":
        return Turn(replace(state, step=state.back, back="", held=""), again=again)
    suspended = state.back if state.back in QUESTIONS else state.suspended
    rested = replace(state, step="idle", suspended=suspended, back="", held="")
    return Turn(rested, again=again)
