"""Putting right what a ticket was told: package code, deadline, description; nothing is erased."""

from dataclasses import replace

from helpdesk.dialogue import wishes, words
from helpdesk.dialogue.dates import Reading, read_deadline
from helpdesk.dialogue.draft import stale
from helpdesk.dialogue.effects import CorrectTicket
from helpdesk.dialogue.questions import leave
from helpdesk.dialogue.replies import button, say, turn
from helpdesk.dialogue.state import State
from helpdesk.dialogue.values import Context, Input, Rows, Turn
from helpdesk.domain.tender_claim import codes_in

_SHORT = 60  # a longer text is a description, whatever figures stand in it
FIXES = {"package": words.FIX_PACKAGE, "deadline": words.FIX_DEADLINE, "text": words.FIX_TEXT}


def ask_what(state: State, number: str) -> Turn:
    """Which of the three is wrong; typing the right one at once is as good."""
    asking = replace(leave(state), step="fixing", ticket=number, serial=state.serial + 1)
    rows: Rows = (
        tuple(
            button(label, "fix", what, asking.serial)
            for what, label in (("package", words.FIX_CODE), ("deadline", words.FIX_CLOSES))
        ),
        (
            button(words.FIX_WORDS, "fix", "text", asking.serial),
            button(words.CANCEL, "stop", asking.serial),
        ),
    )
    return turn(asking, say(words.FIX_WHAT.format(number=number), *rows, ticket=number))


def press_fix(state: State, what: str, serial: int | None, context: Context) -> Turn:
    """One of the three."""
    if state.step != "fixing" or serial != state.serial or what not in FIXES:
        return stale(state, serial, context)
    cancel = (button(words.CANCEL, "stop", state.serial),)
    return turn(replace(state, step=f"fix_{what}"), say(FIXES[what], cancel))


def fixing_text(state: State, given: Input, context: Context) -> Turn:
    """The right value typed: a code, a deadline, or words that describe."""
    if len(given.text) <= _SHORT:
        if len(codes_in(given.text)) == 1:
            return package_text(state, given, context)
        reading = read_deadline(given.text, context.now)
        if reading.at or reading.day:
            return _deadline(state, reading)
    return words_text(state, given, context)


def package_text(state: State, given: Input, context: Context) -> Turn:
    """The right package code."""
    found = codes_in(given.text)
    if len(found) != 1:
        return _again(state, words.PACKAGE_UNLIKE)
    return _correct(state, "package_code", found.pop())


def deadline_text(state: State, given: Input, context: Context) -> Turn:
    """The right deadline."""
    reading = read_deadline(given.text, context.now)
    if not (reading.at or reading.day):
        return _again(state, words.FIX_DEADLINE_UNREAD)
    return _deadline(state, reading)


def _deadline(state: State, reading: Reading) -> Turn:
    at = reading.at or reading.day
    assert at is not None
    return _correct(state, "tender_deadline", at.isoformat())


def words_text(state: State, given: Input, context: Context) -> Turn:
    """The right description."""
    return _correct(state, "text", given.text)


def _again(state: State, text: str) -> Turn:
    return turn(state, say(text, (button(words.CANCEL, "stop", state.serial),)))


def _correct(state: State, field: str, value: str) -> Turn:
    step = "idle" if state.step.startswith("fix") else state.step
    effect = CorrectTicket(state.ticket or "", field, value)
    return Turn(replace(state, step=step), effects=(effect,))


def corrects(state: State, given: Input, context: Context) -> Turn | None:
    """ "Ralat: kodenya 10012345", said of the ticket last spoken of."""
    if not state.ticket or not wishes.says_correction(given.text):
        return None
    return fixing_text(state, given, context)
