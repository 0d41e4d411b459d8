"""The table of the conversation: which function takes a text at which step, and the way there."""

from collections.abc import Callable
from dataclasses import replace

from helpdesk.dialogue import cues, wishes
from helpdesk.dialogue.attachments import (
    hold,
    identity_notice,
    receive,
    ticket_for,
    to_ticket,
)
from helpdesk.dialogue.commands import command
from helpdesk.dialogue.complaint import QUESTIONS as COMPLAINT
from helpdesk.dialogue.courtesies import courtesy
from helpdesk.dialogue.draft import cancel, draft_text, edit_text
from helpdesk.dialogue.effects import AddDetails
from helpdesk.dialogue.fixing import (
    corrects,
    deadline_text,
    fixing_text,
    package_text,
    words_text,
)
from helpdesk.dialogue.followup import waits_for_code
from helpdesk.dialogue.judging import answered_text, choosing_text
from helpdesk.dialogue.matter import complain, integrity, take, take_direct
from helpdesk.dialogue.menu import MENU
from helpdesk.dialogue.noting import asked
from helpdesk.dialogue.presses import press
from helpdesk.dialogue.question import keep
from helpdesk.dialogue.questions import QUESTIONS, answer
from helpdesk.dialogue.returning import back_text, resolve, upon_return
from helpdesk.dialogue.self_filing import filing_text, number_text
from helpdesk.dialogue.services import request_text, services_text
from helpdesk.dialogue.shelf import shelve
from helpdesk.dialogue.state import State
from helpdesk.dialogue.tickets import (
    about,
    adding_text,
    explain_dates,
    hide,
    not_done,
    reopening_text,
    show_status,
    ticket_text,
)
from helpdesk.dialogue.values import Context, Input, Match, Turn

_ONLY_A_CODE = 6  # "ini kode paketnya pak 45678912"
_ONLY_ANNOUNCED = 4  # "saya mau komplain min" holds no complaint yet
_COMPLAINT = Match("ticket", complaint=1.0)

Step = Callable[[State, Input, Context], Turn]


def _matter(state: State, given: Input, context: Context) -> Turn:
    if cues.says_complaint(given.text):
        bare = len(given.text.split()) <= _ONLY_ANNOUNCED
        if bare:
            return MENU["complain"](state, context)
        return asked(complain(state, given.text, context), given.text, _COMPLAINT)
    return take(state, given.text, context)


def _direct(state: State, given: Input, context: Context) -> Turn:
    if cues.says_complaint(given.text):
        return _matter(state, given, context)
    return take_direct(state, given.text, context)


def _confided(state: State, given: Input, context: Context) -> Turn:
    """Under the ways to report pungli: a no closes, a yes shows them again; else a new matter."""
    if cues.is_no(given.text) or cues.is_skip(given.text):
        return cancel(state)
    if cues.is_yes(given.text) or cues.is_thanks(given.text):
        return integrity(state, "", context)
    return _matter(state, given, context)


def _complaint(state: State, given: Input, context: Context) -> Turn:
    return complain(state, given.text, context)


def _followup(state: State, given: Input, context: Context) -> Turn:
    """An answer, unless it is a question of its own that the FAQ can answer at once."""
    if cues.is_question(given.text) and context.match(given.text).zone == "answer":
        return take(replace(state, suspended=state.step), given.text, context)
    return answer(state, given, context)


STEPS: dict[str, Step] = {
    "idle": _matter,
    "ask": _matter,
    "files": _matter,
    "integrity": _confided,
    "sending": _matter,
    "answered": answered_text,
    "choosing": choosing_text,
    "own_filing": filing_text,
    "own_number": number_text,
    "services": services_text,
    "back": back_text,
    "file": _direct,
    "complain": _complaint,
    "request": request_text,
    "draft": draft_text,
    "edit": edit_text,
    "fixing": fixing_text,
    "fix_package": package_text,
    "fix_deadline": deadline_text,
    "fix_text": words_text,
    "ticket": ticket_text,
    "adding": adding_text,
    "reopening": reopening_text,
    "screenshot": _followup,
    "package": _followup,
    "deadline": _followup,
    "deadline_time": _followup,
    "requirements": _followup,
    "name": answer,
    "address": answer,
    "loss": answer,
    "solution": answer,
    "declare": answer,
}

_ABOUT_TICKET = frozenset({"adding", "reopening", "fix_text"})


def take_text(state: State, given: Input, context: Context) -> Turn:
    """A text: a label typed, a ticket meant, a courtesy, or what the step waits for."""
    typed = dict(state.offered).get(given.text.casefold())
    if typed:
        return press(state, typed, context)
    if cues.is_cancel(given.text):
        return cancel(state)
    if _is_bribery(state, given):
        return integrity(state, given.text, context)
    about_ticket = _about_ticket(state, given) or _corrected(state, given, context)
    if about_ticket:
        return about_ticket
    if state.step not in _ABOUT_TICKET and (polite := courtesy(state, given, context)):
        return polite
    state, asked_back = upon_return(state, given, context)
    return asked_back or STEPS.get(state.step, _matter)(state, given, context)


def _is_bribery(state: State, given: Input) -> bool:
    """Words of pungli or KKN at any step, but for a ticket recorded here for just that."""
    asked = state.step in QUESTIONS or state.step in _ABOUT_TICKET | {"ticket"}
    meant = given.ticket or (state.ticket if asked else None)
    return meant not in state.confided and cues.speaks_of_bribery(given.text)


def _corrected(state: State, given: Input, context: Context) -> Turn | None:
    """ "Ralat: …" between or after the questions about a ticket."""
    asked = state.step == "idle" or (state.step in QUESTIONS and state.step not in COMPLAINT)
    return corrects(state, given, context) if asked else None


def _about_ticket(state: State, given: Input) -> Turn | None:
    """Words about a ticket: in reply to its message, by its number, or "sudah beres"."""
    asked = state.step in QUESTIONS or state.step in _ABOUT_TICKET
    if given.ticket and not (asked and given.ticket == state.ticket):
        return about(state, given.ticket, given)
    number = cues.ticket_number(given.text)
    if number and cues.is_only_ticket_number(given.text):
        return show_status(state, number)
    if state.ticket and state.step == "idle":
        if wishes.hides_identity(given.text):
            return hide(state, state.ticket)
        if wishes.asks_progress(given.text):
            return show_status(state, state.ticket)
        if wishes.asks_why_date(given.text):
            return explain_dates(state, state.ticket)
        code = cues.package_code(given.text, asked=True)
        if code and waits_for_code(state) and len(given.text.split()) <= _ONLY_A_CODE:
            return keep(state, AddDetails(state.ticket, {"package_code": code}), "")
        if wishes.says_done(given.text):
            return about(state, state.ticket, given)
        if wishes.says_not_done(given.text) and cues.is_bare(given.text):
            return not_done(state, state.ticket, given.text)
    return None


def take_files(state: State, given: Input, context: Context) -> Turn:
    """Files, with or without a caption."""
    if not given.files:
        return take_text(state, given, context)
    if state.step == "back":
        state, given = _with_held(state, given)
    number = ticket_for(state, given)
    if _is_bribery(state, given):
        held = state if state.step == "draft" else shelve(state)
        taken = integrity(hold(held, given.files)[0], given.text, context)
    elif number:
        taken = to_ticket(state, number, given)
    elif given.text and not (state.draft and state.step in {"draft", "edit"}):
        taken = _captioned(state, given, context)
    else:
        taken = receive(state, given, context)
    notice = identity_notice(given)
    return replace(taken, replies=(notice, *taken.replies)) if notice else taken


def _with_held(state: State, given: Input) -> tuple[State, Input]:
    """Files sent while it is asked what the words before them are for: they belong together."""
    new = resolve(state, "no")
    assert new.again is not None
    return new.state, replace(given, text=f"{new.again.text}\n{given.text}".strip())


def _captioned(state: State, given: Input, context: Context) -> Turn:
    """A caption is a text like any; the files wait for the ticket it may become."""
    if given.text.startswith("/"):
        return command(state, given, context)
    if state.step == "integrity":
        return receive(state, given, context)
    state = shelve(state)
    held = receive(state, replace(given, text=""), context).state
    held = replace(held, step=state.step, draft=state.draft, serial=state.serial)
    return take_text(held, given, context)
