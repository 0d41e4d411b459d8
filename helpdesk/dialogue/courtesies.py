"""What asks for nothing: a hello, thanks, a bare yes, emoji; answered without going anywhere."""

from helpdesk.dialogue import cues, words
from helpdesk.dialogue.draft import show
from helpdesk.dialogue.menu import greet, home
from helpdesk.dialogue.questions import QUESTIONS, current
from helpdesk.dialogue.replies import paragraphs, say, turn
from helpdesk.dialogue.shelf import is_unsent
from helpdesk.dialogue.state import State
from helpdesk.dialogue.values import Context, Input, Turn

# Where a word is more likely a greeting or a thank-you than the content asked for.
_AT_LEISURE = frozenset(
    {"idle", "ask", "files", "services", "answered", "choosing", "sending", "own_number"}
)


def courtesy(state: State, given: Input, context: Context) -> Turn | None:
    """The answer to a courtesy, or None for words that hold a matter."""
    leisure = state.step in _AT_LEISURE
    if leisure and cues.is_greeting(given.text):
        return greet(state, context)
    if leisure and state.step != "answered" and cues.is_thanks(given.text):
        return turn(state, say(words.THANKS))
    if cues.is_signs(given.text):
        return _without_words(state, context)
    judged = state.step in {"choosing", "answered"}
    passed = cues.is_skip(given.text) and not cues.is_no(given.text)
    if leisure and (passed or not judged) and cues.says_nothing(given.text):
        return home(state, context)
    return None


def _without_words(state: State, context: Context) -> Turn:
    """Emoji say nothing that could be answered or kept; what was asked is asked again."""
    if state.step in QUESTIONS:
        return turn(state, current(state, context, words.NO_WORDS))
    if is_unsent(state.draft) and state.step in {"draft", "edit"}:
        return turn(state, show(state, context, words.NO_WORDS))
    if state.step in {"idle", "services", "sending"}:
        return home(state, context, paragraphs(words.NO_WORDS, words.MENU_PROMPT))
    return turn(state, say(words.NO_WORDS))
