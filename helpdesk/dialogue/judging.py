"""What people do with an answer: it helped, it did not, another one, a ticket."""

from dataclasses import replace

from helpdesk.dialogue import cues, words
from helpdesk.dialogue.draft import open_draft, send, stale
from helpdesk.dialogue.matter import answer, choose, draft_of, find, take
from helpdesk.dialogue.notes import Chosen, Judged
from helpdesk.dialogue.noting import noted
from helpdesk.dialogue.questions import QUESTIONS, current
from helpdesk.dialogue.replies import button, say, turn
from helpdesk.dialogue.shelf import reminder
from helpdesk.dialogue.state import State
from helpdesk.dialogue.values import Context, Input, Topic, Turn


def answered_text(state: State, given: Input, context: Context) -> Turn:
    """A text under an answer: a verdict, or the next matter."""
    if cues.is_yes(given.text) or cues.is_thanks(given.text):
        return helped(state, context)
    if cues.is_no(given.text):
        return not_that(state, context)
    return take(state, given.text, context)


def choosing_text(state: State, given: Input, context: Context) -> Turn:
    """A text under a choice: its number, or other words."""
    number = given.text.strip().rstrip(".")
    if number.isascii() and number.isdigit() and len(number) == 1:
        return pick(state, int(number) - 1, context)
    if cues.is_yes(given.text) and len(state.choices) == 1:
        return pick(state, 0, context)
    if cues.is_no(given.text):
        return open_draft(state, draft_of(state.question), context)
    return take(state, given.text, context)


def pick(state: State, place: int, context: Context) -> Turn:
    """The chosen topic's answer; the others stay at hand for "Bukan itu"."""
    if not 0 <= place < len(state.choices):
        return choose_again(state, context)
    chosen = state.choices[place]
    others = tuple(topic for topic in state.choices if topic != chosen)
    taken = answer(replace(state, choices=others), chosen, context)
    return noted(taken, Chosen(state.asked, chosen))


def choose_again(state: State, context: Context) -> Turn:
    """The present choices once more, for a number or a button that is not among them."""
    found = [topic for topic in (find(id_, context) for id_ in state.choices) if topic]
    topics = tuple(Topic(topic.id, topic.title) for topic in found)
    return choose(state, topics, words.CHOOSE_UNKNOWN)


def press_pick(state: State, place: str, serial: int | None, context: Context) -> Turn:
    """A button of a choice."""
    if state.step != "choosing" or len(place) > 2 or not place.isdecimal():
        return stale(state, serial, context)
    if serial != state.serial:
        return choose_again(state, context)
    return pick(state, int(place), context)


def press_faq(state: State, verdict: str, serial: int | None, context: Context) -> Turn:
    """ "Ya, terjawab" or "Bukan itu"."""
    if serial != state.serial or state.step != "answered":
        return stale(state, serial, context)
    return helped(state, context) if verdict == "yes" else not_that(state, context)


def helped(state: State, context: Context) -> Turn:
    """The answer was right; a suspended question is taken up again."""
    verdict = Judged(state.asked, True, state.question)
    done = replace(state, step="idle", topic=None, choices=(), question="", files=())
    if state.suspended in QUESTIONS:
        done = replace(done, step=state.suspended, suspended="")
        return noted(turn(done, current(done, context, words.GLAD)), verdict)
    home = (button(words.MENU_HOME, "menu", "home"),)
    return noted(turn(done, say(words.GLAD, home), *reminder(done)), verdict)


def not_that(state: State, context: Context) -> Turn:
    """The answer was another matter's: offer the next best, else a draft."""
    found = [topic for topic in (find(id_, context) for id_ in state.choices) if topic]
    if found:
        topics = tuple(Topic(topic.id, topic.title) for topic in found)
        following = choose(state, topics, words.CHOOSE_OTHER)
    else:
        following = open_draft(
            replace(state, topic=None, choices=()), draft_of(state.question), context
        )
    return noted(following, Judged(state.asked, False, state.question))


def press_create(state: State, serial: int | None, context: Context) -> Turn:
    """The ticket at once, asked for under any answer or choice of this matter."""
    same = serial is not None and state.matter <= serial <= state.serial
    if not same or state.step not in {"answered", "choosing", "own_filing"}:
        return stale(state, serial, context)
    found = find(state.topic, context) if state.topic else None
    # The serial of the button: pressed again, it finds this ticket.
    return send(state, context, replace(draft_of(state.question, found), serial=serial or 0))
