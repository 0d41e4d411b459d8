"""What each button does, by the first word of its value; an unknown or old one is answered too."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from helpdesk.dialogue.attachments import press_file
from helpdesk.dialogue.complaint import answer_field, choose_identity
from helpdesk.dialogue.dates import Reading, worded_day
from helpdesk.dialogue.draft import cancel, press_draft, stale
from helpdesk.dialogue.fixing import press_fix
from helpdesk.dialogue.followup import hour_unknown, take_deadline
from helpdesk.dialogue.judging import press_create, press_faq, press_pick
from helpdesk.dialogue.linking import press_link
from helpdesk.dialogue.matter import answer as answer_topic
from helpdesk.dialogue.menu import MENU, home
from helpdesk.dialogue.noting import asked
from helpdesk.dialogue.questions import end, skip
from helpdesk.dialogue.returning import ask_back, press_back
from helpdesk.dialogue.self_filing import press_self
from helpdesk.dialogue.services import press_service
from helpdesk.dialogue.state import State
from helpdesk.dialogue.tickets import press_ticket
from helpdesk.dialogue.values import Context, Match, Topic, Turn
from helpdesk.dialogue.words import NO_LOSS
from helpdesk.domain.number import parse_number
from helpdesk.domain.ticket import IdentityMode

Press = Callable[[State, tuple[str, ...], Context], Turn]


def _menu(state: State, parts: tuple[str, ...], context: Context) -> Turn:
    return MENU.get(parts[0], home)(state, context)


def _service(state: State, parts: tuple[str, ...], context: Context) -> Turn:
    return press_service(state, parts[0], parts[1], context)


def _ticket(state: State, parts: tuple[str, ...], context: Context) -> Turn:
    number = parse_number(parts[0])
    return press_ticket(state, number, parts[1]) if number else stale(state, None, context)


def _create(state: State, parts: tuple[str, ...], context: Context) -> Turn:
    return press_create(state, serial_of(parts[1]), context)


def _faq(state: State, parts: tuple[str, ...], context: Context) -> Turn:
    return press_faq(state, parts[0], serial_of(parts[1]), context)


def _pick(state: State, parts: tuple[str, ...], context: Context) -> Turn:
    return press_pick(state, parts[0], serial_of(parts[1]), context)


def _self(state: State, parts: tuple[str, ...], context: Context) -> Turn:
    return press_self(state, parts[0], serial_of(parts[1]), context)


def _back(state: State, parts: tuple[str, ...], context: Context) -> Turn:
    return press_back(state, parts[0], serial_of(parts[1]), context)


def _fix(state: State, parts: tuple[str, ...], context: Context) -> Turn:
    return press_fix(state, parts[0], serial_of(parts[1]), context)


def _draft(state: State, parts: tuple[str, ...], context: Context) -> Turn:
    serial = serial_of(parts[1])
    if parts[0] == "look" and state.step == "draft" and serial == state.serial and state.choices:
        looking = replace(state, serial=state.serial + 1, draft=None)
        shown = answer_topic(replace(looking, choices=state.choices[1:]), state.choices[0], context)
        return asked(shown, state.question, Match("answer", (Topic(state.choices[0], ""),)))
    return press_draft(state, parts[0], serial, context)


def _file(state: State, parts: tuple[str, ...], context: Context) -> Turn:
    return press_file(state, parts[0], serial_of(parts[1]), context)


def _skip(state: State, parts: tuple[str, ...], context: Context) -> Turn:
    if _is_old(state, parts[0], parts[1]):
        return stale(state, serial_of(parts[1]), context)
    if state.step == "deadline_time":
        return hour_unknown(state)
    return skip(state, context)


def _enough(state: State, parts: tuple[str, ...], context: Context) -> Turn:
    if state.step not in {"screenshot", "package", "requirements"} or _other(state, parts[0]):
        return stale(state, serial_of(parts[0]), context)
    return end(state)


def _deadline(state: State, parts: tuple[str, ...], context: Context) -> Turn:
    if _is_old(state, "deadline", parts[1]):
        return stale(state, serial_of(parts[1]), context)
    if parts[0] == "yes" and state.hint:
        return skip(state, context)  # kept when the ticket was made
    day = context.now.date() + timedelta(days=parts[0] == "tomorrow")
    return take_deadline(state, Reading(day=day), worded_day(day), context)


def _name(state: State, parts: tuple[str, ...], context: Context) -> Turn:
    if _is_old(state, "name", parts[1]) or not context.known_name:
        return stale(state, serial_of(parts[1]), context)
    return answer_field(state, "name", context.known_name)


def _identity(state: State, parts: tuple[str, ...], context: Context) -> Turn:
    if _is_old(state, "name", parts[1]) or parts[0] not in {"hidden", "none"}:
        return stale(state, serial_of(parts[1]), context)
    return choose_identity(state, IdentityMode(parts[0]))


def _loss(state: State, parts: tuple[str, ...], context: Context) -> Turn:
    if _is_old(state, "loss", parts[1]):
        return stale(state, serial_of(parts[1]), context)
    return answer_field(state, "loss", NO_LOSS)


def _declare(state: State, parts: tuple[str, ...], context: Context) -> Turn:
    if _is_old(state, "declare", parts[0]):
        return stale(state, serial_of(parts[0]), context)
    return answer_field(state, "declared", "1")


_STOPPED = frozenset(
    {"adding", "reopening", "ticket", "fixing", "fix_package", "fix_deadline", "fix_text"}
)


def _stop(state: State, parts: tuple[str, ...], context: Context) -> Turn:
    if state.step not in _STOPPED:
        return stale(state, serial_of(parts[0]), context)
    return cancel(state)


def _link(state: State, parts: tuple[str, ...], context: Context) -> Turn:
    invitation = serial_of(parts[0])
    if invitation is None or parts[1] not in {"yes", "no"}:
        return stale(state, None, context)
    return press_link(state, invitation, parts[1])


def serial_of(value: str) -> int | None:
    """The serial a button carries."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 12 else None


def _other(state: State, serial: str) -> bool:
    return serial_of(serial) != state.serial


def _is_old(state: State, step: str, serial: str) -> bool:
    return state.step != step or _other(state, serial)


PRESSES: dict[str, tuple[int, Press]] = {
    "menu": (1, _menu),
    "svc": (2, _service),
    "t": (2, _ticket),
    "ticket": (2, _create),
    "faq": (2, _faq),
    "pick": (2, _pick),
    "self": (2, _self),
    "back": (2, _back),
    "fix": (2, _fix),
    "draft": (2, _draft),
    "file": (2, _file),
    "skip": (2, _skip),
    "enough": (1, _enough),
    "deadline": (2, _deadline),
    "name": (2, _name),
    "identity": (2, _identity),
    "loss": (2, _loss),
    "declare": (1, _declare),
    "stop": (1, _stop),
    "link": (2, _link),
}


# An old button of what waits would pass over the words that were just said.
_WHILE_ASKED_BACK = frozenset({"back", "menu", "t", "svc", "link"})


def press(state: State, value: str, context: Context) -> Turn:
    """Do what the button of `value` says, if it still may."""
    first, *parts = value.split(":")
    count, act = PRESSES.get(first, (-1, _menu))
    if len(parts) != count:
        return stale(state, None, context)
    if state.step == "back" and first not in _WHILE_ASKED_BACK:
        return ask_back(state, "", context)
    return act(state, tuple(parts), context)
