"""What is said when the door reports what became of an effect."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from helpdesk.dialogue import complaint, cues, words
from helpdesk.dialogue.attachments import ask_about_files
from helpdesk.dialogue.dates import worded_time
from helpdesk.dialogue.draft import open_draft, show
from helpdesk.dialogue.effects import (
    Done,
    Invited,
    Linked,
    Listed,
    Outcome,
    Refused,
    Registered,
    StatusShown,
)
from helpdesk.dialogue.followup import deadline_of, questions_for
from helpdesk.dialogue.linking import invited, linked
from helpdesk.dialogue.matter import draft_of
from helpdesk.dialogue.notes import Filed
from helpdesk.dialogue.noting import noted
from helpdesk.dialogue.questions import QUESTIONS, advance, current, leave, ticket_buttons
from helpdesk.dialogue.replies import button, lines, paragraphs, say, turn, with_proof
from helpdesk.dialogue.shelf import shelve
from helpdesk.dialogue.state import Draft, State
from helpdesk.dialogue.tickets import ADDING, AT_REST, SHOWING, WANTED, may_want, wanted
from helpdesk.dialogue.values import Context, Reply, Turn
from helpdesk.domain.tender_claim import Claim
from helpdesk.domain.ticket import Kind

REMEMBERED = 12  # serials whose old buttons can still be told their ticket's number
LISTED = 8


def registered(state: State, outcome: Registered, context: Context) -> Turn:
    """The receipt, then the first of the questions that help."""
    sent = state.draft if state.draft is not None and state.draft.sent else None
    unsent = state.draft if sent is None else None
    draft = sent or Draft("", outcome.kind, quiet=True)  # a ticket that goes on from an old one
    about_tender = outcome.kind not in {Kind.COMPLAINT, Kind.REQUEST}
    deadline = deadline_of(draft, context.now) if about_tender else None
    receipt = _receipt(outcome, draft, context)
    filed = Filed(state.asked if sent else 0, outcome.kind is Kind.COMPLAINT)
    asked = _asked(draft, outcome, bool(state.files))
    state = _with_ticket(state, draft, outcome.number, asked)
    state = replace(
        state, claim=outcome.claim or "", draft=unsent, asked=0 if sent else state.asked
    )
    if deadline and "deadline" in asked:
        state = replace(state, hint=deadline.isoformat())
    if not asked:
        closing = (*ticket_buttons(outcome.number), *receipt.buttons)
        return noted(turn(state, replace(receipt, buttons=closing)), filed)
    code = cues.package_code(draft.text) if about_tender and not draft.quiet else None
    following = advance(
        state, context, words.NOTED_PACKAGE.format(code=code) if code else ""
    )
    return noted(turn(following.state, receipt, *following.replies), filed)


def _with_ticket(state: State, draft: Draft, number: str, asked: tuple[str, ...]) -> State:
    return replace(
        leave(state),
        draft=None,
        files=(),
        question="",
        topic=None,
        choices=(),
        service=draft.service,
        ticket=number,
        pending=asked,
        total=len(asked),
        confided=(*state.confided, number)[-REMEMBERED:]
        if draft.quiet and draft.text else state.confided,
        sent=(*state.sent, (draft.serial, number))[-REMEMBERED:],
    )


def _asked(draft: Draft, outcome: Registered, has_files: bool) -> tuple[str, ...]:
    if draft.quiet:
        return ()
    if outcome.kind is Kind.COMPLAINT:
        return complaint.ASKED
    return questions_for(replace(draft, kind=outcome.kind), has_files, outcome.claim)


def _receipt(outcome: Registered, draft: Draft, context: Context) -> Reply:
    service = next((line for line in context.services if line.code == draft.service), None)
    text = paragraphs(
        *(_tender_words(outcome, outcome.claim, context) if outcome.claim
          else _usual_words(outcome, context)),
        words.VISIT if service and service.needs_visit else None,
        words.INTEGRITY_RECEIPT if draft.quiet and draft.text else None,
        words.RECEIPT_LINK,
    )
    why = (button(words.WHY_DATES, "t", outcome.number, "why"),)
    return replace(say(text, why, ticket=outcome.number), proof=outcome.claim is not None)


def _usual_words(outcome: Registered, context: Context) -> tuple[str, ...]:
    head = words.RECEIPT_HEAD.get(outcome.kind, words.RECEIPT_HEAD_OTHER)
    due = outcome.resolution_due
    first = words.RECEIPT_NEXT.format(
        due=outcome.response_due, why=outcome.response_why or context.response_promise
    )
    return f"{head.format(number=outcome.number)} {first}", lines(
        words.RECEIPT_RESOLUTION.format(
            due=due, why=f" ({outcome.resolution_why})" if outcome.resolution_why else ""
        ) if due else None,
        outcome.promise_note,
    )


def _tender_words(outcome: Registered, claim: Claim, context: Context) -> tuple[str, ...]:
    """For somebody with minutes left: that it is written down, who knows, what helps."""
    head = words.TENDER_HEAD[claim].format(
        number=outcome.number, time=worded_time(context.now)
    )
    following = words.TENDER_NEXT if claim is Claim.JUMPED else words.RECEIPT_NEXT
    why = outcome.response_why or context.response_promise
    return head, _helps_now(context), following.format(due=outcome.response_due, why=why)


def _helps_now(context: Context) -> str:
    return words.HELPS_NOW.format(lpse_support=context.lpse_support, call_144=context.call_144)


def listed(state: State, outcome: Listed, context: Context) -> Turn:
    """The tickets of this chat, each with a button."""
    home = (button(words.MENU_HOME, "menu", "home"),)
    if not outcome.lines:
        return turn(state, say(words.LIST_EMPTY, home))
    shown = outcome.lines[:LISTED]
    told = (
        words.LIST_LINE.format(number=line.number, subject=line.subject, status=line.status_words)
        for line in shown
    )
    rows = ((button(line.number, "t", line.number, "show"),) for line in shown)
    return turn(state, say(paragraphs(words.LIST_HEAD, *told, words.LIST_PICK), *rows))


_ACTIONS = {
    "done": words.DONE_BUTTON,
    "reopen": words.REOPEN_BUTTON,
    "add": words.ADD,
    "show": words.SEE_STATUS,
    "fix": words.FIX,
    "why": words.WHY_DATES,
    "leave": words.LINK_LEAVE,
}
_OWN_ROW = ("why", "leave")  # long labels; two beside them would be cut on a narrow phone


def status_shown(state: State, outcome: StatusShown, context: Context) -> Turn:
    """How a ticket stands, with what can be done about it."""
    if state.awaits.startswith(WANTED):
        if may_want(state, outcome.actions):
            return wanted(state, outcome.number)
        state = replace(state, awaits="")
    made = {
        action: button(label, "t", outcome.number, action)
        for action, label in _ACTIONS.items()
        if action in outcome.actions
    }
    together = tuple(made[action] for action in made if action not in _OWN_ROW)
    alone = tuple((made[action],) for action in made if action in _OWN_ROW)
    text = outcome.text
    if state.awaits == SHOWING and "add" in made and state.step in AT_REST:
        text = paragraphs(text, words.TICKET_ASK)
        state = replace(state, step="ticket", ticket=outcome.number)
    elif state.step == "idle":
        state = replace(state, ticket=outcome.number)
    state = replace(state, awaits="") if state.awaits == SHOWING else state
    return turn(state, say(text, together, *alone, ticket=outcome.number))


_HOME = (button(words.MENU_HOME, "menu", "home"),)
_PARTED = {"declined": words.LINK_DECLINED, "left": words.LINK_LEFT}
_DONE = {
    "message": words.ADDED,
    "corrected": words.CORRECTED,
    "confirmed": words.CONFIRMED,
    "reopened": words.REOPENED,
}


def done(state: State, outcome: Done, context: Context) -> Turn:
    """Move on if this was waited for; else say that it was done, where that is worth a line."""
    if state.awaits == ADDING:
        state = replace(state, awaits="", held="", files=())
    if outcome.claim is not None:
        taken = with_proof(_claimed(state, outcome, outcome.claim, context))
    else:
        taken = _moved_on(state, outcome, context)
    return replace(taken, state=_focused(taken.state, outcome))


def _focused(state: State, outcome: Done) -> State:
    """The ticket last spoken of, unless questions about another are in progress."""
    other = outcome.ticket is not None and outcome.ticket != state.ticket
    if state.step != "idle" or not other or outcome.what in _PARTED:
        return state
    return replace(state, ticket=outcome.ticket, claim="")


def _claimed(state: State, outcome: Done, claim: Claim, context: Context) -> Turn:
    """A tender is about to close, as is known only now: what helps, and the code if it lacks."""
    if outcome.ticket != state.ticket:  # an older ticket's code, in reply to its message
        told = paragraphs(*_told_of_claim(claim, Claim.NEEDS_CODE, context)) or words.NOTED
        return turn(state, say(told, *ticket_buttons(outcome.ticket), ticket=outcome.ticket))
    before = Claim(state.claim) if state.claim else None
    news = paragraphs(*_told_of_claim(claim, before, context))
    noted = "" if news and state.note == words.NOTED else state.note
    told = paragraphs(noted, news) or words.NOTED
    awaited = state.step in QUESTIONS and state.awaits == outcome.what
    state = replace(state, claim=claim, awaits="", note="")
    if awaited and claim is Claim.NEEDS_CODE and "package" not in state.pending:
        state = replace(state, pending=("package", *state.pending), total=state.total + 1)
    if awaited:
        return advance(state, context, told)
    if state.step in QUESTIONS:
        return turn(state, current(state, context, told))
    return turn(state, say(told, *ticket_buttons(outcome.ticket), ticket=outcome.ticket))


def _told_of_claim(claim: Claim, before: Claim | None, context: Context) -> tuple[str, ...]:
    if before is None:
        return words.TENDER_SOON[claim], _helps_now(context)
    return (words.TENDER_JUMPED,) if claim is Claim.JUMPED is not before else ()


def _moved_on(state: State, outcome: Done, context: Context) -> Turn:
    asking = state.step in QUESTIONS and outcome.ticket == state.ticket
    if asking and state.awaits == outcome.what:
        return advance(state, context, state.note)
    if asking and outcome.what == "identity":
        return turn(replace(state, note=""), current(state, context, state.note))
    if outcome.what == "identity" and state.note:
        told, done_ = state.note, replace(state, note="")
        return turn(done_, say(told, *ticket_buttons(outcome.ticket), ticket=outcome.ticket))
    if outcome.what in _PARTED:
        return turn(state, say(_PARTED[outcome.what].format(number=outcome.ticket), _HOME))
    if outcome.what not in _DONE:
        return turn(state)
    text = _DONE[outcome.what].format(number=outcome.ticket)
    if outcome.into:
        text = words.PASSED_ON.format(number=outcome.ticket, into=outcome.into)
    if asking:
        return turn(state, current(state, context, text))
    return turn(state, say(text, *ticket_buttons(outcome.ticket), ticket=outcome.ticket))


def refused(state: State, outcome: Refused, context: Context) -> Turn:
    """Say why, keep what was typed, and let it be tried again."""
    if state.draft and state.draft.sent:
        serial = state.serial + 1
        draft = replace(state.draft, sent=False, serial=serial)
        state = replace(leave(state), step="draft", serial=serial, draft=draft)
        lead = paragraphs(outcome.message, words.REFUSED_TRY)
        return turn(state, show(state, context, lead))
    if state.awaits == ADDING and state.step in AT_REST:
        return _unadded(state, outcome, context)
    state = replace(state, awaits="", note="")
    if state.step in QUESTIONS:
        return turn(state, current(state, context, outcome.message))
    return turn(state, say(outcome.message, (button(words.MENU_HOME, "menu", "home"),)))


def _unadded(state: State, outcome: Refused, context: Context) -> Turn:
    """What could not be added to a ticket is not lost: it can be sent as a new one."""
    held, files = state.held, state.files
    state = shelve(replace(state, awaits="", held="", files=()))
    state = replace(state, files=files, choices=(), topic=None, question="")
    lead = paragraphs(outcome.message, words.REFUSED_NEW)
    if held:
        return open_draft(state, draft_of(held), context, lead)
    return ask_about_files(state, outcome.message)


_OUTCOMES: Mapping[type[Outcome], Callable[[State, Any, Context], Turn]] = {
    Registered: registered,
    Listed: listed,
    StatusShown: status_shown,
    Done: done,
    Refused: refused,
    Invited: invited,
    Linked: linked,
}


def take_outcome(state: State, outcome: Outcome | None, context: Context) -> Turn:
    """The turn after an effect."""
    if outcome is None:
        return turn(state)
    return _OUTCOMES[type(outcome)](state, outcome, context)
