"""One step of the conversation: the input made safe, routed, and the replies made to fit."""

import re
from dataclasses import replace

from helpdesk.dialogue import words
from helpdesk.dialogue.commands import command
from helpdesk.dialogue.fit import split
from helpdesk.dialogue.linking import open_link
from helpdesk.dialogue.menu import greet
from helpdesk.dialogue.noting import settled
from helpdesk.dialogue.outcomes import take_outcome
from helpdesk.dialogue.presses import press
from helpdesk.dialogue.questions import QUESTIONS
from helpdesk.dialogue.replies import say, turn
from helpdesk.dialogue.state import State
from helpdesk.dialogue.steps import take_files, take_text
from helpdesk.dialogue.values import Context, Input, Reply, Turn
from helpdesk.domain.plain_text import clean
from helpdesk.errors import InvalidInput

_REMOVED = re.compile(r"\[[^\[\]]{1,40} dihapus\]")
_LABELS = frozenset(
    {"user", "username", "userid", "id", "pass", "password", "pw", "kata", "sandi", "otp", "kode"}
    | {"verifikasi", "pin", "login", "email", "akun", "saya", "nya", "my", "is", "itu", "dan"}
)
_WORDS_LEFT = 2  # "user: cvmaju / pass: [...]" is no matter yet


def start(context: Context) -> Turn:
    """A fresh conversation: the greeting and the menu."""
    return _finish(greet(State(), context), Input("command", "start"), context)


def step(state: State, given: Input, context: Context) -> Turn:
    """The next state, what to say and what to do. Never raises for any input of a user."""
    taken = _route(state, given, context)
    if taken.again is not None:
        following = _route(taken.state, taken.again, context)
        taken = replace(
            following, replies=taken.replies + following.replies,
            effects=taken.effects + following.effects, notes=taken.notes + following.notes,
        )
    return _finish(settled(state, given, taken), given, context)


def _route(state: State, given: Input, context: Context) -> Turn:
    if given.kind == "outcome":
        return take_outcome(state, given.outcome, context)
    if given.kind == "press":
        return press(state, given.text or given.argument, context)
    if given.kind == "invitation":
        return open_link(state, given.text)
    if given.kind == "unsupported":
        what = given.text.strip()[:40] or words.UNSUPPORTED_DEFAULT
        told = words.UNSUPPORTED_OF.get(what) or words.UNSUPPORTED.format(what=what)
        return turn(state, say(told))
    try:
        given = _cleaned(given)
    except InvalidInput:
        return turn(state, say(words.TOO_LONG if len(given.text) > 20_000 else words.EMPTY))
    if given.dropped and _is_only_a_secret(state, given):
        return turn(state, say(words.DROPPED_ONLY))
    if given.kind == "files":
        return take_files(state, given, context)
    if given.kind == "command" or given.text.startswith("/"):
        return command(state, given, context)
    return take_text(state, given, context)


def _cleaned(given: Input) -> Input:
    """The input with its words made safe; only a text must hold some."""
    text, argument = given.text, given.argument
    if given.kind == "text" or text.strip():
        try:
            text = clean(text)
        except InvalidInput:
            if given.kind != "files" or len(text) > 20_000:
                raise
            text = ""
    if argument.strip():
        argument = clean(argument)
    return replace(given, text=text, argument=argument)


def _is_only_a_secret(state: State, given: Input) -> bool:
    left = set(re.findall(r"\w+", _REMOVED.sub(" ", given.text.casefold()))) - _LABELS
    return given.kind == "text" and len(left) < _WORDS_LEFT and state.step not in QUESTIONS


def _finish(taken: Turn, given: Input, context: Context) -> Turn:
    """Tell of what was dropped, cut to what a message holds, remember the buttons shown."""
    replies = taken.replies
    if given.dropped:
        told = words.DROPPED.format(what=" dan ".join(dict.fromkeys(given.dropped)))
        replies = (say(told), *replies)
    if not replies and not taken.effects and given.kind != "outcome":
        replies = (say(words.NOTHING),)
    replies = tuple(part for reply in replies for part in _fitted(reply))
    state = replace(taken.state, offered=_offered(replies)) if replies else taken.state
    if given.kind != "outcome":
        state = replace(state, seen=context.now.isoformat(timespec="seconds"))
    return Turn(state, replies, taken.effects, taken.notes)


def _fitted(reply: Reply) -> tuple[Reply, ...]:
    """A long reply as several; the buttons stay with the last."""
    *first, last = split(reply.text) or (words.NOTHING,)
    return (*(Reply(part, (), reply.ticket) for part in first), replace(reply, text=last))


def _offered(replies: tuple[Reply, ...]) -> tuple[tuple[str, str], ...]:
    """The buttons of these replies by their label; of two alike the later counts."""
    buttons = (button for reply in replies for row in reply.buttons for button in row)
    return tuple((button.label.casefold(), button.value) for button in buttons)
