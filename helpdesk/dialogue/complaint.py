"""The five questions of a complaint (Pasal 8(4)); what is missing never blocks it."""

from collections.abc import Callable
from dataclasses import replace

from helpdesk.dialogue import cues, words
from helpdesk.dialogue.effects import AddMessage, ComplaintDetails, SetIdentity
from helpdesk.dialogue.question import Question, keep, keep_message
from helpdesk.dialogue.replies import button, paragraphs
from helpdesk.dialogue.state import State
from helpdesk.dialogue.values import Context, Input, Rows, Turn
from helpdesk.domain.ticket import IdentityMode

ASKED = ("name", "address", "loss", "solution", "declare")
_NAME = 120
_LABEL = 40


def _name_text(state: State, _: Context) -> str:
    offer = None if state.hint else words.COMPLAINT_HIDE_OFFER
    return paragraphs(words.COMPLAINT_NAME, offer)


def _name_buttons(state: State, context: Context) -> Rows:
    known = context.known_name or ""
    use = (button(words.USE_NAME.format(name=known[:_LABEL]), "name", "known", state.serial),)
    hide = (
        button(words.HIDE_ME, "identity", IdentityMode.HIDDEN, state.serial),
        button(words.NO_IDENTITY, "identity", IdentityMode.NONE, state.serial),
    )
    return (*((use,) if known else ()), *(() if state.hint else (hide,)), *_skip(state, context))


def _skip(state: State, _: Context) -> Rows:
    return ((button(words.SKIP, "skip", state.step, state.serial),),)


def _loss_buttons(state: State, _: Context) -> Rows:
    return (
        (
            button(words.NO_LOSS, "loss", "none", state.serial),
            button(words.SKIP, "skip", state.step, state.serial),
        ),
    )


def _declare_buttons(state: State, _: Context) -> Rows:
    return (
        (button(words.DECLARE, "declare", state.serial),),
        (button(words.SKIP, "skip", state.step, state.serial),),
    )


def answer_field(state: State, field: str, value: str) -> Turn:
    """Keep one content of the complaint."""
    details = ComplaintDetails(state.ticket or "", {field: value})
    return keep(state, details, ComplaintDetails.what, words.NOTED)


def choose_identity(state: State, mode: IdentityMode) -> Turn:
    """Hide the name, or go without one; the address is not asked for then."""
    effect = SetIdentity(state.ticket or "", mode)
    if mode is IdentityMode.NONE:
        pending = tuple(step for step in state.pending if step != "address")
        gone = len(state.pending) - len(pending)
        state = replace(state, pending=pending, total=state.total - gone)
        return keep(state, effect, SetIdentity.what, words.NONE_SET)
    return Turn(
        replace(state, hint=mode.value, awaits="", note=words.HIDDEN_SET), effects=(effect,)
    )


def _field(field: str, limit: int = 0) -> Callable[[State, Input, Context], Turn | None]:
    def answer(state: State, given: Input, _: Context) -> Turn | None:
        if cues.is_skip(given.text):
            return None
        if limit and len(given.text) > limit:
            return keep_message(state, given.text, words.NOTED)
        return answer_field(state, field, given.text)

    return answer


def _declare(state: State, given: Input, _: Context) -> Turn | None:
    if cues.is_yes(given.text) or given.text.casefold() == words.DECLARE.casefold():
        return answer_field(state, "declared", "1")
    if cues.is_skip(given.text):
        return None
    return Turn(
        replace(state, awaits="", note=""),
        effects=(AddMessage(state.ticket or "", given.text),),
    )


QUESTIONS = {
    "name": Question(_name_text, _name_buttons, _field("name", _NAME)),
    "address": Question(lambda *_: words.COMPLAINT_ADDRESS, _skip, _field("address")),
    "loss": Question(lambda *_: words.COMPLAINT_LOSS, _loss_buttons, _field("loss")),
    "solution": Question(lambda *_: words.COMPLAINT_REQUEST, _skip, _field("request")),
    "declare": Question(lambda *_: words.COMPLAINT_DECLARE, _declare_buttons, _declare),
}
